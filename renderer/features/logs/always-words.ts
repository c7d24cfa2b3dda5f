/** What people read in logs/always-words. */
export const logsAlwaysWords = {
  anInstance: 'an instance',
  logOfId: (id: string) => `Log of ${id}`,
  outputFileLinesRedisLogErrors: 'output file lines redis.log errors warnings look tail',
  toggleFollow: 'Toggle follow',
  tailPauseResume: 'tail pause resume',
  findInTheLog: 'Find in the log',
  search: 'search',
  doNotWrapLongLogLines: 'Do not wrap long log lines',
  wrapLongLogLines: 'Wrap long log lines',
  showAbsoluteTimes: 'Show absolute times',
  showRelativeTimes: 'Show relative times',
  copyLogLines: 'Copy log lines',
  saveLogAsFile: 'Save log as file',
  downloadExport: 'download export',
};
