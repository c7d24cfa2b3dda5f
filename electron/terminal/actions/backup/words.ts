/** What people read in terminal/actions/backup. */
export const backupWords = {
  backUpAnInstanceWhileIt: 'Back up an instance while it runs, and verify that the backup can be restored',
  theBackupIsThenLoadedIn:
    'The backup is then loaded in a scratch Redis and its keys are counted, unless --verify no is given.',
  listTheBackupsOfAnInstance: 'List the backups of an instance, newest first',
  replaceTheDataOfAnInstance: 'Replace the data of an instance with a backup, or restore it into a new tenant',
  theBackupIsCheckedAndThe:
    'The backup is checked and the current data is saved first. If anything fails, the old data is restored.',
  ifAnArchiveHoldsADump:
    'If an archive holds a dump and an AOF and nothing in it decides which to load, choose with --data.',
  replacesTheDataOfIntoWith: (into: string, name: string) => `replaces the data of ${into} with the backup ${name}`,
  restoreNameInto: (name: string, into: string) => `Restore ${name} into ${into}?`,
  theNewTenantInto: (into: string) => `the new tenant ${into}`,
  restoredNameIntoWhereCountedIn: (
    name: string,
    where: string,
    counted: string,
    seconds: string,
    expired: string,
    evicted: string,
    undo: string,
  ) => `Restored ${name} into ${where}: ${counted} in ${seconds} s${expired}${evicted}.${undo}`,
  toRestoreThePreviousDataAction: (part: string) => `To restore the previous data: --action undo${part}.`,
  url: (url: string | null) => `URL: ${url}`,
  unknownBecauseItIsState: (state: string) => `unknown, because it is ${state}`,
  memoryBytesInMemory: (memoryBytes: string) => `, ${memoryBytes} in memory`,
  keysNotCountedYet: 'keys not counted yet',
  thisReplacesTheDataOfInto: (into: string) => `This replaces the data of ${into}:`,
  nowKeysNowMemory: (keysNow: string, memory: string) => `  now:    ${keysNow}${memory}`,
  afterKeysThenAsOfFormat: (keysThen: string, formatTime: string, age: string) =>
    `  after:  ${keysThen}, as of ${formatTime}, ${age} older`,
  connectedClient: 'connected client',
  countedWillBeDisconnected: (counted: string) => `  ${counted} will be disconnected`,
  theBackupIsVerified: '  The backup is verified.',
  theBackupIsNotVerified: '  The backup is not verified.',
  aSafetyBackupOfTheCurrent: 'A safety backup of the current data is taken first.',
  restoreTheDataThatAnInstance: 'Restore the data that an instance held before the last restore, flush or eviction',
  anUndoCanBeUndoneToo:
    'An undo can be undone too: the current data is saved first. If something else has changed the instance since,',
  anUndoOfInstanceRestoresSafety: (instance: string, safetyBackup: string, named: string) =>
    `An undo of ${instance} restores ${safetyBackup}, not ${named}. To restore ${named}, use --action restore.`,
  replacesTheDataOfInstanceWith: (instance: string, offer: string) => `replaces the data of ${instance} with ${offer}`,
  thisUndoesTheOfferFormatTime: (offer: string, formatTime: string) => `This undoes the ${offer} ${formatTime}.`,
  thatWasNotTheMostRecent: (title: string, formatTime: string) =>
    `That was not the most recent change: "${title}" ${formatTime}.`,
  instanceWillHoldOfferTheCurrent: (instance: string, offer: string) =>
    `${instance} will hold ${offer}. The current data is saved first.`,
  undoIt: 'Undo it?',
  theOfferFormatTime: (offer: string, formatTime: string) => ` the ${offer} ${formatTime}`,
  instanceHasTheDataFromBefore: (instance: string, ofText: string, counted: string, backup: string) =>
    `${instance} has the data from before${ofText} again: ${counted}, from ${backup}.`,
  changeOfSettings: 'change of settings',
  valueOfBackup: (value: string, backup: string) => `${value} of ${backup}`,
  theKeys: 'the keys',
  countAsOfFormatTimeSafety: (count: string, formatTime: string, safetyBackup: string) =>
    `${count} as of ${formatTime} (${safetyBackup})`,
  titleCameAfterItFormatTime: (title: string | undefined, formatTime: string) =>
    `"${title}" came after it ${formatTime}`,
  anUndoOfInstanceWouldUndo: (
    instance: string,
    offer: string,
    formatTime: string,
    since: string,
    offer2: string,
    safetyBackup: string,
  ) =>
    `An undo of ${instance} would undo the ${offer} ${formatTime}, but ${since}. To restore ${offer2} anyway, add --backup-name ${safetyBackup}.`,
  removeAllKeysOfOneDatabase: 'Remove all keys of one database or of all, after a safety backup',
  allDatabases: 'all databases',
  database: (database: number) => `database ${database}`,
  removesTheKeysOfWhichOf: (which: string, instance: string) => `removes the keys of ${which} of ${instance}`,
  flushWhichOfInstance: (which: string, instance: string) => `Flush ${which} of ${instance}?`,
  removedCountedFromWhichOfInstance: (counted: string, which: string, instance: string, undo: string) =>
    `Removed ${counted} from ${which} of ${instance}.${undo}`,
  thisRemoves: 'This removes:',
  dbIndexCounted: (index: number, counted: string) => `  db${index}: ${counted}`,
  nothingThereAreNoKeys: '  nothing: there are no keys',
  aSafetyBackupIsTakenFirst: 'A safety backup is taken first.',
  loadABackupInAScratch: 'Load a backup in a scratch Redis and count its keys',
  theExitCodeIs1When: 'The exit code is 1 when the backup cannot be restored as it was taken.',
  whenAnArchiveHoldsBothA:
    'When an archive holds both a dump and an AOF and does not say which one to load, choose with --data.',
  pinABackupSoThatClean: 'Pin a backup, so that clean-up never deletes it',
  unpinABackupSoThatClean: 'Unpin a backup, so that clean-up may delete it',
  pinnedItIsKeptUntilYou: 'pinned: it is kept until you delete it',
  noLongerPinned: 'no longer pinned',
  nameIsPart: (name: string, part: string) => `${name} is ${part}.`,
  renameABackupOrWriteIts: 'Rename a backup, or write its note',
  aNewNameOrNote: 'a new name, or --note',
  changeBackupNeedsAChangeAdd: 'change-backup needs a change: add --to NAME or --note TEXT.',
  importAFileAsABackup: 'Import a file as a backup: an RDB, an AOF, a tar or tar.gz of them, or an exported backup',
  theFileStaysWhereItIs: 'The file stays where it is. The imported backup is verified immediately.',
  writeABackupAndItsDescription: 'Write a backup and its description into one file',
  inAFolderTheFileGets:
    'In a folder, the file gets the name of the backup. An existing file is replaced only with --yes yes.',
  replaceId: (id: string) => `Replace ${id}?`,
  replacesTheFileId: (id: string) => `replaces the file ${id}`,
  thePathOfAFile: 'the path of a file',
  actionNeedsAFileAddFile: (action: string) => `${action} needs a file: add --file FILE.`,
  deleteABackup: 'Delete a backup',
  permanentlyDeletesTheBackupNameOf: (name: string, instance: string) =>
    `permanently deletes the backup ${name} of ${instance}`,
  thisPermanentlyDeletes: 'This permanently deletes:',
  deleteName: (name: string) => `Delete ${name}?`,
  deletedNameSizeBytesFreed: (name: string, sizeBytes: string) => `Deleted ${name}: ${sizeBytes} freed.`,
  deleteOldBackups: 'Delete old backups',
  wouldDelete: 'Would delete',
  aSnapshotIsOneRdbFile:
    'A snapshot is one RDB file; an archive has the data files (RDB, AOF) and redis.conf. Nothing is stopped.',
  expiredSinceHadExpiredSince: (expiredSince: string) => `; ${expiredSince} had expired since`,
  evictedWereEvictedByTheMemory: (evicted: string, into: string) =>
    `; ${evicted} were evicted by the memory limit of ${into}`,
  theContentDecidesWhatAFile:
    'The content decides what a file is, not its name; a .gz is unzipped. If an archive holds a dump and an AOF, its',
  redisConfDecidesThenItsDates: 'redis.conf decides, then its dates; if neither does, choose with --data.',
  byAgeNumberOrSizeBy:
    'By age, number or size; by default after 30 days. Pinned backups and the newest verified one are kept.',
  verbCountedOfInstanceFreedBytes: (
    verb: string,
    counted: string,
    instance: string,
    freedBytes: string,
    counted2: string,
  ) => `${verb} ${counted} of ${instance} (${freedBytes}); ${counted2} kept.`,
};
