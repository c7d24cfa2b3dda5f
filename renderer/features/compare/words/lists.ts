/** What people read in the tree, the list and the details of a comparison. */

export const prefix = 'Prefix';
export const databasesAndPrefixes = 'Databases and prefixes';
export const key = 'Key';
export const type = 'Type';
export const bytes = 'Bytes';
export const change = 'Change';
export const differentKeys = 'Keys that differ';
export const database = (index: number) => `db${index}`;
export const equal = 'equal';
export const foldersBelow = (name: string) => `Prefixes below ${name}`;
export const showMore = (more: string, left: string | null) =>
  left === null ? `Show ${more} more` : `Show ${more} of ${left} more`;
export const filterKeys = 'Filter keys';
export const noKeysMatch = 'No keys match';
export const chooseAnotherFilter = 'Choose another prefix, kind or search.';
export const showAll = 'Show all';
export const couldNotReadTheKeys = 'Could not read the keys';
export const couldNotReadTheFolders = 'Could not read the prefixes';
export const couldNotReadTheDifference = 'Could not read the difference';
export const matching = (keys: string, size: string) => `${keys} · ${size} in the first side`;
export const openInKeys = 'Open in Keys';
export const openAfterInKeys = 'Open the second side in Keys';
export const differenceOf = (name: string) => `Difference of ${name}`;
export const otherType = (before: string, after: string) =>
  `The key is a ${before} before and a ${after} after, so their elements are not compared.`;
export const onlyThePackingDiffers = 'The values are equal.';
export const noRowDiffers = 'No row differs.';
export const showEqualRows = 'Equal rows';
export const expiryChange = (before: string, after: string) => `expiry ${before} → ${after}`;
export const sizeChange = (before: string, after: string) => `${before} → ${after}`;
export const noExpiry = 'none';
export const showNextRows = 'Show the next rows';
export const equalBytes = (count: string) => `${count} equal`;
export const scoreAt = (score: string, rank: string) => `${score} (rank ${rank})`;
export const groupAt = (lastId: string, pending: string, consumers: string) =>
  `last ${lastId}, ${pending} pending, ${consumers} consumers`;
export const group = (name: string) => `group ${name}`;
export const expires = (value: string, at: string) => `${value} (expires ${at})`;
export const restoreKeys = (keys: string) => `Restore ${keys}…`;
export const restoreAll = (keys: string) => `Restore all ${keys}…`;
export const chosen = (keys: string) => `${keys} selected`;
export const clear = 'Clear';
export const chooseAllShown = 'Select all keys shown';
export const chooseKey = (name: string) => `Select ${name}`;
export const chooseKeysOf = (name: string) => `Select all of ${name}`;
export const chosenWith = (name: string) => `Selected with ${name}`;
export const onlyTheFirstSide = 'Only keys that the first side has can be restored.';
export const expiredAreHidden = (keys: string) => `${keys} removed keys expired and are hidden.`;
export const tooManyToLeaveOut = 'more than 10,000: select fewer to leave some out';
export const restoreThisKey = 'Restore this key…';
export const history = 'History';
export const readTheKeysToRestore = 'Read the keys to restore';
