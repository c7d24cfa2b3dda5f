export const countedLeftAsTheyAreBecause = (counted: string) =>
  `${counted} left as they are, because another client changed them.`;
export const undo = 'Undo';
export const undoneWhat = (what: string) => `Undone: ${what}`;
export const deletedName = (name: string) => `Deleted ${name}`;
export const createdKey = (key: string) => `Created ${key}`;
export const deletedCounted = (counted: string) => `Deleted ${counted}`;
export const changedTheExpiryOfCounted = (counted: string) => `Changed the expiry of ${counted}`;
export const halfOfACharacter = 'The text contains half of a character. Enter the whole character, or hexadecimal.';
export const onlyHexadecimalDigits = 'Only digits and the letters A to F are hexadecimal.';
export const digitIsMissing = 'Each byte has two digits: one is missing.';
export const enterANumberInfOrInf = 'Enter a number, inf or -inf.';
export const labelAsHexadecimal = (label: string) => `${label} as hexadecimal`;
export const hex = 'Hex';
export const text = 'Text';
export const addElementTo = (word: string, name: string) =>
  `Add ${word === 'item' || word === 'entry' ? 'an' : 'a'} ${word} to ${name}`;
export const changeName = (name: string) => `Change ${name}`;
export const addWord = (word: string) => `Add ${word}`;
export const changeWord = (word: string) => `Change ${word}`;
export const field = 'Field';
export const member = 'Member';
export const value = 'Value';
export const score = 'Score';
export const endOfTheList = 'End of the list';
export const atTheHead = 'At the head';
export const atTheTail = 'At the tail';
export const removeFieldAt = (at: number) => `Remove field ${at}`;
export const addField = 'Add field';
export const staysUntilDeleted = {
  key: 'The key stays until it is deleted.',
  field: 'The field stays until it is deleted.',
};
export const expiresAt = (at: string) => `Expires ${at}.`;
export const thisTimeIsTooFarAway = 'This time is too far away. Enter one before the year 9999, or choose Never.';
export const expiry = 'Expiry';
export const never = 'Never';
export const after = 'After';
export const amount = 'Amount';
export const unit = 'Unit';
export const unitNames: Readonly<Record<string, string>> = {
  seconds: 'seconds',
  minutes: 'minutes',
  hours: 'hours',
  days: 'days',
};
export const atATime = 'At a time';
export const time = 'Time';
export const renameName = (name: string) => `Rename ${name}`;
export const rename = 'Rename';
export const renamedNameTo = (name: string, to: string) => `Renamed ${name} to ${to}`;
export const newName = 'New name';
export const fieldOfKey = (field: string, key: string) => `${field} of ${key}`;
export const expiryOfName = (name: string) => `Expiry of ${name}`;
export const setExpiry = 'Set expiry';
export const changedTheExpiryOfName = (name: string) => `Changed the expiry of ${name}`;
export const expiryOfCounted = (counted: string) => `Expiry of ${counted}`;
export const setExpiryOfCounted = (counted: string) => `Set expiry of ${counted}`;
export const getTheSameExpiryUndoBrings = ' get the same expiry. Undo brings the former ones back.';
export const deleteCounted = (counted: string) => `Delete ${counted}?`;
export const deleteCounted2 = (counted: string) => `Delete ${counted}`;
export const ofInstanceAreDeletedTheirValues = (instance: string) =>
  ` of ${instance} are deleted. Their values are kept first, so that Undo brings them back.`;
export const examples = 'Examples';
export const andCounted = (counted: string) => `and ${counted}`;
export const enterTheNumberOfADatabase = 'Enter the number of a database, such as 0.';
export const newKey = 'New key';
export const onInstance = (instance: string) => `on ${instance}`;
export const key = 'Key';
export const database = 'Database';
export const type = 'Type';
export const removeTypeAt = (type: string, at: number) => `Remove ${type} ${at}`;
export const field2 = 'field';
export const addPart = (part: string) => `Add ${part}`;
export const existingKeyIsKept = 'A key that exists is not replaced.';
export const cancel = 'Cancel';
export const createKey = 'Create key';
export const valueOfName = (name: string) => `Value of ${name}`;
export const changeValue = 'Change value';
export const theValueHasCountValuesUp = (count: string, maxEdited: string) =>
  `The value has ${count}. Values up to ${maxEdited} can be changed here.`;
export const changedName = (name: string) => `Changed ${name}`;
export const theExpiryOfTheKeyStays = 'The expiry of the key stays.';
export const nameHasChanged = (name: string) => `${name} has changed`;
export const overwrite = 'Overwrite';
export const showNewValue = 'Show new value';
export const anotherClientChangedThisKeyAfter = 'Another client changed this key after you opened it. ';
export const overwritesTheirChange = ' replaces that change with yours, and Undo brings it back. ';
export const discardsYours = ' discards yours.';
export const checkWhetherTheInstanceIsRead = 'Check whether the instance is read-only';
export const theInstance = 'the instance';
export const changeTheReadOnlySwitchOf = (instance: string) => `Change the read-only switch of ${instance}`;
export const aBackupNeverChangesOpenInstance = (instance: string) =>
  `A backup never changes. Open ${instance} to change its keys.`;
export const fileNeverChanges = 'A file never changes. Open an instance to change keys.';
export const instanceIsAReplicaItsMaster = (instance: string) =>
  `${instance} is a replica. Change the keys on its master.`;
export const instanceIsNotRunning = (instance: string) => `${instance} is not running.`;
export const instanceIsReadOnlyTurnOff = (instance: string) =>
  `${instance} is read-only. Turn off Read-only to change its keys.`;
export const addedElement = (word: string, name: string) => `Added 1 ${word} to ${name}`;
export const changedElement = (word: string, name: string) => `Changed 1 ${word} of ${name}`;
export const cannotBeChanged = 'This element cannot be changed. Delete it and add another one.';
export const enterTheTime = 'Enter the time of the expiry.';
export const timeHasPassed = 'This time has passed, and the server would delete it immediately. Enter a later time.';
export const enterTheNewName = 'Enter the new name of the key.';
export const enterTheName = 'Enter the name of the key.';
export const noStringAnyMore = 'The key is no longer a string.';
export const item = 'Item';
