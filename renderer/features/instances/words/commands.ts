export const uninstallShown = (shown: string) => `Uninstall ${shown}?`;
export const uninstallAndRemoveData = 'Uninstall and remove data';
export const uninstall = 'Uninstall';
export const removeItsDataConfigurationAndLogs = 'Remove its data, configuration and logs too';
export const cannotBeUndone = 'This cannot be undone. Backups are kept.';
export const checkWhatWouldBeLost = 'Check what would be lost';
export const keys = 'Keys';
export const unknownWhileStopped = 'unknown while stopped';
export const inMemory = 'In memory';
export const onDisk = 'On disk';
export const clientsConnected = 'Clients connected';
export const andItsClientsAreDisconnected = ' and its clients are disconnected';
export const theWhatIsRemovedPart = (what: string, part: string) => `The ${what} is removed${part}. `;
export const allKeysAre = 'All keys are';
export const keyIs = 'key is';
export const keysAre = 'keys are';
export const partLost = (part: string) => `${part} lost`;
export const withTheConfigurationAndTheLogs = ', with the configuration and the logs. Backups are kept.';
export const theDataIsSavedAndKept = 'The data is saved and kept';
export const withConfigurationAndLogs =
  ', with the configuration, the logs and all backups; the next installation reuses them.';
export const killShown = (shown: string) => `Kill ${shown}?`;
export const kill = 'Kill';
export const checkDataOnDisk = (id: string) => `Check the data of ${id} on disk`;
export const unknownNotResponding = 'unknown: not responding';
export const lastSnapshot = 'Last snapshot';
export const appendOnlyFile = 'Append-only file';
export const redisIsKilledImmediatelyAndCannot = 'Redis is killed immediately and cannot save. ';
export const theDataOnDiskTheSettings =
  ' The data on disk, the settings, the logs and all backups are kept. If Redis still responds, stop it instead; then nothing is lost.';
export const unknown = 'unknown';
export const changesSinceTheSnapshot = 'Changes since the snapshot';
export const snapshot = 'Snapshot';
export const aBackupKeepsThem = ' A backup keeps them.';
export const withoutSaving = ' without saving';
export const theirConnectionsAreClosedAndThey =
  'All connections are closed, and clients cannot reconnect until you start it again.';
export const couldNotBeCounted = 'could not be counted';
export const dataIsSavedFirst = 'The data is saved first and stays on disk.';
export const theDataIsSavedFirstAnd2 = 'The data is saved first and loaded again.';
export const dataOfOthersIsSaved = 'The data of the others is saved first.';
export const couldNotReadTheNumberOf = 'Could not read the number of connected clients.';
export const otherClientIsConnected = 'other client is connected';
export const otherClientsAreConnected = 'other clients are connected';
export const atLeastNumber = (number: string) => `At least ${number}.`;
export const fromTo = (from: number, to: number) => `${from} to ${to}`;
export const readTheFreePorts = 'Read the free ports';
export const noFreePort = 'no free port';
export const theirConnectionsAreClosedMost = 'All connections are closed; most programs reconnect by themselves.';
export const enterThePasswordOf = (id: string) => `Enter the password of ${id}`;
export const usePassword = 'Use password';
export const password = 'Password';
export const passwordAccepted = (id: string) => `${id} accepted the password`;
export const itIsKept = (place: string) => `It is kept ${place}.`;
export const itWillBeKept = (place: string) => `It will be kept ${place}.`;
export const readWherePasswordsAre = 'Read where passwords are kept';
export const theServerChecksIt = 'The server checks it. Its settings do not change.';
export const orAFile = 'Preferences can keep passwords in a file of mode 0600 instead.';
export const stopTitle = {
  Stop: (what: string, how: string) => `Stop ${what}${how}?`,
  Restart: (what: string, how: string) => `Restart ${what}${how}?`,
};
export const countTenants = (count: number) => `${count} tenants`;
export const stopAnyway = { Stop: 'Stop anyway', Restart: 'Restart anyway' };
export const stopLabels = { Stop: 'Stop', Restart: 'Restart' };
export const noneWritten = 'none';
export const portsFree = (ports: string, ranges: string) => `${ports} ${ranges} free`;
