/** What people read in terminal/actions/instance. */

export const installAndStartTheMainRedis = 'Install and start the main Redis';
export const dataOfAnEarlierInstallationIs =
  'Data of an earlier installation is used again. Values without a flag come from the environment:';
export const redisPortRedisMaxMemoryRedis =
  'REDIS_PORT, REDIS_MAX_MEMORY, REDIS_PERSISTENCE, REDIS_PASSWORD and the others in the README.';
export const installCreatesOnlyTheMainRedis = (id: string) => `install creates only the main Redis, not "${id}".`;
export const backupsAreAlwaysKept = 'Backups are always kept.';
export const removesTheDataConfigurationAndLogs = (id: string) => `removes the data, configuration and logs of ${id}`;
export const removeIdAndItsData = (id: string) => `Remove ${id} and its data?`;
export const notRemovedPathReason = (path: string, reason: string) => `Not removed: ${path} (${reason}).`;
export const itsDataStaysAndTheNext = 'its data stays, and the next install uses it again';
export const idIsUninstalledRest = (id: string, rest: string) => `${id} is uninstalled: ${rest}.`;
export const thisRemovesTheDataConfigurationAnd = (id: string) =>
  `This removes the data, configuration and logs of ${id}:`;
export const usedBytesInMemory = (usedBytes: string) => ` (${usedBytes} in memory)`;
export const theNumberOfItsKeysIs = (status: string) => `  the number of its keys is unknown: it is ${status}`;
export const bytesOnDiskLastChangedFormat = (bytes: string, formatTime: string) =>
  `  ${bytes} on disk, last changed ${formatTime}`;
export const connectedClient = 'connected client';
export const backupsAreKept = 'Backups are kept.';
export const upgradeAnInstanceToANewer = 'Upgrade an instance to a newer Redis, with the same data and settings';
export const thatIsInstalledNowIfIt =
  'that is installed now. If it does not start with all its keys, the old version is restored.';
export const ofAnUnknownVersion = 'of an unknown version';
export const redisVersion = (version: string) => `Redis ${version}`;
export const withCounted = (counted: string) => `, with ${counted}`;
export const itCannotBeDoneBlocked = (blocked: string) => `It cannot be done: ${blocked}`;
export const startAnInstance = 'Start an instance';
export const withPersistenceNoneItHoldsIts =
  'With persistence none it holds its keys in memory only: it asks before they are lost (--yes yes answers that).';
export const aServerThatHangsCannotSave =
  'A server that hangs cannot save. --kill yes kills it anyway, after showing what is lost.';
export const killsIdWithoutSaving = (id: string) => `kills ${id} without saving`;
export const killId = (id: string) => `Kill ${id}?`;
export const thisKillsIdWithoutSaving = (id: string) => `This kills ${id} without saving:`;
export const keysUnknownItDoesNotAnswer = 'keys unknown: it does not answer';
export const appendOnlyFileAofAt = (aofAt: string) => `, append-only file ${aofAt}`;
export const lastSnapshotAtPart = (snapshotAt: string, part: string) => `  last snapshot ${snapshotAt}${part}`;
export const stopAnInstanceAndStartIt = 'Stop an instance and start it again';
export const theEnvironmentIsAppliedTooRedis =
  'The environment is applied too: REDIS_PORT=6381 moves main to that port,';
export const redisPasswordSetsItsPassword = 'REDIS_PASSWORD=… sets its password.';
export const showTheStatusOfAnInstance = 'Show the status of an instance';
export const theExitCodeIs0When =
  'The exit code is 0 when it is running or starting, 3 when it is stopped or missing, 1 when it is unhealthy.';
export const redisCliIsNotOnThe =
  'redis-cli is not on the PATH: this is a small console of the app itself. Ctrl-D ends it.';
export const firstNeedsRedisCliWhichIs = (first: string) =>
  `${first} needs redis-cli, which is not on the PATH. Install it, or give only a command.`;
export const aCommandAndItsArguments = 'a command and its arguments';
export const invalidArgumentSAQuoteIs = 'Invalid argument(s): a quote is not closed.';
export const aFileOrAPipe = 'a file or a pipe';
export const standardInputCannotBeReadMessage = (message: string) =>
  `Standard input cannot be read: ${message}. Give a file or a pipe.`;
export const openRedisCliOnAnInstance = 'Open redis-cli on an instance, or run one command in it';
export const argumentsAfterGoToRedisCli =
  'Arguments after -- go to redis-cli: --action cli -- GET key. Commands can also be piped in. Without';
export const redisCliOnThePathThe =
  'redis-cli on the PATH, the one in the container is used, otherwise a small console of this program.';
export const thePasswordIsPassedInThe =
  'The password is passed in the environment, not as an argument. The exit code is that of redis-cli.';
export const word = 'WORD …';
export const cliPrintsWhatRedisCliPrints =
  'cli prints what redis-cli prints. For JSON, give redis-cli its own flag: --action cli -- --json GET key.';
export const givenAfter = 'given after --';
export const oneDatabase = 'one database';
export const cliOpensOneDatabaseGiveDatabase = 'cli opens one database: give --database N.';
export const aDatabaseFrom0ToValue = (value: number) => `a database from 0 to ${value}`;
export const inATerminal = (line: string) => `In a terminal: ${line}`;
export const idIsNotInstalledInstallIt = (id: string) => `${id} is not installed. Install it first: --action install.`;
export const idIsNotRunningStartIt = (id: string, id2: string) =>
  `${id} is not running. Start it first: --action start --instance ${id2}.`;
