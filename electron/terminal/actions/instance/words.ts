import type { HoldReason } from '../../../../shared/contract/console.ts';
import type { Check } from '../../../../shared/contract/diagnostics.ts';
import { counted } from '../../../../shared/format/count.ts';
export const installAndStartTheMainRedis = 'Install and start the main Redis';
export const installReusesData =
  'Data of an earlier installation is used again. Values without a flag come from the environment:';
export const redisPortRedisMaxMemoryRedis =
  'REDIS_PORT, REDIS_MAX_MEMORY, REDIS_PERSISTENCE, REDIS_PASSWORD and the others in the README.';
export const installCreatesOnlyTheMainRedis = (id: string) => `install creates only the main Redis, not "${id}".`;
export const backupsAreAlwaysKept = 'Backups are always kept.';
export const removesTheDataConfigurationAndLogs = (id: string) => `removes the data, configuration and logs of ${id}`;
export const removeIdAndItsData = (id: string) => `Remove ${id} and its data?`;
export const notRemovedPathReason = (path: string, reason: string) => `Not removed: ${path} (${reason}).`;
export const uninstallKeepsData = 'its data stays, and the next install uses it again';
export const idIsUninstalledRest = (id: string, rest: string) => `${id} is uninstalled: ${rest}.`;
export const uninstallRemovesData = (id: string) => `This removes the data, configuration and logs of ${id}:`;
export const usedBytesInMemory = (usedBytes: string) => ` (${usedBytes} in memory)`;
export const keysUnknownWhile = (status: string) => `  the number of its keys is unknown: it is ${status}`;
export const bytesOnDiskLastChangedFormat = (bytes: string, formatTime: string) =>
  `  ${bytes} on disk, last changed ${formatTime}`;
export const connectedClient = 'connected client';
export const backupsAreKept = 'Backups are kept.';
export const upgradeAnInstanceToANewer = 'Upgrade an instance to a newer Redis, with the same data and settings';
export const upgradeIsSafe =
  'that is installed now. If it does not start with all its keys, the old version is restored.';
export const ofAnUnknownVersion = 'of an unknown version';
export const redisVersion = (version: string) => `Redis ${version}`;
export const withCounted = (counted: string) => `, with ${counted}`;
export const itCannotBeDoneBlocked = (blocked: string) => `Not possible: ${blocked}`;
export const startAnInstance = 'Start an instance';
export const stopWithoutPersistence =
  'An instance with persistence none has its keys in memory only. It asks before they are lost; --yes yes answers.';
export const aServerThatHangsCannotSave =
  'A server that hangs cannot save. --kill yes kills it anyway, after showing what is lost.';
export const killsIdWithoutSaving = (id: string) => `kills ${id} without saving`;
export const killId = (id: string) => `Kill ${id}?`;
export const thisKillsIdWithoutSaving = (id: string) => `This kills ${id} without saving:`;
export const keysUnknownItDoesNotAnswer = 'keys unknown: it does not answer';
export const aofWrittenAt = (aofAt: string) => `, append-only file ${aofAt}`;
export const lastSnapshotAtPart = (snapshotAt: string, part: string) => `  last snapshot ${snapshotAt}${part}`;
export const restartSummary = 'Stop an instance and start it again';
export const theEnvironmentIsAppliedTooRedis =
  'The environment is applied too: REDIS_PORT=6381 moves main to that port,';
export const redisPasswordSetsItsPassword = 'REDIS_PASSWORD=… sets its password.';
export const showTheStatusOfAnInstance = 'Show the status of an instance';
export const statusExitCodes =
  'The exit code is 0 when it is running or starting, 3 when it is stopped or missing, 1 when it is unhealthy.';
export const redisCliIsMissing = (first: string) =>
  `${first} needs redis-cli, which is not on the PATH. Install it, or give only a command.`;
export const aCommandAndItsArguments = 'a command and its arguments';
export const aFileOrAPipe = 'a file or a pipe';
export const standardInputCannotBeReadMessage = (message: string) =>
  `Standard input cannot be read: ${message}. Give a file or a pipe.`;
export const word = 'WORD …';
export const cliPrintsWhatRedisCliPrints =
  'cli prints what redis-cli prints. For JSON, give redis-cli its own flag: --action cli -- --json GET key.';
export const givenAfter = 'given after --';
export const oneDatabase = 'one database';
export const cliOpensOneDatabaseGiveDatabase = 'cli opens one database: give --database N.';
export const aDatabaseFrom0ToValue = (value: number) => `a database from 0 to ${value}`;
export const inATerminal = (line: string) => `In a terminal: ${line}`;
export const notInstalled = (id: string) => `${id} is not installed. Install it first: --action install.`;
export const notRunning = (id: string, id2: string) =>
  `${id} is not running. Start it first: --action start --instance ${id2}.`;
