import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';

/** Removes a container, running or not, and no folder or named volume. Harmless when it is not there. */
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

/** Somebody else is removing it at this moment. */
async function untilRemoved(connection: EngineConnection, container: string): Promise<void> {
  try {
    await connection.call(
      (docker, abortSignal) => docker.getContainer(container).wait({ condition: 'removed', abortSignal }),
      { limitMs: OPERATION_LIMIT_MS },
    );
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
}
