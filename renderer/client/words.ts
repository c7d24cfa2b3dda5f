/** What people read in client. */

export const theConnectionToTheAppIs = 'The connection to the app is lost. Try again after it reconnects.';
export const tlsOfIdChanged = (id: string) => `TLS of ${id} changed`;
export const settingsOfIdChanged = (id: string) => `Settings of ${id} changed`;
export const branchIdCreated = (id: string) => `Branch ${id} created`;
export const tenantIdCreated = (id: string) => `Tenant ${id} created`;
export const tenantIdDestroyed = (id: string) => `Tenant ${id} destroyed`;
export const isolationTested = 'Isolation tested';
export const backupOfIdTaken = (id: string) => `Backup of ${id} taken`;
export const backupOfIdVerified = (id: string) => `Backup of ${id} verified`;
export const backupRestoredToId = (id: string) => `Backup restored to ${id}`;
export const lastChangeOfIdUndone = (id: string) => `Last change of ${id} undone`;
export const backupImportedForId = (id: string) => `Backup imported for ${id}`;
export const backupOfIdExported = (id: string) => `Backup of ${id} exported`;
export const benchmarkOfIdFinished = (id: string) => `Benchmark of ${id} finished`;
export const closeThisMessage = 'Close this message';
export const failureAction = (action: string) => `failure ${action}`;
export const tryAgain = 'Try again';
export const chooseKillInItsMenu = 'Choose “Kill…” in its menu.';
export const couldNotVerb = (verb: string) => `Couldn’t ${verb}`;
export const doneWhat = (what: string) => `done ${what}`;
export const warning = 'Warning';
export const readTheListOfOperations = 'Read the list of operations';
export const startTheOperation = 'Start the operation';
export const titleCancelled = (title: string) => `${title}: cancelled`;
export const allChangesWereRolledBack = 'All changes were rolled back.';
export const theOperationWasInterrupted = 'The operation was interrupted.';
export const cancelTitle = (title: string) => `Cancel “${title}”`;
export const killInstance = (instance: string) => `Kill ${instance}`;
export const readTheAppsVersion = 'Read the app’s version';
export const theAppRejectedName = (name: string) => `The app rejected ${name}.`;
export const theConnectionWasLostWhileName = (name: string) =>
  `The connection was lost while ${name} was uploading. Try again.`;
export const theUploadWasCancelled = 'The upload was cancelled.';
export const keysOfIdChanged = (id: string) => `Keys of ${id} changed`;
export const keysRestoredToId = (id: string) => `Keys restored to ${id}`;
export const changeOfKeysOfIdUndone = (id: string) => `Change of keys of ${id} undone`;
