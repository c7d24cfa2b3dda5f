/** What people read in keys/tree. */
export const treeWords = {
  countTheMatches: 'Count the matches',
  readTheFoldersOfTheTree: 'Read the folders of the tree',
  noPrefix: '(no prefix)',
  prefixes: 'Prefixes',
  prefix: 'Prefix',
  matches: 'Matches',
  keys: 'Keys',
  bytes: 'Bytes',
  couldNotReadTheFolders: 'Could not read the folders',
  databasesAndPrefixes: 'Databases and prefixes',
};
