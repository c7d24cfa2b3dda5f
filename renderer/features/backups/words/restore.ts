export const nowAndAfterTheRestore = 'Now and after the restore';
export const now = 'Now';
export const afterRestore = 'After restore';
export const change = 'Change';
export const memory = 'Memory';
export const dataAsOf = 'Data as of';
export const now2 = 'now';
export const old = 'old';
export const older = 'older';
export const datedInTheFuture = 'dated in the future';
export const keysWithAnExpiry = 'Keys with an expiry';
export const clients = 'Clients';
export const theyReconnect0 = '0 (they reconnect)';
export const disconnectedDuringRestart = 'disconnected during restart';
export const expiredKeysAreSkipped = 'expired keys are skipped';
export const restoreTo = 'Restore to';
export const here = 'Here';
export const instancePort = (instance: string, port: number) => `${instance}, port ${port}`;
export const anotherInstance = 'Another instance';
export const noOtherInstance = 'no other instance';
export const aNewTenant = 'A new tenant';
export const noFreePorts = 'no free ports';
export const nextFreePortFirstPort = (firstPort: number) => `next free port ${firstPort}`;
export const instanceToRestoreInto = 'Instance to restore into';
export const compareNameWithTheCurrentData = (name: string) => `Compare ${name} with the current data`;
export const restoreName = (name: string) => `Restore ${name}`;
export const createAndRestore = 'Create and restore';
export const restoreWithUndo = 'Restore, with undo';
export const clientIs = 'client is';
export const clientsAre = 'clients are';
export const countedConnectedNow = (counted: string) => `${counted} connected now`;
export const valueOfInstanceSizeBytes = (value: string, instance: string, sizeBytes: string) =>
  `${value} of ${instance}, ${sizeBytes}  `;
export const nothingExistingChanges = 'Nothing existing changes.';
export const aNewTenantWithItsOwn =
  ' A new tenant with its own port, folder and default settings is created from this backup. If a step fails, everything is rolled back.';
export const aSafetyBackupIsTakenFirst = 'A safety backup is taken first.';
export const theBackupIsCheckedBeforeAnything = (into: string) =>
  ` The backup is checked before anything changes, and a failed restore is rolled back. You can return to the current data of ${into} with Undo while the safety backup is kept.`;
export const undoTheOfferOfInstance = (offer: string, instance: string) => `Undo the ${offer} of ${instance}?`;
export const undo = 'Undo';
export const theOfferWas = (offer: string) => `The ${offer} was `;
export const itIsNotTheMostRecent = (title: string) => `It is not the most recent change: "${title}" followed `;
export const instanceWillHoldOfferAsOf = (instance: string, offer: string) => `${instance} will hold ${offer} as of `;
export const aSafetyBackupIsTakenFirst2 = '. A safety backup is taken first.';
export const theRestoreNeedsUpToNeeded = (neededBytes: string, freeBytes: string) =>
  `The restore needs up to ${neededBytes} of disk space; ${freeBytes} is free.`;
export const compareTheKeys = 'Compare the keys';
export const comparingTheKeys = 'Comparing the keys of the backup with the current ones…';
export const changesByPrefix = 'Changes by prefix';
export const theRestore = 'The restore';
export const removesCount = (keys: string) => `removes ${keys},`;
export const addsCount = (keys: string) => `adds ${keys},`;
export const changesCount = (keys: string) => `changes ${keys}`;
export const leavesEqual = (counted: string) => `${counted} equal`;
export const prefix = 'Prefix';
export const database = (index: number) => `db${index}`;
export const asOf = (at: string) => `as of ${at}`;
export const compareAgain = 'Compare again';
export const removed = 'Removed';
export const added = 'Added';
export const changed = 'Changed';
export const morePrefixes = (prefixes: string) => `${prefixes} more prefixes differ.`;
export const moreDatabases = (databases: string) => `${databases} more databases differ.`;
export const total = 'Total';
export const noneExpired = 'none expired';
export const countExpired = (count: string) => `${count} expired`;
export const countConnected = (count: string) => `${count} connected`;
export const noClients = 'none';
export const states = {
  missing: 'not installed',
  stopped: 'stopped',
  starting: 'starting',
  running: 'running',
  unhealthy: 'unhealthy',
};
export const countAvailable = (count: number) => `${count} available`;
