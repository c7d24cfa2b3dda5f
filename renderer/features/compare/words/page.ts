/** What people read in the page of a comparison. */

export const compare = 'Compare';
export const added = 'Added';
export const removed = 'Removed';
export const changed = 'Changed';
export const expiry = 'Expiry';
export const equal = 'Equal';
export const before = 'Before';
export const after = 'After';
export const swapSides = 'Swap sides';
export const refresh = 'Refresh';
export const compareAgainWithTheServer = 'Compare again, with the servers as they are now';
export const exportText = 'Export';
export const exportAsCsv = 'Export as CSV';
export const exportAsJsonLines = 'Export as JSON lines';
export const differencesSaved = 'Differences saved';
export const nameIsInYourDownloads = (name: string) => `${name} is in your downloads.`;
export const exportTheDifferences = 'Export the differences';
export const totals = 'Differences';
export const onlyKind = (kind: string) => `Show only keys: ${kind}`;
export const addedCount = (count: string) => `${count} added`;
export const removedCount = (count: string) => `${count} removed`;
export const changedCount = (count: string) => `${count} changed`;
export const expiryCount = (count: string) => `${count} expiry only`;
export const equalIn = (count: string, seconds: string) => `${count} equal · compared by value in ${seconds} s`;
export const exactAsOf = (at: string) => `as of ${at}`;
export const hideExpired = (count: string) => `Hide expired (${count})`;
export const noDifferences = 'No differences';
export const allKeysAreEqual = (keys: string) => `${keys} equal in value and expiry.`;
export const couldNotCompare = 'Could not compare';
export const chooseTwoSides = 'Choose what to compare';
export const aBackupAFileOrAnInstance =
  'Choose a backup, a file or an instance on each side. Keys that only the second side has are added.';
export const waitingForTheData = 'Waiting for the data of both sides';
export const reading = (share: string) => `Reading keys ${share}`;
export const comparing = (share: string) => `Comparing values ${share}`;
export const readTheComparison = 'Read the comparison';
