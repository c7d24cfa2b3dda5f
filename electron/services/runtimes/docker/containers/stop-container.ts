import { AppError, isAppError } from '../../../../../shared/contract/errors.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { isUp } from './container-entry.ts';
import { noteKill } from './kill-record.ts';
import type { Owned } from './list-containers.ts';

/** Long enough never to be reached: the engine kills a container when its own time to stop is over. */
const NEVER_SECONDS = 86_400;

type Product = EngineFacts['product'];

/**
 * Tells the server to save as its settings say and to end, and waits for that. Docker's `stop` would kill it in the
 * middle of a save, when its time is over or (Engine 23) when we stop waiting; so the signal is sent by itself, which
 * Docker takes as a wish to stop as well: it does not start the container again. Podman does, so there it is `stop`,
 * which goes on waiting when we do not.
 * @throws AppError TIMED_OUT when it goes on running; CANCELLED when waiting was given up
 */
export async function stopContainer(
  connection: EngineConnection,
  { id, container }: Owned,
  product: Product,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const { timeoutMs, signal } = options;
  const waiting = { limitMs: timeoutMs, signal };
  if (!isUp(container)) return;
  try {
    // A frozen server cannot hear the signal.
    if (container.State === 'paused') await wake(connection, container.Id);
    // Between two crashes there is no process to signal.
    if (product === 'Podman' || container.State === 'restarting') {
      await connection.call(
        (docker, abortSignal) => docker.getContainer(container.Id).stop({ t: NEVER_SECONDS, abortSignal }),
        waiting,
      );
      return;
    }
    await connection.call((docker, abortSignal) =>
      docker.getContainer(container.Id).kill({ signal: 'SIGTERM', abortSignal }),
    );
    // One that was halted by SIGSTOP hears nothing until it may go on.
    await connection.call((docker, abortSignal) =>
      docker.getContainer(container.Id).kill({ signal: 'SIGCONT', abortSignal }),
    );
    await connection.call(
      (docker, abortSignal) => docker.getContainer(container.Id).wait({ condition: 'not-running', abortSignal }),
      waiting,
    );
  } catch (error) {
    const status = engineStatus(error);
    // Gone, or ended by itself in the meantime.
    if (status === 404 || status === 409 || status === 304) return;
    if (isAppError(error, 'ENGINE_UNREACHABLE') && error.data.reason === 'TIMED_OUT') throw stillRunning(id, timeoutMs);
    throw error;
  }
}

/** Somebody else may have woken it just now. */
async function wake(connection: EngineConnection, container: string): Promise<void> {
  try {
    await connection.call((docker, abortSignal) => docker.getContainer(container).unpause({ abortSignal }));
  } catch (error) {
    if (engineStatus(error) === null) throw error;
  }
}

/** Ends the server at once, without saving. Harmless when it does not run. */
export async function killContainer(
  connection: EngineConnection,
  { id, container }: Owned,
  product: Product,
  home: string,
): Promise<void> {
  if (!isUp(container)) return;
  try {
    const { State } = await connection.call((docker, abortSignal) =>
      docker.getContainer(container.Id).inspect({ abortSignal }),
    );
    // Before the kill: nothing may take it for the kill of another program, not even after a crash of ours.
    // A full disk is no reason not to kill.
    await noteKill(home, id, { container: container.Id, startedAt: State.StartedAt }).catch(() => undefined);
    await connection.call(
      (docker, abortSignal) => {
        const handle = docker.getContainer(container.Id);
        return product === 'Podman' ? handle.stop({ t: 0, abortSignal }) : handle.kill({ abortSignal });
      },
      { limitMs: 30_000 },
    );
  } catch (error) {
    const status = engineStatus(error);
    if (status !== 404 && status !== 409 && status !== 304) throw error;
  }
}

function stillRunning(id: string, timeoutMs: number): AppError<'TIMED_OUT'> {
  const seconds = timeoutMs / 1000;
  const message = `${id} has not ended within ${seconds} s and goes on running: it may still be saving, or refuse to end because it cannot save. Its log says which.`;
  return new AppError('TIMED_OUT', message, { seconds });
}
