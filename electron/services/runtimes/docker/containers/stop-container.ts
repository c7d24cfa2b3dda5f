import { AppError, isAppError } from '../../../../../shared/contract/errors.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { waitContainer } from '../engine/wait-container.ts';
import { isUp } from './container-entry.ts';
import { recordKill } from './kill-record.ts';
import type { Owned } from './list-containers.ts';

/** Never reached: the engine kills a container when this timeout is over. */
const NEVER_SECONDS = 86_400;

type Product = EngineFacts['product'];

/**
 * Asks the server to save by its settings and exit, and waits. Docker's `stop` could kill it during a save: after its
 * timeout or (Engine 23) when the client disconnects. So send SIGTERM directly; Docker then does not restart the
 * container. Podman would restart it, so there use `stop`, which keeps waiting after the client disconnects.
 * @throws AppError TIMED_OUT if it keeps running; CANCELLED
 */
export async function stopContainer(
  connection: EngineConnection,
  { id, container }: Owned,
  product: Product,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal; readonly by?: 'SIGTERM' | 'SIGINT' },
): Promise<void> {
  const { timeoutMs, signal, by = 'SIGTERM' } = options;
  const waiting = { limitMs: timeoutMs, signal };
  if (!isUp(container)) return;
  try {
    // A paused server does not receive the signal.
    if (container.State === 'paused') await unpause(connection, container.Id);
    // While it restarts, there is no process to signal.
    if (product === 'Podman' || container.State === 'restarting') {
      await connection.call(
        (docker, abortSignal) => docker.getContainer(container.Id).stop({ t: NEVER_SECONDS, abortSignal }),
        waiting,
      );
      return;
    }
    await connection.call((docker, abortSignal) => docker.getContainer(container.Id).kill({ signal: by, abortSignal }));
    // A server that SIGSTOP has suspended handles SIGTERM only after SIGCONT.
    await connection.call((docker, abortSignal) =>
      docker.getContainer(container.Id).kill({ signal: 'SIGCONT', abortSignal }),
    );
    await connection.call(
      (docker, signal) => waitContainer(docker, container.Id, { condition: 'not-running', signal }),
      waiting,
    );
  } catch (error) {
    const status = engineStatus(error);
    // It was removed or has exited meanwhile.
    if (status === 404 || status === 409 || status === 304) return;
    if (isAppError(error, 'ENGINE_UNREACHABLE') && error.data.reason === 'TIMED_OUT') throw stillRunning(id, timeoutMs);
    throw error;
  }
}

/** Ignores the engine's error if another client has just unpaused it. */
async function unpause(connection: EngineConnection, container: string): Promise<void> {
  try {
    await connection.call((docker, abortSignal) => docker.getContainer(container).unpause({ abortSignal }));
  } catch (error) {
    if (engineStatus(error) === null) throw error;
  }
}

/**
 * Kills the server without saving. Does nothing if it is not running.
 * @param home where the kill of an instance is recorded; null for other containers
 */
export async function killContainer(
  connection: EngineConnection,
  { id, container }: Owned,
  product: Product,
  home: string | null,
): Promise<void> {
  if (!isUp(container)) return;
  try {
    if (home !== null) {
      const { State } = await connection.call((docker, abortSignal) =>
        docker.getContainer(container.Id).inspect({ abortSignal }),
      );
      // Record it before the kill: otherwise a crash of this app would make it look like a kill by another program.
      // A full disk must not prevent the kill.
      await recordKill(home, id, { container: container.Id, startedAt: State.StartedAt }).catch(() => undefined);
    }
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
  const message = `${id} did not stop within ${seconds} s and keeps running: it may still be saving, or cannot save. Check its log.`;
  return new AppError('TIMED_OUT', message, { seconds });
}
