/** What people read in terminal/actions/settings. */
export const settingsWords = {
  showTheSettingsOfAnInstance: 'Show the settings of an instance, or change them',
  changesArePlannedAndCheckedFirst:
    'Changes are planned and checked first, then applied to the running server and written to redis.conf. It restarts only',
  ifNecessaryAndTheOldSettings:
    'if necessary, and the old settings are restored if something fails. Other settings stay the same.',
  exceptSaveWhereItMeansNever:
    'except save, where it means: never save. --set requirepass=- reads the password from standard input.',
  givenWithRevert: 'given with --revert',
  givenWithAChange: 'given with a change',
  replacesTheKeysOfIdWith: (id: string) => `replaces the keys of ${id} with those of its new master`,
  aSafetyBackupIsTakenFirst: 'A safety backup is taken first.',
  applyItToId: (id: string) => `Apply it to ${id}?`,
  countedOfText: (counted: string, ofText: string) => `${counted} of ${ofText}`,
  evictsAboutGoneOfId: (gone: string, id: string) => `evicts about ${gone} of ${id}`,
  redisWillEvictAboutGoneOf: (gone: string, id: string) =>
    `Redis will evict about ${gone} of ${id}. A safety backup is taken first.`,
  countedRestoredFromBackup: (counted: string, backup: string) => `${counted} restored from ${backup}.`,
  needsConfirmationFound: (found: string) => `needs confirmation (${found})`,
  listTheSettingsChangesOfAn: 'List the settings changes of an instance, newest first',
  noSettingsOfIdWereChanged: (id: string) => `No settings of ${id} were changed yet.`,
  textChanged: 'text changed',
  copiedFromAnotherInstance: 'copied from another instance',
  liveValuesKept: 'live values kept',
  valuesOfRedisConfKept: 'values of redis.conf kept',
  fromTheFace: (face: string) => `from the ${face}`,
  withARestart: 'with a restart',
  withoutARestart: 'without a restart',
  cannotBeUndone: 'cannot be undone',
  ifTheChangeEvictedKeysIt: 'If the change evicted keys, it asks whether to restore them; --restore-keys answers.',
  aChangeThatEvictsKeysNeeds:
    'A change that evicts keys needs confirmation, like a flush; --action undo restores them. So does a change after which',
  theServerRefusesThisAppIf:
    'the server refuses this app; if it already refuses it, changes go through redis.conf and a restart.',
  fromEveryClientConfigRevertReverts:
    'From every client; config --revert reverts one. Shows the last --lines changes (20).',
};
