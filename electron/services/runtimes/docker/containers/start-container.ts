import { AppError } from '../../../../../shared/contract/errors.ts';
import { portOwner } from '../../../ports/port-owner.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { containerName } from '../engine/ownership.ts';
import { isPortError } from './container-trouble.ts';
import type { ContainerList, Owned } from './list-containers.ts';

/**
 * Starts or unpauses a container and returns once the engine reports it as running. A cancel does not abort a start,
 * because the engine would complete it anyway.
 * @throws AppError PORT_TAKEN, START_FAILED, DISK_FULL
 */
export async function startContainer(connection: EngineConnection, list: ContainerList, owned: Owned): Promise<void> {
  const { container } = owned;
  if (container.State === 'running') return;
  try {
    await connection.call(
      (docker, abortSignal) => {
        const handle = docker.getContainer(container.Id);
        switch (container.State) {
          case 'paused':
            return handle.unpause({ abortSignal });
          case 'restarting':
            // The engine waits before its next restart and ignores a start: restart it immediately.
            return handle.restart({ t: 0, abortSignal });
          default:
            return handle.start({ abortSignal });
        }
      },
      { limitMs: OPERATION_LIMIT_MS },
    );
  } catch (error) {
    const status = engineStatus(error);
    // Already running.
    if (status === 304) return;
    if (status === null) throw error;
    throw await asStartFailure(error, list, owned);
  }
}

async function asStartFailure(error: unknown, list: ContainerList, owned: Owned): Promise<AppError> {
  const engineError = engineMessage(error);
  const { id, container } = owned;
  if (isPortError(engineError)) {
    const port = (await list.entry(owned)).address?.port ?? portIn(engineError);
    const holder = (await list.all()).find(
      (other) => other.Id !== container.Id && (other.Ports ?? []).some(({ PublicPort }) => PublicPort === port),
    );
    const by = holder ? `the container ${containerName(holder)}` : await portOwner(port);
    const message = `${id} could not start: port ${port} is already in use by ${by ?? 'a program of another user'}. Stop that program, or choose another port for ${id}.`;
    return new AppError('PORT_TAKEN', message, { port, by, free: null }, { cause: error });
  }
  if (engineStatus(error) === 404) {
    return new AppError(
      'NOT_FOUND',
      `The container of ${id} no longer exists.`,
      { what: 'instance', id },
      { cause: error },
    );
  }
  const message = `The engine could not start the container ${containerName(container)}: ${engineError}`;
  return diskFull(error) ?? new AppError('START_FAILED', message, { id, log: [engineError] }, { cause: error });
}

function portIn(engineError: string): number {
  return Number(/:(\d+)(?: failed|: bind| )/.exec(engineError)?.[1] ?? 0);
}
