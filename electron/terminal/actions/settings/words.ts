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
export const configHistorySummary = 'List the settings changes of an instance, newest first';
export const noSettingsOfIdWereChanged = (id: string) => `No settings of ${id} were changed yet.`;
export const textChanged = 'text changed';
export const copiedFromAnotherInstance = 'copied from another instance';
export const liveValuesKept = 'live values kept';
export const valuesOfRedisConfKept = 'values of redis.conf kept';
export const fromTheClient = (client: string) => `from the ${client}`;
export const withARestart = 'with a restart';
export const withoutARestart = 'without a restart';
export const cannotBeUndone = 'cannot be undone';
export const revertEvictionDetail =
  'If the change evicted keys, it asks whether to restore them; --restore-keys answers.';
export const aChangeThatEvictsKeysNeeds =
  'A change that evicts keys needs confirmation, like a flush; --action undo restores them. So does a change after which';
export const lockOutDetail =
  'the server refuses this app; if it already refuses it, changes go through redis.conf and a restart.';
export const fromEveryClientConfigRevertReverts =
  'From every client; config --revert reverts one. Shows the last --lines changes (20).';
export const showTlsOfAnInstance = 'Show the TLS of an instance, or set it up';
export const tlsUsesItsOwnAuthority =
  'An authority of each instance issues its certificate. Clients need ca.crt, and a certificate where it is required.';
export const tlsIsTriedFirst =
  'The settings are tried on a scratch server first, and reverted if a connection from outside fails afterwards.';
export const tlsClosesThePlainPort =
  '--enable yes uses TLS on the port of the instance; --plain-port keep adds a TLS port beside it.';
export const tlsExportWritesFiles =
  '--export writes ca.crt and a new client certificate; with --yes yes it replaces those of an earlier export.';
export const givenAlone = 'given alone';
export const exportIsGivenAlone = '--export changes nothing: give it without --enable and the other flags of a change.';
export const dryRunOfTlsNeedsAChange =
  '--dry-run needs a change: --enable, --plain-port, --tls-port, --client-certificates or --renew.';
export const yesBesideOtherFlags = 'yes, beside other flags';
export const noTlsTakesNoOtherFlags = '--enable no switches TLS off: leave out the other flags, or give --enable yes.';
export const tlsIsOffAddEnable = (id: string) => `TLS of ${id} is off. Add --enable yes to set it up.`;
export const replacesClientFiles = (folder: string) => `replaces the files of an earlier export in ${folder}`;
export const replaceThem = 'Replace them?';
export const clientCertificateUntil = (day: string) => `The client certificate is valid until ${day}.`;
export const closed = 'closed';
export const expired = 'expired';
export const tlsIsOffOn = (name: string, port: string) =>
  `${name}: TLS is off. Clients connect without it on port ${port}.`;
export const tlsIsOnFor = (name: string) => `${name}: TLS is on.`;
export const tlsPortLabel = 'TLS port';
export const plainPortLabel = 'plain port';
export const clientCertificatesLabel = 'client certificates';
export const certificateLabel = 'certificate';
export const issuerLabel = 'issued by';
export const namesLabel = 'valid for';
export const expiresLabel = 'expires';
export const inTime = (duration: string) => `in ${duration}`;
export const notOurs = (issuer: string) => `${issuer}, not by this app`;
export const verifiedWith = (protocol: string) => `Verified: a client connected with ${protocol}.`;
export const verifiedWithPlainRefused = (protocol: string) =>
  `Verified: a client connected with ${protocol}, and one without TLS was refused.`;
export const notVerifiedStopped = 'Not verified: the instance is stopped. TLS applies from its next start.';
export const nothingToChange = 'It had these settings already, so nothing was changed.';
export const changedWithOneRestart = 'Changed with one restart.';
export const changedWithoutRestart = 'Changed without a restart.';
export const safetyBackupTaken = (name: string) => `A safety backup was taken first: ${name}.`;
export const undoTls = (id: string, entry: string) =>
  `To revert it: --action config${id === 'main' ? '' : ` --instance ${id}`} --revert ${entry}`;
export const listModulesOrChangeThem = 'List the Redis modules of an instance, load one, or unload one';
export const aModuleIsTriedFirst =
  '--load copies the file beside redis.conf, where the server can load it, and makes it executable. It is tried in a';
export const thenWrittenIntoTheFile =
  'scratch server of the same version or image first, then written into redis.conf. The instance restarts once.';
export const unloadingDeletesValues =
  '--unload deletes keys that only the module can read, after a safety backup and with confirmation: Redis would not';
export const startWithTheValues = 'start with them. Modules of an image or of the server itself cannot be unloaded.';
export const loadOrUnload = '--load or --unload, not both';
export const oneModuleAtATime = '--load and --unload are two changes: give one of them.';
export const givenWithLoad = 'given with --load';
export const argumentsNeedLoad = '--arguments belongs to --load: give the file of a module too.';
export const dryRunNeedsAModule = '--dry-run needs a change: --load or --unload.';
export const noModules = (name: string) => `${name} loads no modules.`;
export const modulesAreNotReported = (name: string) =>
  `${name} is stopped: these are the modules of redis.conf, whose names are known when they are loaded.`;
export const modulesAreRefused = (refusal: string) =>
  `The server does not report its modules (${refusal}). These are the modules of redis.conf.`;
export const moduleColumn = 'module';
export const versionColumn = 'version';
export const argumentsColumn = 'arguments';
export const loadedByColumn = 'loaded by';
export const fileColumn = 'file';
export const ofTheImage = 'the image';
export const byModuleLoad = 'MODULE LOAD, until a restart';
export const ofTheServer = 'the server itself';
export const notLoadedYet = 'redis.conf, from the next start';
export const valuesOfModules = (list: string) => `Values of modules: ${list}.`;
export const valuesAtLeast = (list: string) => `Values of modules: at least ${list}. Not all keys were read.`;
export const keysOfType = (keys: string, type: string) => `${keys} of the type ${type}`;
export const wouldBeDeleted = (list: string) => `Deleted, because nothing else can read them: ${list}.`;
export const unloadLoses = (list: string) => `Unloading it deletes ${list}: nothing else can read them.`;
export const itsCommands = (list: string) => `Its commands: ${list}`;
export const unloadIt = (title: string, id: string) => `Unload ${title} from ${id}?`;
export const moduleLoaded = (title: string) => `Loaded: ${title}.`;
export const moduleUnloaded = (title: string) => `Unloaded: ${title}.`;
export const loadedAtNextStart = 'The instance is stopped. It loads the module at its next start.';
export const moduleVerified = 'Verified: the server lists it.';
export const moduleGoneVerified = 'Verified: the server lists it no longer.';
export const moduleNotVerified = 'Not verified: the server does not report its modules.';
export const keysDeleted = (keys: string, backup: string | null) =>
  `${keys} deleted. ${backup === null ? '' : `The safety backup ${backup} has them: load the module again, then --action undo.`}`;
