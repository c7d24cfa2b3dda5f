/** What people read in keys/list. */
export const listWords = {
  readTheListOfKeys: 'Read the list of keys',
  withoutAPrefix: 'without a prefix',
  allDatabases: 'all databases',
  selectTheLoadedKeys: 'Select the loaded keys',
  key: 'Key',
  inPlace: 'in ',
  type: 'Type',
  bytes: 'Bytes',
  expiresIn: 'Expires in',
  selectKey: (key: string) => `Select ${key}`,
  dbDatabase: (database: number) => `db${database}`,
  never: 'never',
  listOfKeys: 'List of keys',
  keys: 'Keys',
  minmax01fr: 'minmax(0, 1fr)',
};
