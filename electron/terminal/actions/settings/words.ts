/** What people read in terminal/actions/settings. */
export const settingsWords = {
  showTheSettingsOfAnInstance: 'Show the settings of an instance, or change them',
  changesArePlannedAndCheckedFirst:
    'Changes are planned and checked first, given to the running server and written to redis.conf. It restarts only',
  whereItMustAndOldSettings:
    'where it must, and old settings come back when something fails. What is not named stays as it is.',
  butForSaveWhereItMeans:
    'but for save, where it means: never save. --set requirepass=- reads the password from standard input.',
  givenWithRevert: 'given with --revert',
  givenWithAChange: 'given with a change',
  replacesTheKeysOfIdBy: (id: string) => `replaces the keys of ${id} by those of its new master`,
  aSafetyBackupIsTakenFirst: 'A safety backup is taken first.',
  applyItToId: (id: string) => `Apply it to ${id}?`,
  countedOfText: (counted: string, ofText: string) => `${counted} of ${ofText}`,
  evictsAboutGoneOfId: (gone: string, id: string) => `evicts about ${gone} of ${id}`,
  redisWillEvictAboutGoneOf: (gone: string, id: string) =>
    `Redis will evict about ${gone} of ${id}. A safety backup is taken first.`,
  countedRestoredFromBackup: (counted: string, backup: string) => `${counted} restored from ${backup}.`,
  needsConfirmationFound: (found: string) => `needs confirmation (${found})`,
  listTheChangesThatWereMade: 'List the changes that were made to the settings of an instance, newest first',
  noSettingOfIdWasChanged: (id: string) => `No setting of ${id} was changed yet.`,
  textChanged: 'text changed',
  copiedFromAnotherInstance: 'copied from another instance',
  liveValuesKept: 'live values kept',
  valuesOfTheFileKept: 'values of the file kept',
  fromTheFace: (face: string) => `from the ${face}`,
  withARestart: 'with a restart',
  withoutARestart: 'without a restart',
  cannotBeUndone: 'cannot be undone',
};
