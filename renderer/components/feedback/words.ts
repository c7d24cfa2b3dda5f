/** What people read in components/feedback. */

export const notInstalled = 'Not installed';
export const tryAgain = 'Try again';
export const wasAskedAndHasNotResponded = (asked: string, since: string) =>
  ` was asked ${asked} and has not responded or written anything since ${since}. Waiting for it.`;
export const ifYouKillItLost = (lost: string) => `If you kill it: ${lost}`;
export const keepWaiting = 'Keep waiting';
export const killInstance = (instance: string) => `Kill ${instance}`;
export const stopWaitingAndKill = 'Stop waiting and kill…';
export const done = 'done';
export const hideLog = 'Hide log';
export const showLog = 'Show log';
export const cancel = 'Cancel';
export const close = 'Close';
export const columnPhase = (phase: number) => `column ${phase}`;
export const loading = 'Loading';
export const verifying = 'Verifying…';
export const aScratchRedisIsLoadingThis = 'A scratch Redis is loading this backup.';
export const noScratchRedisHasLoadedThis = 'No scratch Redis has loaded this backup yet.';
