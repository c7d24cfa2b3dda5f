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
export const readWhichMachinesAreProduction = 'Read which machines are in production';
export const nameIsInProduction = (name: string) => `${name} is in production`;
export const typeItsName = (name: string) => `Type ${name} to confirm.`;
export const oneAtATime = (names: string) => `In production: ${names}. Choose one of them at a time.`;
export const hideLog = 'Hide log';
export const showLog = 'Show log';
export const cancel = 'Cancel';
export const close = 'Close';
export const columnPhase = (phase: number) => `column ${phase}`;
export const loading = 'Loading';
export const verifying = 'Verifying…';
export const aScratchRedisIsLoadingThis = 'A scratch Redis is loading this backup.';
export const noScratchRedisHasLoadedThis = 'No scratch Redis has loaded this backup yet.';
export const stopped = 'Stopped';
export const starting = 'Starting';
export const running = 'Running';
export const unhealthy = 'Unhealthy';
export const engineUnreachable = 'Engine unreachable';
export const nodeUnreachable = 'Node unreachable';
export const unknown = 'Unknown';
export const stepQueued = 'queued';
export const stepRunning = 'running';
export const stepFailed = 'failed';
