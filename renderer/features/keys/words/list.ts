/** What people read in keys/list. */

export const readTheListOfKeys = 'Read the list of keys';
export const withoutAPrefix = 'without a prefix';
export const allDatabases = 'all databases';
export const selectTheLoadedKeys = 'Select the loaded keys';
export const key = 'Key';
export const inPlace = 'in ';
export const type = 'Type';
export const bytes = 'Bytes';
export const expiresIn = 'Expires in';
export const selectKey = (key: string) => `Select ${key}`;
export const dbDatabase = (database: number) => `db${database}`;
export const never = 'never';
export const listOfKeys = 'List of keys';
export const keys = 'Keys';
