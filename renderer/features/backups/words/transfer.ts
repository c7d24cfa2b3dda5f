export const chooseTheDataSet = 'Choose the data set';
export const holdsCountDataSetsAndNeither = (count: number) =>
  ` holds ${count} data sets, and neither a redis.conf nor their dates show which one the server loaded. Nothing was changed.`;
export const dataSets = 'Data sets';
export const choiceIsRecorded =
  'Your choice is recorded with the backup. Verification and restore load exactly that data.';
export const noDate = 'no date';
export const writtenModifiedAtRelativeTime = (modifiedAt: string, relativeTime: string) =>
  `written ${modifiedAt}, ${relativeTime}`;
export const downloadingName = (name: string) => `Downloading ${name}`;
export const savedToYourDownloads = 'Saved to your downloads.';
export const exportName = (name: string) => `Export ${name}`;
export const exportText = 'Export';
export const exportTo = 'Export to';
export const aFolderOrANewFile = 'A folder or a new file on the computer running Redis.';
export const infoFileNeedsItsBackup =
  'An .info file only describes a backup. Also choose the dump or archive that belongs to it.';
export const importOneBackupAtATime = 'Import one backup at a time: one file, or a dump and its .info file.';
export const nameIsEmptyOrAFolder = (name: string) => `${name} is empty or a folder. Choose a backup file.`;
export const theUploadWasStopped = 'The upload was stopped.';
export const dropAFileHere = 'Drop a file here';
export const acceptedFiles = '.rdb, .aof, .gz, .tar, .tgz or an exported backup, with its .info if it has one';
export const chosenFiles = 'Chosen files';
export const clear = 'Clear';
export const choose = 'Choose…';
export const importABackup = 'Import a backup';
export const importABackupOfInstance = (instance: string) => `Import a backup of ${instance}`;
export const importText = 'Import';
export const installAnInstanceFirst = 'Install an instance first.';
export const asABackupOf = 'As a backup of';
export const orAPath = 'Or a path';
export const pathHint = 'On the computer running Redis. The file is not moved.';
export const name = 'Name';
export const sameAsFileName = 'Same as file name';
export const theInstance = 'the instance';
export const theBackupIsVerifiedImmediately = (value: string) =>
  `The backup is verified immediately; ${value} is not changed.`;
export const enterAPath = 'Enter a folder or file path.';
export const chooseAFileOrPath = 'Choose a file or enter its path.';
