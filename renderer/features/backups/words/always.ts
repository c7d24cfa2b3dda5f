/** What people read in backups/always. */

export const safetyBackup = 'safety backup';
export const newestVerifiedNoun = (noun: string) => `newest verified ${noun}`;
export const verifiedWithWarnings = 'verified with warnings';
export const notVerified = 'not verified';
export const newestNounPart = (noun: string, part: string) => `newest ${noun} (${part})`;
export const anInstance = 'an instance';
export const newestBackup = 'newest backup';
export const restoreThePartOfContext = (part: string, context: string) => `Restore the ${part} of ${context}…`;
export const backUpContext = (context: string) => `Back up ${context}`;
export const backUp = 'Back up';
export const saveSnapshotDumpCopyNow = 'save snapshot dump copy now';
export const backUpContextWithAName = (context: string) => `Back up ${context} with a name, kind and note…`;
export const saveSnapshotArchiveNameNote = 'save snapshot archive name note';
export const bringBackRecover = 'bring back recover';
export const undoTheLastContextOfContext2 = (context: string, context2: string) =>
  `Undo the last ${context} of ${context2}`;
export const takeBackRevert = 'take back revert';
export const listBackupsOfContext = (context: string) => `List backups of ${context}`;
export const showSnapshotsArchives = 'show snapshots archives';
export const importABackup = 'Import a backup…';
export const unavailableWhileDisconnected = 'Unavailable while disconnected';
export const dumpRdbTarGzTakeOver = 'dump.rdb tar.gz take over upload file';
export const cleanUpBackups = 'Clean up backups…';
export const deleteOldRemoveSpaceDiskRetention = 'delete old remove space disk retention';
export const flushContext = (context: string) => `Flush ${context}…`;
export const flushallFlushdbEmptyDeleteKeys = 'flushall flushdb empty delete keys clear';
export const dropToImportAsABackup = 'Drop to import as a backup';
export const ofInstance = (instance: string) => ` of ${instance}`;
export const restore = 'Restore…';
export const backups = 'Backups';
export const flush = 'Flush…';
