/** What people read in components/feedback. */
export const feedbackWords = {
  notInstalled: 'Not installed',
  tryAgain: 'Try again',
  wasAskedAndHasNotResponded: (asked: string, since: string) =>
    ` was asked ${asked} and has not responded or written anything since ${since}. Waiting for it.`,
  ifYouKillItLost: (lost: string) => `If you kill it: ${lost}`,
  keepWaiting: 'Keep waiting',
  killInstance: (instance: string) => `Kill ${instance}`,
  stopWaitingAndKill: 'Stop waiting and kill…',
  done: 'done',
  hideLog: 'Hide log',
  showLog: 'Show log',
  cancel: 'Cancel',
  close: 'Close',
  columnPhase: (phase: number) => `column ${phase}`,
  loading: 'Loading',
  verifying: 'Verifying…',
  aScratchRedisIsLoadingThis: 'A scratch Redis is loading this backup.',
  noScratchRedisHasLoadedThis: 'No scratch Redis has loaded this backup yet.',
};
