/** The texts of restores of chosen keys. */

export const aKeyIsInOneDatabase = 'A key is in one database: give --database a number.';
export const aNumber = 'a number';
export const aPatternKeyOrPrefix = 'a pattern such as cart:*, or --key, or --prefix';
export const andMore = '  and more';
export const chosenKeysNeedAPattern =
  "These flags are for chosen keys: add --pattern, --key or --prefix. --pattern '*' chooses every key.";
export const equalKeys = 'equal:';
export const expiredKeys = 'expired:';
export const labelKeysBytes = (label: string, keys: string, bytes: string) => `  ${label}${keys}, ${bytes}`;
export const leftOutWithKeys = 'left out with --key, or with several --prefix';
export const newKeys = 'new:';
export const overwriteKeysOfInto = (keys: string, into: string) => `Overwrite ${keys} of ${into}?`;
export const overwritesDatabaseKey = (database: number, key: string) => `  overwrites db${database} ${key}`;
export const overwritesKeysOfInto = (keys: string, into: string) => `overwrites ${keys} of ${into}`;
export const overwrittenKeys = 'overwritten:';
export const patternAndKeysCannotBeCombined =
  '--pattern cannot be given with --key or several --prefix. Restore them one after the other.';
export const restoredKeysTo = (keys: string, into: string, seconds: string, rest: string, undo: string) =>
  `Restored ${keys} to ${into} in ${seconds} s${rest}.${undo}`;
export const skippedKeys = 'skipped:';
export const thisRestoresKeysTo = (keys: string, into: string) => `Of ${keys}, this restores to ${into}:`;
export const wordEqual = 'equal already';
export const wordExpired = 'expired';
export const wordLeftOut = 'left out';
export const wordOverwritten = 'overwritten';
export const wordSkipped = 'skipped';
export const deletedKeys = 'deleted:';
export const deletesDatabaseKey = (database: number, key: string) => `  deletes db${database} ${key}`;
export const wordDeleted = 'deleted';
export const deletesKeysOfInto = (keys: string, into: string) => `deletes ${keys} of ${into}`;
export const deleteKeysOfInto = (keys: string, into: string) => `Delete ${keys} of ${into}?`;
export const overwritesAndDeletes = (overwritten: string, deleted: string, into: string) =>
  `overwrites ${overwritten} and deletes ${deleted} of ${into}`;
export const overwriteAndDelete = (overwritten: string, deleted: string, into: string) =>
  `Overwrite ${overwritten} and delete ${deleted} of ${into}?`;
