/** What people read in logs/always-words. */

export const anInstance = 'an instance';
export const logOfId = (id: string) => `Log of ${id}`;
export const outputFileLinesRedisLogErrors = 'output file lines redis.log errors warnings look tail';
export const toggleFollow = 'Toggle follow';
export const tailPauseResume = 'tail pause resume';
export const findInTheLog = 'Find in the log';
export const search = 'search';
export const doNotWrapLongLogLines = 'Do not wrap long log lines';
export const wrapLongLogLines = 'Wrap long log lines';
export const showAbsoluteTimes = 'Show absolute times';
export const showRelativeTimes = 'Show relative times';
export const copyLogLines = 'Copy log lines';
export const saveLogAsFile = 'Save log as file';
export const downloadExport = 'download export';
export const log = 'Log';