export const infoSummary = 'Print the whole INFO reply of an instance, or save it to a file';
export const likeRedisCliInfoActionInfo =
  'Like redis-cli INFO: --action info --output redis_metrics.txt. It asks before it replaces a file.';
export const pathSizeBytesInfoOfId = (path: string, sizeBytes: string, id: string) =>
  `${path}: ${sizeBytes}, INFO of ${id}`;
export const thePathOfAFile = 'the path of a file';
export const replacesTheFilePath = (path: string) => `replaces the file ${path}`;
export const pathAlreadyExistsSize = (path: string, size: string) => `${path} already exists (${size}).`;
export const replaceIt = 'Replace it?';
export const unknownReason = 'unknown reason';
export const theDiskIsFullMakeRoom = 'The disk is full: free some space and try again.';
export const aWritableFile = 'the path of a file that can be written';
export const checkRuntimesInstancesAndTenants =
  'Check runtimes, instances and tenants, and test whether tenants are isolated';
export const theExitCodeIs1When = 'The exit code is 1 when a check fails.';
export const allChecksPassed = 'All checks passed.';
export const noCheckFailed = (warnings: string) => `No check failed; ${warnings}.`;
export const someChecksFailedSeeTheLines = 'Some checks failed: see the lines marked fail.';
export const redisBenchmarkInItsContainer = 'redis-benchmark in its container';
export const theLoadGeneratorOfTheApp = 'the load generator of the app';
export const requestsPerS = 'Requests per s';
export const requestsATestOverCounted = (requests: string, counted: string) =>
  `${requests} requests a test over ${counted}`;
export const pipelineAtOnce = (pipeline: number) => `, ${pipeline} at once`;
export const benchmarkedLive = (instance: string, database: number, value: string, how: string, atOnce: string) =>
  `${instance}, database ${database}, by ${value}: ${how}${atOnce}.`;
export const onAScratchServer = (instance: string, value: string, how: string, atOnce: string) =>
  `Scratch server with the settings of ${instance}, by ${value}: ${how}${atOnce}.`;
export const aIsInstance = (instance: string, version: string) => `A: ${instance} as it is now${version}`;
export const bIs = (changes: string) => `B: ${changes}`;
export const versionPart = (version: string) => `, Redis ${version}`;
export const imagePart = (image: string, version: string) => `image ${image}${version}`;
export const aRate = 'A per s';
export const bRate = 'B per s';
export const result = 'Result';
export const confidence = 'Confidence';
export const noDifference = 'no difference';
export const sideFaster = (side: string, ratio: string) => `${side} faster ${ratio}x`;
export const meansOfRounds = (rounds: number) =>
  `Means of ${rounds} rounds, interleaved; ± is the 95 % confidence interval. Where the intervals overlap, there is no difference.`;
export const summaryOfB = (faster: number, slower: number, all: number) =>
  faster + slower === 0
    ? `No difference in ${counted(all, 'test')}.`
    : `B is faster in ${faster} of ${counted(all, 'test')} and slower in ${slower}.`;
export const theInstanceServes = (instance: string, rate: string, share: string) =>
  `${instance} serves ${rate} commands per second now, ${share} of what A reaches.`;
export const serverUses = (side: string, cores: string) => `${side} uses ${cores} cores under load`;
export const commandToApply = (command: string) => `To apply B: ${command}`;
export const theScratchServersAreRemoved = (value: string) =>
  `The scratch servers and their data are removed. It took ${value} s.`;
export const itsKeysWereRemovedItTook = (value: string) => `Its keys were removed. It took ${value} s.`;
export const measureTheSpeedOfAnInstance = 'Measure the speed of an instance with redis-benchmark';
export const benchmarkUsesAScratchServer =
  'It runs on a scratch server with the version, settings and limits of the instance, which keeps its data and speed.';
export const againstComparesTwoServers =
  '--against and --against-image compare it with a second scratch server: several rounds of both, interleaved, and';
export const withAVerdictForEachTest =
  'for each test the faster one, if the 95 % confidence intervals do not overlap. Results are kept for the views.';
export const trafficRecordsWhatClientsSend =
  '--traffic S records what its clients send for S seconds and replays it, without commands that hold secrets. MONITOR,';
export const monitorSlowsTheInstance =
  'which records, can take half of the speed of a busy server; it ends early at 100,000 commands or 32 MB. Nothing is kept.';
export const trafficIsNotReplayedLive =
  'Recorded traffic would change the data of the instance: leave out --live yes, or --traffic.';
export const liveMeasuresTheInstance =
  '--live yes measures the instance itself. Other clients are slower meanwhile, and';
