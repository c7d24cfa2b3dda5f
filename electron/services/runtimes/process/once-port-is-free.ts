import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { isPortFree } from '../../ports/free-ports.ts';

/** Before each further attempt: together about two seconds. */
const PAUSES_MS = [20, 50, 100, 200, 500, 1000];

/**
 * Starts a server, and again when its port has become free: a child that saved for the former server inherits the
 * listening socket, and may hold it for a moment after that server has ended, until it gets processor time.
 * @throws AppError PORT_TAKEN, and what `start` throws
 */
export async function oncePortIsFree<T>(start: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let failure: unknown = null;
  for (const pause of [0, ...PAUSES_MS]) {
    if (pause > 0) await sleep(pause, undefined, { signal });
    if (isAppError(failure, 'PORT_TAKEN') && !(await isPortFree(failure.data.port))) continue;
    try {
      return await start();
    } catch (error) {
      if (!isAppError(error, 'PORT_TAKEN')) throw error;
      failure = error;
    }
  }
  throw failure;
}
