export const backupSummary = 'Back up an instance while it runs, and verify that the backup can be restored';
export const backupIsVerified =
  'The backup is then loaded in a scratch Redis and its keys are counted, unless --verify no is given.';
export const listTheBackupsOfAnInstance = 'List the backups of an instance, newest first';
export const replaceTheDataOfAnInstance =
  'Replace the data of an instance with a backup, or restore it into a new tenant';
export const restoreIsSafe =
  'The backup is checked and the current data is saved first. If anything fails, the old data is restored.';
export const ifAnArchiveHoldsADump =
  'If an archive holds a dump and an AOF and nothing in it decides which to load, choose with --data.';
export const replacesDataWithBackup = (into: string, name: string) =>
  `replaces the data of ${into} with the backup ${name}`;
export const restoreQuestion = (name: string, into: string) => `Restore ${name} into ${into}?`;
export const newTenantNamed = (into: string) => `the new tenant ${into}`;
export const restoredBackup = (
  name: string,
  where: string,
  counted: string,
  seconds: string,
  expired: string,
  evicted: string,
  undo: string,
) => `Restored ${name} into ${where}: ${counted} in ${seconds} s${expired}${evicted}.${undo}`;
export const url = (url: string | null) => `URL: ${url}`;
export const unknownBecauseItIsState = (state: string) => `unknown, because it is ${state}`;
export const memoryBytesInMemory = (memoryBytes: string) => `, ${memoryBytes} in memory`;
export const keysNotCountedYet = 'keys not counted yet';
export const restoreReplacesData = (into: string) => `This replaces the data of ${into}:`;
export const nowKeysNowMemory = (keysNow: string, memory: string) => `  now:    ${keysNow}${memory}`;
export const afterKeysThenAsOfFormat = (keysThen: string, formatTime: string, age: string) =>
  `  after:  ${keysThen}, as of ${formatTime}, ${age}`;
export const olderBy = (duration: string) => `${duration} older`;
export const datedInTheFuture = 'dated in the future';
export const connectedClient = 'connected client';
export const countedWillBeDisconnected = (counted: string) => `  ${counted} will be disconnected`;
export const theBackupIsVerified = '  The backup is verified.';
export const theBackupIsNotVerified = '  The backup is not verified.';
export const aSafetyBackupOfTheCurrent = 'A safety backup of the current data is taken first.';
export const restoreTheDataThatAnInstance =
  'Restore the data that an instance held before the last restore, flush or eviction';
export const anUndoCanBeUndoneToo =
  'An undo can be undone too: the current data is saved first. If something else has changed the instance since,';
export const anUndoOfInstanceRestoresSafety = (instance: string, safetyBackup: string, named: string) =>
  `An undo of ${instance} restores ${safetyBackup}, not ${named}. To restore ${named}, use --action restore.`;
export const undoReplacesData = (instance: string, offer: string) => `replaces the data of ${instance} with ${offer}`;
export const thisUndoesTheOfferFormatTime = (offer: string, formatTime: string) =>
  `This undoes the ${offer} ${formatTime}.`;
export const thatWasNotTheMostRecent = (title: string, formatTime: string) =>
  `That was not the most recent change: "${title}" ${formatTime}.`;
export const instanceWillHoldOfferTheCurrent = (instance: string, offer: string) =>
  `${instance} will hold ${offer}. The current data is saved first.`;
export const undoIt = 'Undo it?';
export const theOfferFormatTime = (offer: string, formatTime: string) => ` the ${offer} ${formatTime}`;
export const instanceHasTheDataFromBefore = (instance: string, ofText: string, counted: string, backup: string) =>
  `${instance} has the data from before${ofText} again: ${counted}, from ${backup}.`;
export const changeOfSettings = 'change of settings';
export const valueOfBackup = (value: string, backup: string) => `${value} of ${backup}`;
export const theKeys = 'the keys';
export const countAsOfFormatTimeSafety = (count: string, formatTime: string, safetyBackup: string) =>
  `${count} as of ${formatTime} (${safetyBackup})`;
export const titleCameAfterItFormatTime = (title: string | undefined, formatTime: string) =>
  `"${title}" came after it ${formatTime}`;
export const anUndoOfInstanceWouldUndo = (
  instance: string,
  offer: string,
  formatTime: string,
  since: string,
  offer2: string,
  safetyBackup: string,
) =>
  `An undo of ${instance} would undo the ${offer} ${formatTime}, but ${since}. To restore ${offer2} anyway, add --backup-name ${safetyBackup}.`;
export const removeAllKeysOfOneDatabase = 'Remove all keys of one database or of all, after a safety backup';
export const allDatabases = 'all databases';
export const database = (database: number) => `database ${database}`;
export const flushRemovesKeys = (which: string, instance: string) => `removes the keys of ${which} of ${instance}`;
export const flushWhichOfInstance = (which: string, instance: string) => `Flush ${which} of ${instance}?`;
export const removedCountedFromWhichOfInstance = (counted: string, which: string, instance: string, undo: string) =>
  `Removed ${counted} from ${which} of ${instance}.${undo}`;