export const itsKeysBeginWithVrooliRedis =
  'its keys begin with vrooli-redis-desktop:benchmark: and are removed afterwards, also after a cancel. They';
export const goToTheDatabaseOfDatabase = 'go to the database of --database, otherwise to the last empty one.';
export const withoutRedisBenchmark =
  'Without redis-benchmark here or in the container, or if a password is needed, the app generates the load itself.';
export const aComparisonIsNotLive = 'A comparison runs on scratch servers: leave out --live yes, or --against.';
export const leftOut = 'left out';
export const twoValuesOf = (directive: string) => `--against sets ${directive} twice: give one value.`;
export const aDirectiveOnce = 'each directive once';
export const atLeastRounds = (rounds: number) => `at least ${rounds}`;
export const aComparisonNeedsRounds = (rounds: number) =>
  `A comparison needs at least ${rounds} rounds for a confidence interval: raise --rounds.`;
export const textOrCsv = 'text or csv';
export const benchmarkHasNoJsonl = 'benchmark prints text or csv; use --json for one JSON document.';
export const leaveOutFormatWithJson = '--json is one JSON document: leave out --format.';
export const benchmarkWorksInOneDatabaseGive = 'benchmark works in one database: give --database N.';
export const uninstallSummary = 'Remove an instance; its data is kept unless --remove-data yes';
export const notInstalledUnchanged = (id: string) => `${id} is not installed; nothing was changed.`;
export const idWasNotInstalledItsLeftover = (id: string) =>
  `${id} was not installed; its leftover files were removed. Backups are kept.`;
export const withItsDataBackupsAreKept = 'with its data; backups are kept';
export const aSafetyBackupIsTakenFirst =
  'A safety backup is taken first. In Docker --image names the new image (REDIS_IMAGE); a process runs the program';
export const upgradeDryRun = (id: string, held: string, from: string, to: string) =>
  `${id}${held}: from ${from} to ${to}; nothing was changed.`;
export const stopSummary = 'Stop an instance; its data is saved according to its settings';
export const readOnlyInstance = 'A read-only instance gets only commands that read.';
export const valueMayChangeKeysAndId = (value: string, id: string) =>
  `${value} may change keys, and ${id} is set to read-only in this app.`;
export const showHowProgramsConnect = 'Show the URL, a .env file and code examples to connect an instance';
export const connectHidesThePassword = 'The password is hidden unless --reveal yes.';
export const connectSnippetDetail = 'With --snippet only one of them is printed, with the password.';
export const exportAsKubernetesManifests = 'Print an instance as Kubernetes manifests, for kubectl apply';
export const kubernetesHasTheseObjects =
  'A StatefulSet, two Services, a ConfigMap with its redis.conf, a Secret, volumes, and a CronJob for backups.';
export const kubernetesHasNoData =
  'Its data is not part of them. What differs in a pod is listed at the beginning of the file.';
export const kubernetesHidesThePassword =
  'Without --include-password yes the Secret has a placeholder, and the pod does not start until you set the password.';
export const kubernetesOutputIsAFile =
  '--output is a file, or an existing folder for <name>.yaml. An existing file is replaced only after a question.';
export const keptBackupsFrom = (max: number) => `a whole number from 1 to ${max}`;
export const keepNeedsKeptBackups = (given: number, expected: string) =>
  `--keep: ${given} is not ${expected}. The CronJob always keeps its newest backup.`;
export const kubernetesWritten = (path: string, name: string) => `${path}: StatefulSet ${name} and its other objects`;
export const kubernetesFileHasThePassword = 'It contains the password, and only your user can read it.';
export const kubernetesNeedsAPassword = (secret: string) =>
  `The Secret ${secret} has no password yet. The first lines of the file say how to set it.`;
export const passwordHidden = 'set; --reveal yes shows it';
export const noPassword = 'none';
export const snippetNeedsAPort = (id: string, snippet: string, possible: string) =>
  `--snippet: ${snippet} needs a port, and ${id} listens only on a Unix socket. Choose one of ${possible}.`;
export const sendCommandsToAnInstance = 'Send commands to an instance: a console, one command, or a pipe';
export const commandsAfterOrPiped =
  'A command follows --: --action cli -- GET key. Commands can also be piped in, one on each line.';
export const repliesAsRedisCliPrintsThem =
  'Replies are printed as redis-cli prints them. Tab completes a command, "help COMMAND" explains it, Ctrl-C ends a stream.';
export const commandsThatLoseDataAreHeld =
  'Commands that can lose data, such as FLUSHALL, are sent after a question, or with --yes yes.';
export const redisCliFlags =
  'With a flag of redis-cli, such as -- --bigkeys, redis-cli runs: from the PATH or in the container.';
