export const neverExpires = 'Never expires';
export const expired = 'Expired';
export const expiresInWords = (words: string) => `Expires in ${words}`;
export const expiry = 'Expiry…';
export const rename = 'Rename…';
export const deleteText = 'Delete';
export const changeValue = 'Change value…';
export const addType = (type: string) => `Add ${type}…`;
export const copiedWhat = (what: string) => `Copied ${what}`;
export const copyWhat = (what: string) => `Copy ${what}`;
export const moreForName = (name: string) => `More for ${name}`;
export const theValue = 'the value';
export const copyValue = 'Copy value';
export const theCommand = 'the command';
export const copyAsRedisCommand = 'Copy as Redis command';
export const theJson = 'the JSON';
export const copyAsJson = 'Copy as JSON';
export const aValueOfTheModuleType = (encoding: string) =>
  `A value of the module type ${encoding}. It is shown as its serialised bytes; only the module can read it.`;
export const changeName = (name: string) => `Change ${name}…`;
export const expiryOfName = (name: string) => `Expiry of ${name}…`;
export const noFieldExpiry = (instance: string) =>
  `${instance} has no expiry for single fields: Redis 7.4 and Valkey 9 introduced it.`;
export const deleteName = (name: string) => `Delete ${name}`;
export const deleted1WordOfName = (word: string, name: string) => `Deleted 1 ${word} of ${name}`;
export const readTheKey = 'Read the key';
export const keyName = (name: string) => `Key ${name}`;
export const theKey = 'the key';
export const closeTheDetails = 'Close the details';
export const noSuchKey = 'No such key';
export const itMayHaveExpiredOrBeenDeleted = (database: number) =>
  `Database ${database} has no key of this name. It may have expired or been deleted.`;
export const thisKeyNoLongerExists = 'This key no longer exists';
export const itExpiredOrWasDeleted = 'It expired or was deleted.';
export const noKeyInFile = 'The file holds no key with this name.';
export const close = 'Close';
export const couldNotReadTheKey = 'Could not read the key';
export const serialisedSizeOfKeyAndValue = 'Serialised size of key and value';
export const sizeTooltip = (sizeBytes: string) =>
  `Serialised ${sizeBytes} bytes; in memory by MEMORY USAGE, an estimate`;
export const sizeBytesSerialised = (sizeBytes: string) => `${sizeBytes} bytes serialised`;
export const memoryBytesInMemory = (memoryBytes: string) => `≈ ${memoryBytes} bytes in memory`;
export const dbDatabase = (database: number) => `db${database}`;
export const idleSeconds = (idleSeconds: string) => `idle ${idleSeconds}`;
export const frequency = (frequency: number) => `frequency ${frequency}`;
export const history = 'History';
export const tooLargeForTheClipboard =
  'The value is too large for the clipboard. Use the CLI command below, which can write it to a file.';
export const becameTooLarge = 'The value became too large for the clipboard.';
export const noCommandCreatesIt = 'The value of a module has no command that creates it.';
