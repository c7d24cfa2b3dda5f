/** What people read in instances/always. */

export const unavailableWhileDisconnected = 'Unavailable while disconnected';
export const busyTitleIsRunning = (title: string) => `Busy: ${title} is running.`;
export const anInstance = 'an instance';
export const unsavedChangesAreLost = 'Unsaved changes are lost.';
export const start = 'Start';
export const theDataIsSavedOnDisk = 'The data is saved on disk.';
export const undo = 'Undo';
export const copiedTheWhatOfId = (what: string, id: string) => `Copied the ${what} of ${id}`;
export const copyTheWhatOfId = (what: string, id: string) => `Copy the ${what} of ${id}`;
export const overviewDetailsPageShow = 'overview details page show';
export const runLaunchUp = 'run launch up';
export const haltDownEndShut = 'halt down end shut';
export const rebootAgain = 'reboot again';
export const killId = (id: string) => `Kill ${id}…`;
export const hangHangsStuckForceEndSigkill = 'hang hangs stuck force end sigkill';
export const copyUrlOfId = (id: string) => `Copy URL of ${id}`;
export const copyUrl = 'Copy URL';
export const connectionAddressPasswordRedis = 'connection address password redis://';
export const copyRedisCliCommandForId = (id: string) => `Copy redis-cli command for ${id}`;
export const copyRedisCliCommand = 'Copy redis-cli command';
export const redisCliCommand = 'redis-cli command';
export const connectionTerminalConnect = 'connection terminal connect';
export const uninstallId = (id: string) => `Uninstall ${id}…`;
export const removeDelete = 'remove delete';
export const installMain = 'Install main…';
export const setUpCreateRedis = 'set up create redis';
export const detectDockerAndRedisAgain = 'Detect Docker and Redis again';
export const engineRuntimeRefreshRetryCheck = 'engine runtime refresh retry check';
export const containerMissing = 'Container missing';
export const notResponding = 'Not responding';
export const wrongPassword = 'Wrong password';
export const passwordRequired = 'Password required';
export const noPermission = 'No permission';
export const protectedMode = 'Protected mode';
export const tooManyClients = 'Too many clients';
export const commandUnavailable = 'Command unavailable';
export const portInUse = 'Port in use';
export const stoppedUnexpectedly = 'Stopped unexpectedly';
export const memoryFull = 'Memory full';
export const programMissing = 'Program missing';
export const settingsUnreadable = 'Settings unreadable';
export const recordUnreadable = 'Record unreadable';
export const unexpectedServer = 'Unexpected server';
export const tryAgain = 'Try again';
export const raiseTheLimit = 'Raise the limit…';
export const restart = 'Restart';
export const setUpTlsOf = (id: string) => `Set up TLS of ${id}…`;
export const setUpTls = 'Set up TLS…';
export const renewCertificateOf = (id: string) => `Renew the certificate of ${id}`;
export const renewCertificate = 'Renew the certificate';
export const certificateEncryptionSsl = 'certificate encryption ssl tls rediss secure';
export const enterPasswordOf = (id: string) => `Enter the password of ${id}…`;
export const enterPassword = 'Enter password…';
export const passwordLoginKeychain = 'password login auth authentication keychain secret refused';
export const verbs = { Open: 'Open', Start: 'Start', Stop: 'Stop', Restart: 'Restart' };
export const actOn = {
  Open: (id: string) => `Open ${id}`,
  Start: (id: string) => `Start ${id}`,
  Stop: (id: string) => `Stop ${id}`,
  Restart: (id: string) => `Restart ${id}`,
};
export const idStopped = (id: string) => `${id} stopped`;
export const kill = 'Kill…';
export const uninstall = 'Uninstall…';
export const act = (verb: string, id: string) => `${verb} ${id}`;
export const paused = 'Paused';
export const engineUnreachableNow = 'Engine unreachable.';
export const engineUnreachableTitle = 'Engine unreachable';
