/** What people read before the view is loaded: the command. */

export const compareBackupsAndInstances = 'Compare keys';
export const compareKeysOf = (id: string) => `Compare keys of ${id}`;
export const keywords = 'diff difference changed added removed backup restore';
