/** What people read in settings/plan. */

export const revertingTheChangeOfAt = (at: string) => `Reverting the change of ${at}`;
export const savingTheLiveValuesToThe = 'Saving the live values to the file';
export const applyingTheFilesValuesToThe = 'Applying the file’s values to the server';
export const itsContainer = 'its container';
export const theRunningServer = 'the running server';
export const differencesToTheRunningServer = 'Differences to the running server';
export const theContainerHasMorePrivilegesThan = 'The container has more privileges than Redis needs';
export const theContainerDiffersFromItsSettings = 'The container differs from its settings';
export const settingDiffers = 'setting differs';
export const settingsDiffer = 'settings differ';
export const countedBetweenTheFileAndWhere = (counted: string, where: string) =>
  `${counted} between the file and ${where}`;
export const saveLiveValuesToFile = 'Save live values to file';
export const convertContainer = 'Convert container';
export const applyFileToServer = 'Apply file to server';
export const live = 'live ';
export const file = 'file ';
export const includedFilesThatCannotBeRead = 'Included files that cannot be read';
export const anIncludedFileCannotBeRead = 'An included file cannot be read';
export const countIncludedFilesCannotBeRead = (count: number) => `${count} included files cannot be read`;
export const redisMayUseOtherValuesThan =
  'Redis may use other values than the ones shown here. Restore the file or remove its line from redis.conf.';
export const compareIdWithItsRedisConf = (id: string) => `Compare ${id} with its redis.conf`;
export const redisConfNow = 'redis.conf now';
export const redisConfAfterThePlan = 'redis.conf after the plan';
export const redisConfSideBySide = 'redis.conf, side by side';
export const now = 'Now';
export const afterThePlan = 'After the plan';
export const redisConfDoesNotChange = 'redis.conf does not change.';
export const diffOfRedisConf = 'Diff of redis.conf';
export const redisConf = 'redis.conf';
export const sideBySide = 'Side by side';
export const theDiff = 'the diff';
export const planTheChange = 'Plan the change';
export const confirmTheRiskFirst = 'Confirm the risk first.';
export const evictKeysOfId = (id: string) => `Evict keys of ${id}?`;
export const applyWithUndo = 'Apply, with undo';
export const redisWillEvictAboutKeysOf = (keys: string, ofText: string) =>
  `Redis will evict about ${keys} of ${ofText} keys.`;
export const aSafetyBackupIsTakenFirst =
  ' A safety backup is taken first. You can undo this while the safety backup is kept.';
export const planAgain = 'Plan again';
export const selectToApplyThePlanAnyway = 'Select to apply the plan anyway.';
export const cancel = 'Cancel';
export const tryAgain = 'Try again';
export const applyPlan = 'Apply plan';
export const unavailableWhileDisconnected = 'Unavailable while disconnected';
export const allChangesAreExcluded = 'All changes are excluded.';
export const fixOrResetTheInvalidValue = 'Fix or reset the invalid value.';
export const thePlanIsBeingUpdated = 'The plan is being updated.';
export const nothingWouldChange = 'Nothing would change.';
export const busyTitleIsRunning = (title: string) => `Busy: ${title} is running.`;
export const changes = 'Changes';
export const risk = 'Risk';
export const excluded = 'excluded';
export const includeName = (name: string) => `Include ${name}`;
export const include = 'Include';
export const live2 = 'Live';
export const restart = 'Restart';
export const container = 'Container';
export const alsoNeedsARestart = ' Also needs a restart.';
export const alsoRecreatesTheContainer = ' Also recreates the container.';
export const to = 'to';
export const excludeFromThePlan = 'Exclude from the plan';
export const excludeDirective = (directive: string) => `Exclude ${directive}`;
export const blocked = 'Blocked: ';
export const staysShownValueInsteadOfShown = (shownValue: string, shownValue2: string) =>
  `stays ${shownValue} instead of ${shownValue2}`;
export const steps = 'Steps';
export const validatedWithTriedByPart = (triedBy: string, part: string) => `Validated with ${triedBy}${part}`;
export const thisPlanCannotBeApplied = 'This plan cannot be applied.';
export const revertingTheLastChange = 'Reverting the last change';
export const report = 'Report';
export const applied = 'Applied';
export const idWasRestartedOnce = (id: string) => `${id} was restarted once`;
export const idWasNotRestarted = (id: string) => `${id} was not restarted`;
export const afterASafetyBackup = ' after a safety backup';
export const whatWasChanged = 'What was changed';
export const live3 = 'live';
export const onlyTheTextOfRedisConf = 'Only the text of redis.conf changed.';
export const verifiedSettingsActiveAllKeys = 'Verified: settings active, all keys present.';
export const verifiedSettingsActive = 'Verified: settings active.';
export const changesTakeEffectAtTheNext = 'Changes take effect at the next start.';
export const safetyBackup = ' Safety backup: ';
export const aPasswordChangeCannotBeReverted =
  'A password change cannot be reverted, because old passwords are not stored.';
export const revert = 'Revert…';
export const done = 'Done';
export const plan = 'Plan';
export const applying = 'Applying';
export const aFailureIsRolledBack = 'a failure is rolled back';
export const starting = 'Starting…';
export const noChangesYet = 'no changes yet';
export const updating = ' · updating…';
export const discardAll = 'Discard all';
export const couldNotCreateThePlan = 'Could not create the plan';
export const invalidSoNotInThePlan = (invalid: string) =>
  `Invalid, so not in the plan: ${invalid}. The form shows the reasons.`;
export const theseValuesAreAlreadySetNothing = 'These values are already set; nothing would change.';
export const changeASettingToPreviewIts =
  'Change a setting to preview its effect here: what applies live, what needs a restart, the risks, and the diff of the file. Nothing is applied until you apply the plan.';
export const theInstanceIsNotRunningChanges =
  'The instance is not running: changes are written now and take effect at its next start.';
export const lineAdded = 'added';
export const lineRemoved = 'removed';
export const unchanged = 'unchanged';
export const linesUnchanged = (lines: string) => `${lines} unchanged`;
export const nothingChanges = 'nothing would change';
export const onlyTheText = 'only the text changes';
export const countLive = (count: number) => `${count} live`;
export const countRestart = (count: number) => `${count} restart`;
export const countContainer = (count: number) => `${count} container`;
export const leadSafetyBackup = 'A safety backup is taken first. ';
export const leadRecreate = 'The container is recreated once with the same data.';
export const leadRestart = 'One restart: open connections are closed and the data is loaded again.';
export const leadNoRestart = 'No restart.';
