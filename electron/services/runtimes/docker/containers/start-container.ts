import { AppError } from '../../../../../shared/contract/errors.ts';
import { portOwner } from '../../../ports/port-owner.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { containerName } from '../engine/ownership.ts';
import { isPortError } from './container-trouble.ts';
import type { ContainerList, Owned } from './list-containers.ts';

/**
 * Starts a container, or wakes a paused one, and returns when the engine says that it runs. A start is not cut
 * short: the engine would go on with it.
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
            // It waits for its next try, longer each time, and a start is ignored: the try begins now.
            return handle.restart({ t: 0, abortSignal });
          default:
            return handle.start({ abortSignal });
        }
      },
      { limitMs: OPERATION_LIMIT_MS },
    );
  } catch (error) {
    const status = engineStatus(error);
    // Running already.
    if (status === 304) return;
    if (status === null) throw error;
    throw await asStartFailure(error, list, owned);
  }
}

async function asStartFailure(error: unknown, list: ContainerList, owned: Owned): Promise<AppError> {
  const said = engineMessage(error);
  const { id, container } = owned;
  if (isPortError(said)) {
    const port = (await list.entry(owned)).address?.port ?? portIn(said);
    const holder = (await list.all()).find(
      (other) => other.Id !== container.Id && (other.Ports ?? []).some(({ PublicPort }) => PublicPort === port),
    );
    const by = holder ? `the container ${containerName(holder)}` : await portOwner(port);
    const message = `${id} could not start: port ${port} is already in use by ${by ?? 'a program of another user'}. Stop that, or give ${id} another port.`;
    return new AppError('PORT_TAKEN', message, { port, by, free: null }, { cause: error });
  }
  if (engineStatus(error) === 404) {
    return new AppError('NOT_FOUND', `The container of ${id} is gone.`, { what: 'instance', id }, { cause: error });
  }
  const message = `The engine could not start the container ${containerName(container)}: ${said}`;
  return diskFull(error) ?? new AppError('START_FAILED', message, { id, log: [said] }, { cause: error });
}

function portIn(said: string): number {
  return Number(/:(\d+)(?: failed|: bind| )/.exec(said)?.[1] ?? 0);
}
