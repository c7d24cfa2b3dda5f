/** What people read in keys/always. */
export const keysAlwaysWords = {
  anInstance: 'an instance',
  browseKeysOfId: (id: string) => `Browse keys of ${id}`,
  browseKeys: 'Browse keys',
  dataValuesScanHashListSet: 'data values scan hash list set stream inspect database',
  newKey: 'New key…',
  createAddSet: 'create add set',
  switchBetweenKeysAndTheirMemory: 'Switch between keys and their memory',
  treemapLargestSizeAnalysisBigkeys: 'treemap largest size analysis bigkeys',
  undoTheLastChangeOfKeys: 'Undo the last change of keys',
  restoreBringBackDeleted: 'restore bring back deleted',
};
