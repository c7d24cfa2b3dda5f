/** What people read in keys/source. */

export const openName = (name: string) => `Open ${name}`;
export const filesThatAreBeingOpened = 'Files that are being opened';
export const openingName = (name: string) => `Opening ${name}`;
export const sentOfName = (name: string) => `Sent of ${name}`;
export const cancel = 'Cancel';
export const readTheListOfBackups = 'Read the list of backups';
export const open = 'open';
export const keysOf = 'Keys of';
export const chooseAnInstanceOrABackup = 'Choose an instance or a backup';
export const noInstanceOrBackupHasThis = 'No instance or backup has this name';
export const openFile = 'Open file';
export const browseTheKeysOfAFile = 'Browse the keys of a file';
export const openAFile = 'Open a file…';
export const disconnectedLastKnownKeys = 'Disconnected: last known keys';
export const stoppedExactTime = (exactTime: string) => `Stopped ${exactTime}`;
export const opening = 'Opening';
export const incomplete = 'Incomplete';
export const percentSeen = (percent: string) => `, ${percent} seen`;
export const equalsTheServerAsOfCurrent = (currentAt: string) => `Equals the server as of ${currentAt}`;
export const currentToTheLastWrite = 'Current to the last write';
export const readingKeysAppearAsTheyAre = 'Reading. Keys appear as they are found.';
export const readSoFar = 'Read so far';
export const notFollowingInstanceItsServerDoes = (instance: string) =>
  `Not following ${instance}. Its server does no work for this view.`;
export const followAgain = 'Follow again';
export const stopFollowing = 'Stop following';
export const readByScan = 'Read by SCAN.';
export const keysThatChangeMeanwhileCanBe = ' Keys that change meanwhile can be missed.';
export const everyKeyListed = 'Every key listed';
export const inElapsed = (elapsed: string) => ` in ${elapsed}`;
export const thenFollowedByReplication = ', then followed by replication. ';
export const costOnId = (id: string) => `Cost on ${id}: `;
export const copiedCopiesTimesBecauseThe = (copies: number) =>
  ` Copied ${copies} times, because the connection was lost.`;
export const writtenByRedisVersion = (redisVersion: string) => `Written by Redis ${redisVersion}`;
export const rdbVersionRdbVersion = (rdbVersion: number) => `RDB version ${rdbVersion}`;
export const checksumVerified = 'checksum verified';
export const checksum = (checksum: string) => `checksum ${checksum}`;
export const functionLibrary1 = '1 function library';
export const functionsFunctionLibraries = (functions: number) => `${functions} function libraries`;
export const noRedisRunsForThisView = 'No Redis runs for this view.';
export const notFollowing = 'Not following: last known keys';
export const countExpired = (count: string) => ` · ${count} expired`;
export const readingShare = (share: string) => `Reading${share}`;
export const instances = 'Instances';
export const backups = 'Backups';
export const dataOfTheArchive = 'Data of the archive';
