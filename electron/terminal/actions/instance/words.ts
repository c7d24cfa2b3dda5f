/** What people read in terminal/actions/instance. */
export const instanceWords = {
  installAndStartTheMainRedis: 'Install and start the main Redis',
  dataOfAnEarlierInstallationIs:
    'Data of an earlier installation is used again. Values without a flag come from the environment:',
  redisPortRedisMaxMemoryRedis:
    'REDIS_PORT, REDIS_MAX_MEMORY, REDIS_PERSISTENCE, REDIS_PASSWORD and the others in the README.',
  installCreatesOnlyTheMainRedis: (id: string) => `install creates only the main Redis, not "${id}".`,
  backupsAreAlwaysKept: 'Backups are always kept.',
  removesTheDataConfigurationAndLogs: (id: string) => `removes the data, configuration and logs of ${id}`,
  removeIdAndItsData: (id: string) => `Remove ${id} and its data?`,
  notRemovedPathReason: (path: string, reason: string) => `Not removed: ${path} (${reason}).`,
  itsDataStaysAndTheNext: 'its data stays, and the next install uses it again',
  idIsUninstalledRest: (id: string, rest: string) => `${id} is uninstalled: ${rest}.`,
  thisRemovesTheDataConfigurationAnd: (id: string) => `This removes the data, configuration and logs of ${id}:`,
  usedBytesInMemory: (usedBytes: string) => ` (${usedBytes} in memory)`,
  theNumberOfItsKeysIs: (status: string) => `  the number of its keys is unknown: it is ${status}`,
  bytesOnDiskLastChangedFormat: (bytes: string, formatTime: string) => `  ${bytes} on disk, last changed ${formatTime}`,
  connectedClient: 'connected client',
  backupsAreKept: 'Backups are kept.',
  upgradeAnInstanceToANewer: 'Upgrade an instance to a newer Redis, with the same data and settings',
  thatIsInstalledNowIfIt: 'that is installed now. If it does not start with all its keys, the old version is restored.',
  ofAnUnknownVersion: 'of an unknown version',
  redisVersion: (version: string) => `Redis ${version}`,
  withCounted: (counted: string) => `, with ${counted}`,
  itCannotBeDoneBlocked: (blocked: string) => `It cannot be done: ${blocked}`,
  startAnInstance: 'Start an instance',
  withPersistenceNoneItHoldsIts:
    'With persistence none it holds its keys in memory only: it asks before they are lost (--yes yes answers that).',
  aServerThatHangsCannotSave:
    'A server that hangs cannot save. --kill yes kills it anyway, after showing what is lost.',
  killsIdWithoutSaving: (id: string) => `kills ${id} without saving`,
  killId: (id: string) => `Kill ${id}?`,
  thisKillsIdWithoutSaving: (id: string) => `This kills ${id} without saving:`,
  keysUnknownItDoesNotAnswer: 'keys unknown: it does not answer',
  appendOnlyFileAofAt: (aofAt: string) => `, append-only file ${aofAt}`,
  lastSnapshotAtPart: (snapshotAt: string, part: string) => `  last snapshot ${snapshotAt}${part}`,
  stopAnInstanceAndStartIt: 'Stop an instance and start it again',
  theEnvironmentIsAppliedTooRedis: 'The environment is applied too: REDIS_PORT=6381 moves main to that port,',
  redisPasswordSetsItsPassword: 'REDIS_PASSWORD=… sets its password.',
  showTheStatusOfAnInstance: 'Show the status of an instance',
  theExitCodeIs0When:
    'The exit code is 0 when it is running or starting, 3 when it is stopped or missing, 1 when it is unhealthy.',
  redisCliIsNotOnThe: 'redis-cli is not on the PATH: this is a small console of the app itself. Ctrl-D ends it.',
  firstNeedsRedisCliWhichIs: (first: string) =>
    `${first} needs redis-cli, which is not on the PATH. Install it, or give only a command.`,
  aCommandAndItsArguments: 'a command and its arguments',
  invalidArgumentSAQuoteIs: 'Invalid argument(s): a quote is not closed.',
  aFileOrAPipe: 'a file or a pipe',
  standardInputCannotBeReadMessage: (message: string) =>
    `Standard input cannot be read: ${message}. Give a file or a pipe.`,
  openRedisCliOnAnInstance: 'Open redis-cli on an instance, or run one command in it',
  argumentsAfterGoToRedisCli:
    'Arguments after -- go to redis-cli: --action cli -- GET key. Commands can also be piped in. Without',
  redisCliOnThePathThe:
    'redis-cli on the PATH, the one in the container is used, otherwise a small console of this program.',
  thePasswordIsPassedInThe:
    'The password is passed in the environment, not as an argument. The exit code is that of redis-cli.',
  word: 'WORD …',
  cliPrintsWhatRedisCliPrints:
    'cli prints what redis-cli prints. For JSON, give redis-cli its own flag: --action cli -- --json GET key.',
  givenAfter: 'given after --',
  oneDatabase: 'one database',
  cliOpensOneDatabaseGiveDatabase: 'cli opens one database: give --database N.',
  aDatabaseFrom0ToValue: (value: number) => `a database from 0 to ${value}`,
  inATerminal: (line: string) => `In a terminal: ${line}`,
  idIsNotInstalledInstallIt: (id: string) => `${id} is not installed. Install it first: --action install.`,
  idIsNotRunningStartIt: (id: string, id2: string) =>
    `${id} is not running. Start it first: --action start --instance ${id2}.`,
  printTheWholeInfoReplyOf: 'Print the whole INFO reply of an instance, or save it to a file',
  likeRedisCliInfoActionInfo:
    'Like redis-cli INFO: --action info --output redis_metrics.txt. It asks before it replaces a file.',
  pathSizeBytesInfoOfId: (path: string, sizeBytes: string, id: string) => `${path}: ${sizeBytes}, INFO of ${id}`,
  thePathOfAFile: 'the path of a file',
  replacesTheFilePath: (path: string) => `replaces the file ${path}`,
  pathAlreadyExistsSize: (path: string, size: string) => `${path} already exists (${size}).`,
  replaceIt: 'Replace it?',
  unknownReason: 'unknown reason',
  theDiskIsFullMakeRoom: 'The disk is full: make room and try again.',
  thePathOfAFileThat: 'the path of a file that can be written',
  checkRuntimesInstancesAndTenants: 'Check runtimes, instances and tenants, and test whether tenants are isolated',
  theExitCodeIs1When: 'The exit code is 1 when a check fails.',
  allChecksPassed: 'All checks passed.',
  someChecksFailedSeeTheLines: 'Some checks failed: see the lines marked fail.',
  redisBenchmarkInItsContainer: 'redis-benchmark in its container',
  theLoadGeneratorOfTheApp: 'the load generator of the app',
  requestsPerS: 'Requests per s',
  requestsATestOverCounted: (requests: string, counted: string) => `${requests} requests a test over ${counted}`,
  pipelineAtOnce: (pipeline: number) => `, ${pipeline} at once`,
  instanceDatabaseByValueHowAt: (instance: string, database: number, value: string, how: string, atOnce: string) =>
    `${instance}, database ${database}, by ${value}: ${how}${atOnce}.`,
  itsKeysWereRemovedItTook: (value: string) => `Its keys were removed. It took ${value} s.`,
  measureTheSpeedOfAnInstance: 'Measure the speed of an instance with redis-benchmark',
  itsKeysBeginWithVrooliRedis:
    'Its keys begin with vrooli-redis-desktop:benchmark: and are removed afterwards, also after a cancel. They',
  goToTheDatabaseOfDatabase:
    'go to the database of --database, otherwise to the last empty one. Other clients are slower meanwhile.',
  withoutARedisBenchmarkHereOr:
    'Without redis-benchmark here or in the container, or if a password is needed, the app generates the load itself.',
  benchmarkWorksInOneDatabaseGive: 'benchmark works in one database: give --database N.',
  removeAnInstanceItsDataIs: 'Remove an instance; its data is kept unless --remove-data yes',
  idIsNotInstalledNothingWas: (id: string) => `${id} is not installed; nothing was changed.`,
  idWasNotInstalledItsLeftover: (id: string) =>
    `${id} was not installed; its leftover files were removed. Backups are kept.`,
  withItsDataBackupsAreKept: 'with its data; backups are kept',
  aSafetyBackupIsTakenFirst:
    'A safety backup is taken first. In Docker --image names the new image (REDIS_IMAGE); a process runs the program',
  idHeldFromToNothingWas: (id: string, held: string, from: string, to: string) =>
    `${id}${held}: from ${from} to ${to}; nothing was changed.`,
  stopAnInstanceItsDataIs: 'Stop an instance; its data is saved according to its settings',
  readOnlyThisSmallConsoleOf: 'Read-only: this small console of the app checks each command. Ctrl-D ends it.',
  anInstanceThatIsSetTo:
    'An instance that is set to read-only gets only commands that read; piped ones then go through the small console.',
  cliGetsNoCommandsFromA: (id: string) =>
    `cli gets no commands from a terminal or a pipe over TLS while ${id} is read-only.`,
  valueMayChangeKeysAndId: (value: string, id: string) =>
    `${value} may change keys, and ${id} is set to read-only in this app.`,
};