export const thisRemoves = 'This removes:';
export const dbIndexCounted = (index: number, counted: string) => `  db${index}: ${counted}`;
export const nothingThereAreNoKeys = '  nothing: there are no keys';
export const aSafetyBackupIsTakenFirst = 'A safety backup is taken first.';
export const loadABackupInAScratch = 'Load a backup in a scratch Redis and count its keys';
export const theExitCodeIs1When = 'The exit code is 1 when the backup cannot be restored as it was taken.';
export const archiveWithTwoDataSets =
  'When an archive holds both a dump and an AOF and does not say which one to load, choose with --data.';
export const pinABackupSoThatClean = 'Pin a backup, so that clean-up never deletes it';
export const unpinABackupSoThatClean = 'Unpin a backup, so that clean-up may delete it';
export const pinnedItIsKeptUntilYou = 'pinned: it is kept until you delete it';
export const noLongerPinned = 'no longer pinned';
export const nameIsPart = (name: string, part: string) => `${name} is ${part}.`;
export const changeBackupSummary = 'Rename a backup, or write its note';
export const aNewNameOrNote = 'a new name, or --note';
export const changeBackupNeedsAChangeAdd = 'change-backup needs a change: add --to NAME or --note TEXT.';
export const importAFileAsABackup =
  'Import a file as a backup: an RDB, an AOF, a tar or tar.gz of them, or an exported backup';
export const importKeepsTheFile = 'The file stays where it is. The imported backup is verified immediately.';
export const writeABackupAndItsDescription = 'Write a backup and its description into one file';
export const inAFolderTheFileGets =
  'In a folder, the file gets the name of the backup. An existing file is replaced only with --yes yes.';
export const replaceId = (id: string) => `Replace ${id}?`;
export const replacesTheFileId = (id: string) => `replaces the file ${id}`;
export const thePathOfAFile = 'the path of a file';
export const actionNeedsAFileAddFile = (action: string) => `${action} needs a file: add --file FILE.`;
export const deleteABackup = 'Delete a backup';
export const deletesBackup = (name: string, instance: string) =>
  `permanently deletes the backup ${name} of ${instance}`;
export const thisPermanentlyDeletes = 'This permanently deletes:';
export const deleteName = (name: string) => `Delete ${name}?`;
export const deletedNameSizeBytesFreed = (name: string, sizeBytes: string) => `Deleted ${name}: ${sizeBytes} freed.`;
export const deleteOldBackups = 'Delete old backups';
export const wouldDelete = 'Would delete';
export const aSnapshotIsOneRdbFile =
  'A snapshot is one RDB file; an archive has the data files (RDB, AOF) and redis.conf. Nothing is stopped.';
export const expiredSinceBackup = (expiredSince: string) => `; ${expiredSince} had expired since`;
export const evictedWereEvictedByTheMemory = (evicted: string, into: string) =>
  `; ${evicted} were evicted by the memory limit of ${into}`;
export const theContentDecidesWhatAFile =
  'The content decides what a file is, not its name; a .gz is unzipped. If an archive holds a dump and an AOF, its';
export const redisConfDecidesThenItsDates = 'redis.conf decides, then its dates; if neither does, choose with --data.';
export const cleanUpLimits =
  'By age, number or size; by default after 30 days. Pinned backups, the newest verified one and that of undo are kept.';
export const verbCountedOfInstanceFreedBytes = (
  verb: string,
  counted: string,
  instance: string,
  freedBytes: string,
  counted2: string,
) => `${verb} ${counted} of ${instance} (${freedBytes}); ${counted2} kept.`;

export const withPatternKeyOrPrefix =
  'With --pattern, --key or --prefix it restores only these keys, while the instance runs.';
export const dryRunShowsWhatARestore = '--dry-run then shows what it would do. --file FILE takes the keys of a file.';
export const existingKeysStayUnless =
  'Existing keys stay unless --existing says otherwise. --action undo undoes it for 7 days.';
export const leftOutWithBackupName = 'left out with --backup-name';
export const fileAndBackupNameAreTwoSources = '--file and --backup-name name two sources: give one of them.';
export const restoresFormerValues = (keys: string, instance: string) =>
  `restores the former values of ${keys} of ${instance}`;
export const thisUndoesTheChangeOfKeys = (keys: string, time: string) =>
  `This undoes the change of ${keys} ${time}. Keys that have changed since stay as they are.`;
export const keysHaveTheirFormerValues = (keys: string, instance: string, skipped: string) =>
  `Former values restored in ${instance}: ${keys}${skipped}.`;
export const skippedBecauseChanged = (keys: string) => `; ${keys} changed since and stayed`;
export const safetyBackupNeeds = (size: string, free: string) =>
  `  The safety backup needs about ${size}; ${free} are free.`;
export const existingReplaceUndoesKeysToo =
  '--existing replace also undoes keys that other clients have changed since; without it they stay.';
export const skipOrReplace = 'skip or replace';
export const anUndoOfKeysTakesSkipOrReplace =
  '--existing: an undo of keys takes skip or replace. "newer" is for a restore from a backup.';
export const leftOutHere = 'left out here';
export const existingIsForAnUndoOfKeys =
  '--existing is for an undo of a change of keys. The last change of this instance was of another kind. Leave --existing out.';
