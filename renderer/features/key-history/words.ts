/** What people read in key-history. */

export const keyHistory = 'Key history';
export const openInKeys = 'Open in Keys';
export const back = 'Back to Keys';
export const chooseAKey = 'Choose a key in Keys to see its history.';
export const couldNotReadTheHistory = 'Could not read the history';
export const readingBackups = (indexed: string, total: string) => `Reading backups: ${indexed} of ${total}`;
export const versionsIn = (versions: string, backups: string, live: boolean) =>
  `${versions} in ${backups}${live ? ' and live' : ''}`;
export const aBarCovers = 'A bar covers the backups that hold the same value; a dotted line is time without a backup.';
export const importedLeftOut = (names: string) => `Imported backups are left out: ${names}`;
export const unreadBackups = (names: string) => `Could not be read: ${names}`;
export const withoutLive = (problem: string) => `Without the live state: ${problem}`;
export const versions = 'Versions';
export const versionNumber = (number: number) => `Version ${number}`;
export const absent = 'Absent';
export const liveNow = 'live, now';
export const live = 'live';
export const fromTo = (from: string, to: string) => `${from} to ${to}`;
export const expiryDiffers = 'with several expiries';
export const selectTwo =
  'Select two versions to compare them. A change that began and ended between two backups is not shown.';
export const compared = 'Compared versions';
export const readTheVersion = 'Read the version';
export const couldNotReadTheVersion = 'Could not read the version';
export const onlyTheFirst = (count: string) => `Only the first ${count} elements of each version are compared.`;
export const onlyTheFirstPart = 'Only the first 64 KB of each version are compared.';
export const equalValues = 'Both versions have the same value.';
export const replacesLive = 'Restoring a version replaces the live value, in one command.';
export const undoRestores = ' Undo brings it back.';
export const restoreVersion = (number: number) => `Restore version ${number}…`;
export const timeline = 'Timeline';
export const lineCounts = (removed: string, added: string) => `−${removed} +${added} lines`;
