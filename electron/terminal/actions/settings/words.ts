/** What people read in terminal/actions/settings. */

export const showTheSettingsOfAnInstance = 'Show the settings of an instance, or change them';
export const changesArePlannedAndCheckedFirst =
  'Changes are planned and checked first, then applied to the running server and written to redis.conf. It restarts only';
export const ifNecessaryAndTheOldSettings =
  'if necessary, and the old settings are restored if something fails. Other settings stay the same.';
export const exceptSaveWhereItMeansNever =
  'except save, where it means: never save. --set requirepass=- reads the password from standard input.';
export const givenWithRevert = 'given with --revert';
export const givenWithAChange = 'given with a change';
export const countedRestoredFromBackup = (counted: string, backup: string) => `${counted} restored from ${backup}.`;
export const listTheSettingsChangesOfAn = 'List the settings changes of an instance, newest first';
export const noSettingsOfIdWereChanged = (id: string) => `No settings of ${id} were changed yet.`;
export const textChanged = 'text changed';
export const copiedFromAnotherInstance = 'copied from another instance';
export const liveValuesKept = 'live values kept';
export const valuesOfRedisConfKept = 'values of redis.conf kept';
export const fromTheClient = (client: string) => `from the ${client}`;
export const withARestart = 'with a restart';
export const withoutARestart = 'without a restart';
export const cannotBeUndone = 'cannot be undone';
export const ifTheChangeEvictedKeysIt =
  'If the change evicted keys, it asks whether to restore them; --restore-keys answers.';
export const aChangeThatEvictsKeysNeeds =
  'A change that evicts keys needs confirmation, like a flush; --action undo restores them. So does a change after which';
export const theServerRefusesThisAppIf =
  'the server refuses this app; if it already refuses it, changes go through redis.conf and a restart.';
export const fromEveryClientConfigRevertReverts =
  'From every client; config --revert reverts one. Shows the last --lines changes (20).';
