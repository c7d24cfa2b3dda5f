import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { isUp } from './container-entry.ts';
import type { EngineConnection } from './engine-connection.ts';
import { engineStatus } from './engine-failure.ts';
import type { Owned } from './list-containers.ts';

/** Long enough never to be reached: the engine kills a container when its own time to stop is over. */
const NEVER_SECONDS = 86_400;

/**
 * Tells the server to save as its settings say and to end, and waits for that. The engine's `stop` would kill it in
 * the middle of a save, when its time is over and (Engine 23) when we stop waiting; so the signal is sent by itself,
 * which the engine takes as a wish to stop as well: it does not start the container again.
 * @throws AppError TIMED_OUT when it goes on running; CANCELLED when waiting was given up
 */
export async function stopContainer(
  connection: EngineConnection,
  { id, container }: Owned,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const { timeoutMs, signal } = options;
  if (!isUp(container)) return;
  try {
    await connection.call((docker, abortSignal) => {
      const handle = docker.getContainer(container.Id);
      // Between two crashes there is no process to signal; and a frozen one cannot hear it.
      if (container.State === 'restarting') return handle.stop({ t: NEVER_SECONDS, abortSignal });
      return handle.kill({ signal: 'SIGTERM', abortSignal });
    });
    if (container.State === 'paused') await wake(connection, container.Id);
    await connection.call(
      (docker, abortSignal) => docker.getContainer(container.Id).wait({ condition: 'not-running', abortSignal }),
      { limitMs: timeoutMs, signal },
    );
  } catch (error) {
    const status = engineStatus(error);
    // Gone, or ended by itself in the meantime.
    if (status === 404 || status === 409 || status === 304) return;
    if (isAppError(error, 'ENGINE_UNREACHABLE') && error.data.reason === 'TIMED_OUT') throw stillRunning(id, timeoutMs);
    throw error;
  }
}

/** The engine may have woken it to give it the signal. */
async function wake(connection: EngineConnection, container: string): Promise<void> {
  try {
    await connection.call((docker, abortSignal) => docker.getContainer(container).unpause({ abortSignal }));
  } catch (error) {
    if (engineStatus(error) === null) throw error;
  }
}

/** Ends the server at once, without saving. Harmless when it does not run. */
export async function killContainer(connection: EngineConnection, container: string): Promise<void> {
  try {
    await connection.call((docker, abortSignal) => docker.getContainer(container).kill({ abortSignal }), {
      limitMs: 30_000,
    });
  } catch (error) {
    const status = engineStatus(error);
    if (status !== 404 && status !== 409) throw error;
  }
}

function stillRunning(id: string, timeoutMs: number): AppError<'TIMED_OUT'> {
  const seconds = timeoutMs / 1000;
  const message = `${id} has not ended within ${seconds} s and goes on running: it may still be saving, or refuse to end because it cannot save. Its log says which.`;
  return new AppError('TIMED_OUT', message, { seconds });
}
