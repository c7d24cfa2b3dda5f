/** What people read in terminal/actions/instance. */
export const instanceWords = {
  installAndStartTheMainRedis: 'Install and start the main Redis',
  dataOfAnEarlierInstallationIs:
    'Data of an earlier installation is used again. What is not said by a flag comes from the environment:',
  redisPortRedisMaxMemoryRedis:
    'REDIS_PORT, REDIS_MAX_MEMORY, REDIS_PERSISTENCE, REDIS_PASSWORD and the others of the seed.',
  installMakesTheMainRedisOnly: (id: string) => `install makes the main Redis only, not "${id}".`,
  backupsAlwaysStay: 'Backups always stay.',
  removesTheDataConfigurationAndLogs: (id: string) => `removes the data, configuration and logs of ${id}`,
  removeIdAndItsData: (id: string) => `Remove ${id} and its data?`,
  notRemovedPathReason: (path: string, reason: string) => `Not removed: ${path} (${reason}).`,
  itsDataStaysAndTheNext: 'its data stays, and the next install uses it again',
  idIsUninstalledRest: (id: string, rest: string) => `${id} is uninstalled: ${rest}.`,
  thisRemovesTheDataConfigurationAnd: (id: string) => `This removes the data, configuration and logs of ${id}:`,
  usedBytesInMemory: (usedBytes: string) => ` (${usedBytes} in memory)`,
  howManyKeysItHoldsIs: (status: string) => `  how many keys it holds is not known: it is ${status}`,
  bytesOnDiskLastChangedFormat: (bytes: string, formatTime: string) => `  ${bytes} on disk, last changed ${formatTime}`,
  connectedClient: 'connected client',
  backupsStay: 'Backups stay.',
  upgradeAnInstanceToANewer: 'Upgrade an instance to a newer Redis, with the same data and settings',
  thatIsInstalledNowIfIt: 'that is installed now. If it does not come up with all its keys, the old one comes back.',
  ofAVersionNotKnownYet: 'of a version not known yet',
  redisVersion: (version: string) => `Redis ${version}`,
  withCounted: (counted: string) => `, with ${counted}`,
  itCannotBeDoneBlocked: (blocked: string) => `It cannot be done: ${blocked}`,
  startAnInstance: 'Start an instance',
  withPersistenceNoneItHoldsIts:
    'With persistence none it holds its keys in memory only: it asks before they are lost (--yes yes answers that).',
  aServerThatHangsCannotSave:
    'A server that hangs cannot save. --kill yes ends it all the same, after saying what is lost.',
  killsIdWithoutSaving: (id: string) => `kills ${id} without saving`,
  killId: (id: string) => `Kill ${id}?`,
  thisEndsIdWithoutSaving: (id: string) => `This ends ${id} without saving:`,
  keysNotKnownItDoesNot: 'keys not known: it does not answer',
  appendOnlyFileAofAt: (aofAt: string) => `, append-only file ${aofAt}`,
  lastSnapshotAtPart: (snapshotAt: string, part: string) => `  last snapshot ${snapshotAt}${part}`,
  stopAnInstanceAndStartIt: 'Stop an instance and start it again',
  whatTheEnvironmentAsksForIs:
    'What the environment asks for is applied on the way: REDIS_PORT=6381 moves main to that port,',
  redisPasswordSetsItsPassword: 'REDIS_PASSWORD=… sets its password.',
  showHowAnInstanceStands: 'Show how an instance stands',
  exitsWith0WhenItRuns: 'Exits with 0 when it runs or starts, 3 when it is stopped or missing, 1 when it is unhealthy.',
  redisCliIsNotOnThe: 'redis-cli is not on the PATH: this is a small console of the app itself. Ctrl-D ends it.',
  firstIsForRedisCliWhich: (first: string) =>
    `${first} is for redis-cli, which is not on the PATH. Install it, or give a command alone.`,
  aCommandAndItsArguments: 'a command and its arguments',
  invalidArgumentSAQuoteIs: 'Invalid argument(s): a quote is not closed.',
  aFileOrAPipe: 'a file or a pipe',
  standardInputCannotBeReadMessage: (message: string) =>
    `Standard input cannot be read: ${message}. Give a file or a pipe.`,
  openRedisCliOnAnInstance: 'Open redis-cli on an instance, or run one command in it',
  whatStandsAfterIsGivenTo:
    'What stands after -- is given to redis-cli: --action cli -- GET key. Commands can be piped in as well. Without',
  redisCliOnThePathThat:
    'redis-cli on the PATH that of the container is used, and else a small console of this program.',
  thePasswordGoesByTheEnvironment:
    'The password goes by the environment, not by the arguments. It exits with what redis-cli exits with.',
  word: 'WORD …',
  cliPrintsWhatRedisCliPrints:
    'cli prints what redis-cli prints. For JSON give redis-cli its own flag: --action cli -- --json GET key.',
  givenAfter: 'given after --',
  oneDatabase: 'one database',
  cliOpensOneDatabaseGiveDatabase: 'cli opens one database: give --database N.',
  aDatabaseFrom0ToValue: (value: number) => `a database from 0 to ${value}`,
  idIsNotInstalledInstallIt: (id: string) => `${id} is not installed. Install it first: --action install.`,
  idIsNotRunningStartIt: (id: string, id2: string) =>
    `${id} is not running. Start it first: --action start --instance ${id2}.`,
  printAllThatInfoSaysOf: 'Print all that INFO says of an instance, or save it to a file',
  asRedisCliInfoDoesAction:
    'As redis-cli INFO does: --action info --output redis_metrics.txt. A file that is there is asked about.',
  pathSizeBytesInfoOfId: (path: string, sizeBytes: string, id: string) => `${path}: ${sizeBytes}, INFO of ${id}`,
  thePathOfAFile: 'the path of a file',
  replacesTheFilePath: (path: string) => `replaces the file ${path}`,
  thereIsAFilePathSize: (path: string, size: string) => `There is a file ${path} (${size}).`,
  replaceIt: 'Replace it?',
  unknownReason: 'unknown reason',
  theDiskIsFullMakeRoom: 'The disk is full: make room and try again.',
  thePathOfAFileThat: 'the path of a file that can be written',
  lookAtRuntimesInstancesAndTenants: 'Look at runtimes, instances and tenants, and try whether tenants are isolated',
  exitCode1WhenSomethingHas: 'Exit code 1 when something has failed.',
  nothingHasFailed: 'Nothing has failed.',
  somethingHasFailedSeeTheLines: 'Something has failed: see the lines marked fail.',
  redisBenchmarkInItsContainer: 'redis-benchmark in its container',
  theAppsOwnLoad: 'the app’s own load',
  requestsPerS: 'Requests per s',
  requestsATestOverCounted: (requests: string, counted: string) => `${requests} requests a test over ${counted}`,
  pipelineAtOnce: (pipeline: number) => `, ${pipeline} at once`,
  instanceDatabaseByValueHowAt: (instance: string, database: number, value: string, how: string, atOnce: string) =>
    `${instance}, database ${database}, by ${value}: ${how}${atOnce}.`,
  itsKeysAreGoneAgainIt: (value: string) => `Its keys are gone again. It took ${value} s.`,
  measureHowFastAnInstanceIs: 'Measure how fast an instance is, by redis-benchmark',
  itsKeysBeginWithVrooliRedis:
    'Its keys begin with vrooli-redis-desktop:benchmark: and are removed afterwards, also when it is cancelled. They',
  areInTheDatabaseOfDatabase:
    'are in the database of --database, else in the last one without keys. Other clients are slower meanwhile.',
  withoutARedisBenchmarkHereOr:
    'Without a redis-benchmark here or in the container, or where it needs a password, the app’s own load is used.',
  benchmarkWorksInOneDatabaseGive: 'benchmark works in one database: give --database N.',
};
