/** What people read in keys/tree. */

export const countTheMatches = 'Count the matches';
export const readTheFoldersOfTheTree = 'Read the folders of the tree';
export const noPrefix = '(no prefix)';
export const prefixes = 'Prefixes';
export const prefix = 'Prefix';
export const matches = 'Matches';
export const keys = 'Keys';
export const bytes = 'Bytes';
export const couldNotReadTheFolders = 'Could not read the folders';
export const databasesAndPrefixes = 'Databases and prefixes';
