/** What people read in backups/dialogs. */

export const subjectHoldsCountDataSets = (subject: string, count: number) => `${subject} holds ${count} data sets`;
export const chooseTheOneToUse = 'Choose the one to use.';
export const importText = 'Import';
export const theBackupName = (name: string) => `The backup ${name}`;
export const verify = 'Verify';
export const createAndRestore = 'Create and restore';
export const restoreWithUndo = 'Restore, with undo';
export const instanceBackedUp = (instance: string) => `${instance} backed up`;
export const backupOfInstanceImported = (instance: string) => `Backup of ${instance} imported`;
export const verified = 'verified';
export const notVerified = 'not verified';
export const verificationFailed = 'verification failed';
export const show = 'Show';
export const whatButItsVerificationFailed = (what: string) => `${what}, but its verification failed`;
export const whatWithAWarning = (what: string) => `${what}, with a warning`;
export const nameFailedVerification = (name: string) => `${name} failed verification`;
export const nameVerifiedWithAWarning = (name: string) => `${name} verified, with a warning`;
export const countedInDurationMs = (counted: string, durationMs: string) => `${counted} in ${durationMs}`;
export const expiredSinceExpiredSinceTheBackup = (expiredSince: string) => `${expiredSince} expired since the backup`;
export const youCanAlsoUndoLaterIn = 'you can also undo later in Backups';
export const open = 'Open';
export const restoredNameIntoTheNewTenant = (name: string, into: string) =>
  `Restored ${name} into the new tenant ${into}`;
export const undo = 'Undo';
export const restoredNameInto = (name: string, into: string) => `Restored ${name} into ${into}`;
export const undoTheLastChangeOfInstance = (instance: string) => `Undo the last change of ${instance}`;
export const countedFromBackup = (counted: string, backup: string) => `${counted}, from ${backup}.`;
export const previousDataOfInstanceRestored = (instance: string) => `Previous data of ${instance} restored`;
export const nameRestoredToTheList = (name: string) => `${name} restored to the list`;
export const restoreNameToTheList = (name: string) => `Restore ${name} to the list`;
export const backUp = 'Back up';
export const backUpInstance = (instance: string) => `Back up ${instance}`;
export const installAnInstanceFirst = 'Install an instance first.';
export const instance = 'Instance';
export const name = 'Name';
export const automaticRedisBackup20261128173000 = 'Automatic: redis-backup-20261128-173000';
export const kind = 'Kind';
export const snapshot = 'Snapshot';
export const archive = 'Archive';
export const allKeysAsOneRdbFile = 'All keys as one RDB file. Clients stay connected.';
export const theDataFolderRdbAofAnd =
  'The data folder (RDB, AOF) and redis.conf as one tar.gz. Clients stay connected.';
export const note = 'Note';
export const whatItIsFor = 'What it is for';
export const verifyAfterwards = 'Verify afterwards';
export const loadsTheBackupIntoAScratch = 'Loads the backup into a scratch Redis without network and counts the keys.';
export const previewTheCleanUp = 'Preview the clean-up';
export const countedOfTextDeleted = (counted: string, ofText: string) => `${counted} of ${ofText} deleted`;
export const setAtLeastOneLimit = 'Set at least one limit.';
export const cleanUpBackups = 'Clean up backups';
export const cleanUpBackupsOfInstance = (instance: string) => `Clean up backups of ${instance}`;
export const deleteText = 'Delete';
export const deleteCount = (count: number) => `Delete ${count}`;
export const olderThanDays = 'Older than (days)';
export const anyAge = 'any age';
export const keepTheNewest = 'Keep the newest';
export const anyNumber = 'any number';
export const totalSizeLimitMb = 'Total size limit (MB)';
export const anySize = 'any size';
export const theBackupIsKept = 'the backup is kept';
export const allCountBackupsAreKept = (count: number | undefined) => `all ${count} backups are kept`;
export const nothingExceedsTheseLimitsPart = (part: string) => `Nothing exceeds these limits: ${part}.`;
export const backupWillBeDeleted = 'backup will be deleted';
export const backupsWillBeDeleted = 'backups will be deleted';
export const isKept = 'is kept';
export const areKept = 'are kept';
export const whatWouldBeDeleted = 'What would be deleted';
export const cleanUpNeverDeletesPinnedBackups = 'Clean-up never deletes pinned backups or the newest verified one.';
export const flushInstance = (instance: string) => `Flush ${instance}?`;
export const checkAFlushOf = (instance: string) => `Check what a flush of ${instance} would remove`;
export const keysByDatabase = 'Keys that would be deleted';
export const databaseColumn = 'Database';
export const keysColumn = 'Keys';
export const withExpiry = 'With an expiry';
export const total = 'Total';
export const connectedClients = 'Connected';
export const noOtherClients = 'no other clients';
export const clientTimes = (name: string, count: string) => `${name} × ${count}`;
export const andMoreClients = (count: string) => `and ${count} more`;
export const safetyBackup = 'Safety backup';
export const aboutBytes = (size: string, free: string) => `about ${size}; ${free} free`;
export const flushRefused = {
  disabled: (command: string) => `“rename-command” in redis.conf disables ${command}.`,
  'renamed-elsewhere': (command: string) =>
    `The server does not know ${command}: it was renamed outside of redis.conf.`,
  'not-permitted': (command: string) => `The access rules (ACL) of the server do not permit ${command}.`,
} as const;
export const flushInstead =
  'Delete the keys in Keys instead: that needs no such command and can be undone. Or permit the command and try again.';
export const flushOneDatabase = 'A single database can be flushed: choose one above.';
export const openKeys = 'Open Keys';
export const flushWithUndo = 'Flush, with undo';
export const database = 'Database';
export const allDatabases = 'All databases';
export const keyWillBe = 'key will be';
export const keysWillBe = 'keys will be';
export const allKeysWillBeDeleted = 'All keys will be deleted; their number is not known yet.';
export const countedDeleted = (counted: string) => `${counted} deleted.`;
export const aSafetyBackupIsTakenFirst =
  ' A safety backup is taken first. You can undo this while the safety backup is kept.';
export const nameRenamedTo = (name: string, to: string) => `${name} renamed to ${to}`;
export const renameName = (name: string) => `Rename ${name}`;
export const rename = 'Rename';
export const newName = 'New name';
export const undoTheChangeOfName = (name: string) => `Undo the change of ${name}`;
export const noteOnNamePart = (name: string, part: string) => `Note on ${name} ${part}`;
export const noteOnName = (name: string) => `Note on ${name}`;
export const save = 'Save';
export const youCanUndoThisFor10 = 'You can undo this for 10 minutes.';
export const deleteName = (name: string) => `Delete ${name}?`;
export const deleteWithUndo = 'Delete, with undo';
export const thisBackup = 'This backup';
export const takenCreatedAtValueYouCan = (createdAt: string, value: string, instance: string) =>
  ` taken ${createdAt} (${value}). You can undo this for 10 minutes; then the file is deleted from disk. The current data of ${instance} does not change.`;
export const withoutThisSafetyBackupTheChange =
  'Without this safety backup, the change it was taken for cannot be undone.';
export const choose = 'Choose…';
export const bytesFreed = (size: string) => `${size} freed.`;
export const instanceFlushed = (instance: string) => `${instance} flushed`;
export const keysDeleted = (keys: string) => `${keys} deleted.`;
export const noteRemoved = 'removed';
export const noteSaved = 'saved';
export const nameDeleted = (name: string) => `${name} deleted`;
export const nameVerified = (name: string) => `${name} verified`;
export const nameExported = (name: string) => `${name} exported`;
