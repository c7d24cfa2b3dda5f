export const noneSoonOrPast = 'none, soon or past';
export const expiresSelectsKeysHere =
  '--expires selects keys by their expiry here: give none, soon or past. A time is for the actions of branches.';
export const aNumberOfElements = 'a whole number';
export const fromIsAPositionHere = '--from is a position in the value here: give a whole number.';
export const leftOutWithFlag = (flag: string) => `left out with ${flag}`;
export const keysCannotBeRead = (id: string, problem: string) =>
  `The keys of ${id} cannot be read: ${problem}. Try again when it responds.`;
export const percentReadingKeys = (percent: string, keys: string) => `${percent}Reading keys: ${keys}`;
export const backupNameOfInstance = (name: string, instance: string) => `Backup ${name} of ${instance}`;
export const upload = (upload: string) => `Upload ${upload}`;
export const instance = (instance: string) => `Instance ${instance}`;
export const matchedMatch = (matched: string) => `; ${matched} match`;
export const countedExpiresWithAnExpiry = (counted: string, expires: string) => `${counted}, ${expires} with an expiry`;
export const countedARestoreDropsThem = (counted: string) => `${counted}: a restore drops them`;
export const readBy = 'read by';
export const noKeysMatch = 'No keys match.';
export const noFoldersHereCounted = (counted: string) => `No folders here; ${counted}.`;
export const shownOfCountedLimit0Lists = (shown: string, counted: string) =>
  `${shown} of ${counted}; --limit 0 lists all.`;
export const inLeft = (left: string) => `in ${left}`;
export const listTheKeysOfABackup = 'List the keys of a backup, a file or a running instance';
export const withFileItReadsWhateverYou =
  'With --file it reads whatever you have: dump.rdb, .rdb.gz, appendonly.aof, a tar or tar.gz of them, an exported';
export const inspectReadsFiles = 'backup. Nothing is imported, and the file stays as it is. No Redis runs for an RDB.';
export const inspectTreeDetail =
  'With --tree yes it lists the folders below --prefix, with the number and bytes of their keys.';
export const damagedFileDetail = 'A file that is damaged is read up to the damage; the exit code is then 1.';
export const leftOutWithTreeYes = 'left out with --tree yes';
export const keyOrSizeWithTreeYes = 'key or size with --tree yes';
export const aFolderHasNoExpirySort = 'A folder has no expiry: --sort takes key or size with --tree yes.';
export const givenWithTreeYes = 'given with --tree yes';
export const aboutMemoryBytes = (memoryBytes: string) => `about ${memoryBytes}`;
export const formatTimePast = (formatTime: string) => `${formatTime}, past`;
export const expiresAt = (expiresAt: string) => `  (expires ${expiresAt})`;
export const groupNameLastIdPendingPart = (name: string, lastId: string, pending: number, part: string) =>
  `group ${name}: last ${lastId}, ${pending} pending${part}`;
export const showTheValueOfAKey = 'Show the value of a key of a backup, a file or a running instance';
export const getShowsTheWholeValue =
  'The whole value is shown; --from and --count choose elements of it, or bytes of a string.';
export const withABackupOrFile = 'given with --backup-name or --file';
export const dataChoosesInABackup =
  '--data chooses among the data of an archive: give --backup-name or --file with it.';
export const getDataOfAnArchive = 'Where an archive holds both a dump and an AOF, --data chooses the one to read.';
export const leftOutWithKey = 'left out with --key';
export const theNameOfAKey = 'the name of a key';
export const thisNeedsAKey = 'This needs a key: add --key KEY. --action inspect lists them.';
export const aNumber = 'a number';
export const aKeyIsInOneDatabase = 'A key is in one database: give --database a number.';

export const compareTwoStatesOfKeys = 'Compare two states of keys: what was added, removed or changed';
export const theFirstSideIsABackup =
  'The first side is a backup, a file, or the running instance. --with and --with-instance choose the second side,';
export const aKeyIsAddedWhereOnly =
  'which is the running instance by default. A key is added if only the second side has it. Values are compared,';
export const notHowRedisPacksThem =
  'not how Redis packs them. A running instance is copied once, by replication where that is possible.';
export const csvAndJsonlListEveryDifference =
  '--json and --format csv or jsonl list every difference that matches; --json --limit N lists fewer.';
export const twoSides = 'two sides';
export const compareNeedsTwoSides =
  'compare needs two sides: give --backup-name or --file, or another instance with --with-instance. --action list-backups lists the backups.';
export const leftOutWithJson = 'left out with --json';
export const jsonIsOneDocument = '--json prints one document: give --format text, or leave --json out.';
export const leftOutWithFormat = 'left out with --format csv and jsonl';
export const anExportHasNoLimit = 'The list as CSV or JSON lines has no --limit: leave it out.';
export const comparing = (percent: string) => `${percent}Comparing values`;
export const readingBothSides = (percent: string) => `${percent}Reading both sides`;
export const waitingForTheData = 'Waiting for the data of both sides';
export const sideMethod = (name: string, method: string) => `${name}, by ${method}`;
export const sideAt = (name: string, keys: string, at: string) => `${name}: ${keys}, as of ${at}`;
export const sideWithoutTime = (name: string, keys: string) => `${name}: ${keys}`;
export const expiredByThemselves = (removed: string, expired: string) =>
  `${removed}, ${expired} of them expired by themselves`;
export const noDifferences = 'No differences.';
export const showEveryVersionOfAKey = 'Show every version of a key over all backups of an instance and its live state';
export const theFirstQuestionReadsEachBackup =
  'The first question reads each backup and keeps a small index of it for later ones.';
export const withPrefixItShowsTotals =
  'With --prefix it shows the number and bytes of the keys that begin with it. Imported backups are left out.';
export const keyAndPrefixAreTwoQuestions = '--key shows versions of one key, --prefix totals: give one of them.';
export const readingBackups = (indexed: string, total: string) => `Reading backups: ${indexed} of ${total}`;
export const importedBackupsAreLeftOut = (names: string) => `Imported backups are left out: ${names}.`;
export const backupCouldNotBeRead = (backup: string, reason: string) =>
  `Backup ${backup} could not be read: ${reason}.`;
export const withoutTheLiveState = (problem: string) => `Without the live state: ${problem}`;
export const live = 'live';
export const absent = 'absent';
export const versionNumber = (number: number) => `version ${number}`;
