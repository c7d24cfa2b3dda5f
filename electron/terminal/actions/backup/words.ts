/** What people read in terminal/actions/backup. */
export const backupWords = {
  backUpAnInstanceWhileIt: 'Back up an instance while it runs, and verify that the backup can be restored',
  theBackupIsThenLoadedIn:
    'The backup is then loaded in a scratch Redis and its keys are counted, unless --verify no is given.',
  listTheBackupsOfAnInstance: 'List the backups of an instance, newest first',
  putABackupInPlaceOf: 'Put a backup in place of what an instance holds now, or into a new tenant',
  theBackupIsCheckedFirstAnd:
    'The backup is checked first, and what is there now is saved. When anything goes wrong the old data is back.',
  whereAnArchiveHoldsADump:
    'Where an archive holds a dump and an AOF and nothing in it says which one counts, choose with --data.',
  replacesTheDataOfIntoBy: (into: string, name: string) => `replaces the data of ${into} by the backup ${name}`,
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
  whatWasThereBeforeComesBack: (part: string) => `What was there before comes back with --action undo${part}.`,
  url: (url: string | null) => `URL: ${url}`,
  notKnownItIsState: (state: string) => `not known, it is ${state}`,
  memoryBytesInMemory: (memoryBytes: string) => `, ${memoryBytes} in memory`,
  keysNotCountedYet: 'keys not counted yet',
  thisReplacesTheDataOfInto: (into: string) => `This replaces the data of ${into}:`,
  nowKeysNowMemory: (keysNow: string, memory: string) => `  now:    ${keysNow}${memory}`,
  afterKeysThenAsOfFormat: (keysThen: string, formatTime: string, age: string) =>
    `  after:  ${keysThen}, as of ${formatTime}, ${age} older`,
  connectedClient: 'connected client',
  countedWillHaveToConnectAgain: (counted: string) => `  ${counted} will have to connect again`,
  theBackupIsVerified: '  The backup is verified.',
  theBackupIsNotVerified: '  The backup is not verified.',
  aSafetyBackupOfWhatIs: 'A safety backup of what is there now is taken first.',
  restoreTheDataThatAnInstance: 'Restore the data that an instance held before the last restore, flush or eviction',
  itCanBeUndoneItselfWhat:
    'It can be undone itself: what is there now is saved first. Where something else has changed the instance since,',
  anUndoOfInstanceBringsBack: (instance: string, safetyBackup: string, named: string) =>
    `An undo of ${instance} brings back ${safetyBackup}, not ${named}. Restore that with --action restore.`,
  replacesTheDataOfInstanceBy: (instance: string, offer: string) => `replaces the data of ${instance} by ${offer}`,
  thisTakesBackTheOfferFormat: (offer: string, formatTime: string) => `This takes back the ${offer} ${formatTime}.`,
  thatWasNotTheMostRecent: (title: string, formatTime: string) =>
    `That was not the most recent change: "${title}" ${formatTime}.`,
  instanceWillHoldOfferWhatIs: (instance: string, offer: string) =>
    `${instance} will hold ${offer}. What is there now is saved first.`,
  undoIt: 'Undo it?',
  theOfferFormatTime: (offer: string, formatTime: string) => ` the ${offer} ${formatTime}`,
  instanceHoldsWhatItHeldBefore: (instance: string, ofText: string, counted: string, backup: string) =>
    `${instance} holds what it held before${ofText}: ${counted}, from ${backup}.`,
  changeOfSettings: 'change of settings',
  valueOfBackup: (value: string, backup: string) => `${value} of ${backup}`,
  theKeys: 'the keys',
  countAsOfFormatTimeSafety: (count: string, formatTime: string, safetyBackup: string) =>
    `${count} as of ${formatTime} (${safetyBackup})`,
  titleCameAfterItFormatTime: (title: string | undefined, formatTime: string) =>
    `"${title}" came after it ${formatTime}`,
  anUndoOfInstanceWouldTake: (
    instance: string,
    offer: string,
    formatTime: string,
    since: string,
    offer2: string,
    safetyBackup: string,
  ) =>
    `An undo of ${instance} would take back the ${offer} ${formatTime}, but ${since}. To go back to ${offer2} all the same, add --backup-name ${safetyBackup}.`,
  removeAllKeysOfADatabase: 'Remove all keys of a database, or of all, after a safety backup',
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
  keepABackupWhateverCleaningUp: 'Keep a backup whatever cleaning up would do',
  letCleaningUpDeleteABackup: 'Let cleaning up delete a backup again',
  pinnedItStaysUntilYouDelete: 'pinned: it stays until you delete it',
  notPinnedAnyMore: 'not pinned any more',
  nameIsPart: (name: string, part: string) => `${name} is ${part}.`,
  renameABackupOrWriteIts: 'Rename a backup, or write its note',
  aNewNameOrNote: 'a new name, or --note',
  changeBackupNeedsToKnowWhat: 'change-backup needs to know what to change: --to NAME, --note TEXT.',
  importAFileAsABackup: 'Import a file as a backup: an RDB, an AOF, a tar or tar.gz of them, or an exported backup',
  theFileStaysWhereItIs: 'The file stays where it is. What was imported is verified immediately.',
  writeABackupAndItsDescription: 'Write a backup and its description into one file',
  givenAFolderTheFileGets:
    'Given a folder, the file gets the name of the backup. A file that is there is replaced only with --yes yes.',
  replaceId: (id: string) => `Replace ${id}?`,
  replacesTheFileId: (id: string) => `replaces the file ${id}`,
  thePathOfAFile: 'the path of a file',
  actionNeedsAFileAddFile: (action: string) => `${action} needs a file: add --file FILE.`,
  deleteABackup: 'Delete a backup',
  deletesTheBackupNameOfInstance: (name: string, instance: string) =>
    `deletes the backup ${name} of ${instance} for good`,
  thisDeletesForGood: 'This deletes for good:',
  deleteName: (name: string) => `Delete ${name}?`,
  deletedNameSizeBytesFreed: (name: string, sizeBytes: string) => `Deleted ${name}: ${sizeBytes} freed.`,
  deleteOldBackups: 'Delete old backups',
  wouldDelete: 'Would delete',
};
