import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { waitContainer } from '../engine/wait-container.ts';

/** Removes a running or stopped container, but no folder or named volume. Does nothing if it does not exist. */
export async function removeContainer(connection: EngineConnection, container: string): Promise<void> {
  try {
    await connection.call(
      (docker, abortSignal) => docker.getContainer(container).remove({ force: true, abortSignal }),
      {
        limitMs: OPERATION_LIMIT_MS,
      },
    );
  } catch (error) {
    const status = engineStatus(error);
    if (status === 404) return;
    if (status !== 409) throw error;
    await untilRemoved(connection, container);
  }
}

/** Waits for a removal that another client has started. */
async function untilRemoved(connection: EngineConnection, container: string): Promise<void> {
  try {
    await connection.call((docker, signal) => waitContainer(docker, container, { condition: 'removed', signal }), {
      limitMs: OPERATION_LIMIT_MS,
    });
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
}