export const aLineIsLongerThan512Mb = 'a line is longer than 512 MB';
export const sendCommandAsTyped = (command: string) => `Send ${command} as typed?`;
export const commandOnLineWasNotSent = (command: string, line: number, what: string) =>
  `${command} on line ${line} was not sent, nor were the lines after it: this ${what}, and there is no terminal to ask on. Give --yes yes to send it.`;
export const invalidArguments = 'Invalid argument(s)';
export const invalidRepeat = 'Invalid redis-cli repeat command option value.';
export const nothingWasSent = 'Nothing was sent.';
export const readingMessages = 'Reading messages... (press Ctrl-C to stop)';
export const stoppedWaiting =
  'Stopped. The connection was closed, so WATCH and CLIENT settings are gone. The server may still run the command.';
export const consoleHelp = [
  'help COMMAND explains a command. Tab completes its name.',
  'A number before a command repeats it: 5 INCR counter.',
  'Ctrl-C stops a stream or a command that waits. Ctrl-D or quit ends the console.',
];
export const theServerHasNoCommand = (name: string) => `The server has no command "${name}".`;
export const summary = 'summary';
export const since = 'since';
export const group = 'group';
export const complexity = 'complexity';
export const deprecatedSince = (deprecated: { readonly since: string; readonly replacedBy: string }) =>
  `deprecated since ${deprecated.since || 'an earlier version'}${deprecated.replacedBy ? `: use ${deprecated.replacedBy}` : ''}`;
export const notSent = (command: string, what: string, name: string) =>
  `${command} was not sent: on ${name} it ${what}.`;
export const upTo = 'up to ';
export const none = 'none';
export const touches = 'Touches';
export const clientsNow = 'Clients now';
export const newestVerifiedBackup = 'Newest verified backup';
export const inPlaces = (places: string) => ` in ${places}`;
export const safeFlush = (line: string) => `The safe way takes a backup first and can be undone: ${line}`;
export const safeStop = (line: string) => `The safe way saves the data first: ${line}`;
export const safeSettings = (line: string) => `The safe way shows a plan first and can be reverted: ${line}`;
export const safeBackup = (line: string) => `To be able to restore the data, take a backup first: ${line}`;
type Held = {
  readonly database: number | null;
  readonly setting: { readonly name: string; readonly value: string } | null;
};
/** Each continues "it …" and "this …". */
export const holdReasons: Readonly<Record<HoldReason, (held: Held, id: string) => string>> = {
  'deletes-all-keys': (_, id) => `deletes every key of ${id}`,
  'deletes-database': ({ database }, id) => `deletes every key in database ${database} of ${id}`,
  'stops-server': (_, id) => `stops ${id}, and may lose the writes since its last save`,
  'turns-persistence-off': (_, id) => `turns off saving to disk, so a crash of ${id} would lose its keys`,
  'moves-data-files': (_, id) => `changes where ${id} keeps its data, so its next start would not find the keys`,
  'uses-debug': (_, id) => `may crash ${id} or replace its data`,
  'replaces-data': (_, id) => `replaces all data of ${id} with that of another server`,
  'swaps-databases': (_, id) => `swaps two databases of ${id} for all its clients`,
  'deletes-functions': (_, id) => `deletes functions of ${id}`,
  'resets-cluster': (_, id) => `removes ${id} from its cluster or takes slots away`,
  'script-may-delete': (_, id) => `runs a script that may delete every key of ${id}`,
  'many-keys': (_, id) => `touches many keys of ${id}`,
  'reads-all-keys': (_, id) => `reads the names of all keys, and ${id} serves no other client meanwhile`,
};
export const diagnoseOutputIsAReport =
  '--output FILE.md|.json|.tar.gz saves a report; a .tar.gz adds settings, logs and operations, without secrets.';
export const aFileThatEndsWithMdJson = 'a file that ends in .md, .json or .tar.gz';
export const outputIsNoReport = (given: string, expected: string) =>
  `--output: "${given}" does not say which report to save: give ${expected}.`;
export const reportIsSavedAs = (path: string, size: string) => `The report is saved as ${path} (${size}).`;
export const diagnoseHistoryListsEarlierRuns =
  '--history runs nothing: it lists earlier runs, each with what is new (+), solved (-) or changed (~).';
export const leftOutWithOutput = 'left out with --output';
export const historyRunsNoChecks =
  '--history runs no checks, and --output saves a report of them: leave one of them out.';
export const noEarlierRuns = 'The checks have not run yet.';
export const levelCounts = (fail: number, warn: number, info: number, ok: number) =>
  `${fail} failed, ${counted(warn, 'warning')}, ${counted(info, 'note')}, ${ok} passed`;
export const levelBefore = (level: Check['level']) => `was ${level}`;