export const printTheWholeInfoReplyOf = 'Print the whole INFO reply of an instance, or save it to a file';
export const likeRedisCliInfoActionInfo =
  'Like redis-cli INFO: --action info --output redis_metrics.txt. It asks before it replaces a file.';
export const pathSizeBytesInfoOfId = (path: string, sizeBytes: string, id: string) =>
  `${path}: ${sizeBytes}, INFO of ${id}`;
export const thePathOfAFile = 'the path of a file';
export const replacesTheFilePath = (path: string) => `replaces the file ${path}`;
export const pathAlreadyExistsSize = (path: string, size: string) => `${path} already exists (${size}).`;
export const replaceIt = 'Replace it?';
export const unknownReason = 'unknown reason';
export const theDiskIsFullMakeRoom = 'The disk is full: make room and try again.';
export const thePathOfAFileThat = 'the path of a file that can be written';
export const checkRuntimesInstancesAndTenants =
  'Check runtimes, instances and tenants, and test whether tenants are isolated';
export const theExitCodeIs1When = 'The exit code is 1 when a check fails.';
export const allChecksPassed = 'All checks passed.';
export const someChecksFailedSeeTheLines = 'Some checks failed: see the lines marked fail.';
export const redisBenchmarkInItsContainer = 'redis-benchmark in its container';
export const theLoadGeneratorOfTheApp = 'the load generator of the app';
export const requestsPerS = 'Requests per s';
export const requestsATestOverCounted = (requests: string, counted: string) =>
  `${requests} requests a test over ${counted}`;
export const pipelineAtOnce = (pipeline: number) => `, ${pipeline} at once`;
export const instanceDatabaseByValueHowAt = (
  instance: string,
  database: number,
  value: string,
  how: string,
  atOnce: string,
) => `${instance}, database ${database}, by ${value}: ${how}${atOnce}.`;
export const itsKeysWereRemovedItTook = (value: string) => `Its keys were removed. It took ${value} s.`;
export const measureTheSpeedOfAnInstance = 'Measure the speed of an instance with redis-benchmark';
export const itsKeysBeginWithVrooliRedis =
  'Its keys begin with vrooli-redis-desktop:benchmark: and are removed afterwards, also after a cancel. They';
export const goToTheDatabaseOfDatabase =
  'go to the database of --database, otherwise to the last empty one. Other clients are slower meanwhile.';
export const withoutARedisBenchmarkHereOr =
  'Without redis-benchmark here or in the container, or if a password is needed, the app generates the load itself.';
export const benchmarkWorksInOneDatabaseGive = 'benchmark works in one database: give --database N.';
export const removeAnInstanceItsDataIs = 'Remove an instance; its data is kept unless --remove-data yes';
export const idIsNotInstalledNothingWas = (id: string) => `${id} is not installed; nothing was changed.`;
export const idWasNotInstalledItsLeftover = (id: string) =>
  `${id} was not installed; its leftover files were removed. Backups are kept.`;
export const withItsDataBackupsAreKept = 'with its data; backups are kept';
export const aSafetyBackupIsTakenFirst =
  'A safety backup is taken first. In Docker --image names the new image (REDIS_IMAGE); a process runs the program';
export const idHeldFromToNothingWas = (id: string, held: string, from: string, to: string) =>
  `${id}${held}: from ${from} to ${to}; nothing was changed.`;
export const stopAnInstanceItsDataIs = 'Stop an instance; its data is saved according to its settings';
export const readOnlyThisSmallConsoleOf =
  'Read-only: this small console of the app checks each command. Ctrl-D ends it.';
export const anInstanceThatIsSetTo =
  'An instance that is set to read-only gets only commands that read; piped ones then go through the small console.';
export const cliGetsNoCommandsFromA = (id: string) =>
  `cli gets no commands from a terminal or a pipe over TLS while ${id} is read-only.`;
export const valueMayChangeKeysAndId = (value: string, id: string) =>
  `${value} may change keys, and ${id} is set to read-only in this app.`;
export const showHowProgramsConnect = 'Show the URL, a .env file and code examples to connect an instance';
export const connectHidesThePassword = 'The password is hidden unless --reveal yes.';
export const connectSnippetPrintsOne = 'With --snippet only one of them is printed, with the password.';
export const passwordHidden = 'set; --reveal yes shows it';
export const noPassword = 'none';
export const snippetNeedsAPort = (id: string, snippet: string, possible: string) =>
  `--snippet: ${snippet} needs a port, and ${id} listens only on a Unix socket. Choose one of ${possible}.`;
export const diagnoseOutputIsAReport =
  '--output FILE.md|.json|.tar.gz saves a report; a .tar.gz adds settings, logs and operations, without secrets.';
export const aFileThatEndsWithMdJson = 'a file that ends in .md, .json or .tar.gz';
export const outputIsNoReport = (given: string, expected: string) =>
  `--output: "${given}" does not say which report to save: give ${expected}.`;
export const reportIsSavedAs = (path: string, size: string) => `The report is saved as ${path} (${size}).`;
