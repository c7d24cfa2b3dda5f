/** What people read in keys/memory. */

export const serialisedBytes = 'serialised bytes';
export const memoryBytesEstimate = 'memory bytes (estimate)';
export const expiresWithinSeconds = 'expires within seconds';
export const withoutExpiry = 'without expiry';
export const analysisSaved = 'Analysis saved';
export const nameIsInYourDownloads = (name: string) => `${name} is in your downloads.`;
export const keysThatExpire = 'Keys that expire';
export const countedByTimeLeft = (counted: string) => `${counted}, by time left`;
export const keysByTimeLeftSummary = (summary: string) => `Keys by time left: ${summary}`;
export const noKeyHasAnExpiry = 'No key has an expiry.';
export const countedPartWithinUntilSeconds = (counted: string, part: string, untilSeconds: string) =>
  `${counted} ${part} within ${untilSeconds}.`;
export const countedAlreadyExpiredARestoreDrops = (counted: string) =>
  ` ${counted} already expired; a restore drops them.`;
export const readTheListOfBackups = 'Read the list of backups';
export const compareWithABackup = 'Compare with a backup';
export const growthSinceABackup = 'Growth since a backup';
export const growth = 'Growth';
export const sinceTheBackup = 'Since the backup';
export const sinceABackup = 'Since a backup…';
export const chooseABackupToSeeWhich = 'Choose a backup to see which prefixes grew or shrank since then.';
export const couldNotCompare = 'Could not compare';
export const noPrefixGrewOrShrank = 'No prefix grew or shrank.';
export const growthByPrefix = 'Growth by prefix';
export const prefix = 'Prefix';
export const keys = 'Keys';
export const serialised = 'Serialised';
export const inMemory = 'In memory';
export const largestKeys = 'Largest keys';
export const countOfText = (count: string, ofText: string) => `${count} of ${ofText}`;
export const key = 'Key';
export const type = 'Type';
export const memoryByPrefix = 'Memory by prefix';
export const clickAPrefixToGoInto = 'click a prefix to go into it';
export const bytesEach = (bytes: string) => `, ${bytes} each`;
export const nameSizeShareKeysAverage = (name: string, size: string, share: string, keys: string, average: string) =>
  `${name} ${size}, ${share} · ${keys} keys${average}`;
export const all = 'All';
export const typesAndEncodings = 'Types and encodings';
export const encoding = 'Encoding';
export const share = 'Share';
export const countKeysWithoutAnExpiry = 'Count keys without an expiry';
export const withThePrefixAndWithoutAn = (prefix: string) => `with the prefix ${prefix} and without an expiry`;
export const keysWithoutExpiry = 'Keys without expiry';
export const inPrefix = (prefix: string) => ` in ${prefix}`;
export const keysPart = (keys: string, part: string) => `${keys} keys${part}`;
export const keysWithoutExpiryByPrefix = 'Keys without expiry by prefix';
export const actions = 'Actions';
export const setAnExpiryForPrefixWords = (prefixWords: string) => `Set an expiry for ${prefixWords}…`;
export const countingTheKeys = 'Counting the keys';
export const analyseTheKeys = 'Analyse the keys';
export const couldNotAnalyseTheKeys = 'Could not analyse the keys';
export const noKeysToAnalyse = 'No keys to analyse';
export const theAnalysisCoversTheSelectedPrefix = 'The analysis covers the selected prefix.';
export const ofUsed = (used: string) => ` of ${used} used`;
export const keysPercent = (percent: string) => ` keys, ${percent}`;
export const keysSizeBytes = (sizeBytes: string) => ` keys, ${sizeBytes}`;
export const estimate = 'Estimate';
export const confidence95 = '95 % confidence';
export const memoryUsageOfKeysErrorData = (keys: string, error: string, dataUpdatedAt: string) =>
  `MEMORY USAGE of ${keys} keys, ±${error}, ${dataUpdatedAt}`;
export const sampleAgain = 'Sample again';
export const analyseAgain = 'Analyse again';
export const exportText = 'Export…';
export const saveAsCsv = 'Save as CSV';
export const saveAsJson = 'Save as JSON';
