/** What people read in keys/always. */

export const anInstance = 'an instance';
export const browseKeysOfId = (id: string) => `Browse keys of ${id}`;
export const browseKeys = 'Browse keys';
export const dataValuesScanHashListSet = 'data values scan hash list set stream inspect database';
export const newKey = 'New key…';
export const createAddSet = 'create add set';
export const switchBetweenKeysAndTheirMemory = 'Switch between keys and their memory';
export const treemapLargestSizeAnalysisBigkeys = 'treemap largest size analysis bigkeys';
export const undoTheLastChangeOfKeys = 'Undo the last change of keys';
export const restoreBringBackDeleted = 'restore bring back deleted';
export const promote = 'Promote keys…';
export const promoteId = (id: string) => `Promote keys of ${id} to its origin…`;
export const mergeBackIntoItsOrigin = 'merge back restore branch origin';
