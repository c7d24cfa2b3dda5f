/** What people read in settings/history. */

export const readTheHistory = 'Read the history';
export const history = 'History';
export const ofTheSettingsOfId = (id: string) => `of the settings of ${id}`;
export const couldNotReadTheHistory = 'Could not read the history';
export const noChangesYetChangesFromThe =
  'No changes yet. Changes from the desktop app, a browser or a terminal appear here.';
export const appliedChanges = 'Applied changes';
export const theDesktopApp = 'the desktop app';
export const aBrowser = 'a browser';
export const aTerminal = 'a terminal';
export const settingsChanged = 'Settings changed';
export const textChanged = 'Text changed';
export const copiedFromAnotherInstance = 'Copied from another instance';
export const liveValuesSavedToFile = 'Live values saved to file';
export const fileValuesApplied = 'File values applied';
export const anUpgradeCannotBeRevertedHere = 'An upgrade cannot be reverted here.';
export const aPasswordChangedAndOldPasswords = 'A password changed, and old passwords are not stored.';
export const atFromValue = (at: string, value: string) => ` · ${at} · from ${value}`;
export const revertTheChangeOfAt = (at: string) => `Revert the change of ${at}`;
export const revert = 'Revert…';
export const onlyCommentsOrLineOrder = 'only comments or line order';
export const withOneRestart = 'With one restart';
export const withoutARestart = 'Without a restart';
export const safetyBackup = ' · safety backup ';
export const planTheUpgradeOfId = (id: string) => `Plan the upgrade of ${id}`;
export const upgrade = 'Upgrade';
export const couldNotPlanTheUpgrade = 'Could not plan the upgrade';
export const image = 'Image';
export const leaveEmptyToPullANewer = 'Leave empty to pull a newer image of the same name.';
export const close = 'Close';
export const cancel = 'Cancel';
export const tryAgain = 'Try again';
export const unknownNotRunning = 'unknown (not running)';
export const knownAfterTheImageIsPulled = 'known after the image is pulled';
export const notCountedNotRunning = 'not counted (not running)';
export const keysCountedAgainAfterwards = (keys: string) => `${keys}, counted again afterwards`;
export const steps = 'Steps';
export const checkForANewerImage = 'Check for a newer image';
export const checkForANewerProgram = 'Check for a newer program';
export const thenUnlessTheRegistryHasA = (then: string) => `${then}, unless the registry has a newer one`;
export const thenNoNewerVersion = (then: string) => `${then} (no newer version)`;
export const idStillRunsRedisVersion = (id: string, version: string | null) => `${id} still runs Redis ${version}.`;
export const upgraded = 'Upgraded.';
export const wasVersion = (version: string) => ` (was ${version})`;
export const idRunsRedisVersionPart = (id: string, version: string, part: string) =>
  `${id} runs Redis ${version}${part}. `;
export const itsDataAndSettingsAreUnchanged =
  'Its data and settings are unchanged. The safety backup from before the upgrade is kept.';
export const messageThePreviousVersionIsStill = (message: string) => `${message} The previous version is still in use.`;
export const reverted = 'Reverted';
export const upgradedTitle = 'Upgraded';
export const currentVersion = 'Current version';
export const newVersion = 'New version';
export const keys = 'Keys';
