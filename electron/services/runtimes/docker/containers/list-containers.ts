import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import { MAIN } from '../../../../../shared/contract/names.ts';
import type { RuntimeEntry } from '../../runtime.ts';
import type { CallOptions, EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { containerName, instanceOf, type Owner } from '../engine/ownership.ts';
import { type ContainerDetail, entryOf, isUp } from './container-entry.ts';
import { endedWell, troubleOf } from './container-trouble.ts';
import { isOwnKill } from './kill-record.ts';

/** A container of this home, with the instance it is. */
export interface Owned {
  readonly id: string;
  readonly container: ContainerInfo;
}

export interface ContainerList {
  /** All containers of the engine, in one call, running or not: the caller says what it looks for. */
  all(options?: CallOptions): Promise<readonly ContainerInfo[]>;
  /** Those of this home: one each instance. */
  owned(options?: CallOptions): Promise<readonly Owned[]>;
  entry(owned: Owned): Promise<RuntimeEntry>;
}

/**
 * The engine's containers, read in one call without a filter: the engine joins filters by "and", and what the
 * scripts left is known by its name, its labels or its mounts. What does not run well is looked at one by one.
 */
export function createContainerList(connection: EngineConnection, owner: Owner): ContainerList {
  /** The port a container publishes when it runs never changes, and the list shows it only while it does. */
  const ports = new Map<string, number | null>();

  const all: ContainerList['all'] = (options) =>
    // Without the abort signal, which dockerode would write out whole before each call: the limit is raced anyway.
    connection.ask((docker) => docker.listContainers({ all: true }), options);

  const inspect = async (container: ContainerInfo): Promise<ContainerInspectInfo | null> => {
    try {
      return await connection.ask((docker, abortSignal) => docker.getContainer(container.Id).inspect({ abortSignal }));
    } catch (error) {
      // Removed since it was listed.
      if (engineStatus(error) === 404) return null;
      throw error;
    }
  };

  const detailOf = async ({ id, container }: Owned): Promise<ContainerDetail | null> => {
    if (isUp(container) && container.State !== 'restarting') return null;
    const known = ports.get(container.Id);
    if (known !== undefined && endedWell(container.State, container.Status)) return { problem: null, port: known };
    const details = await inspect(container);
    if (!details) return null;
    const port = boundPort(details);
    ports.set(container.Id, port);
    const run = { container: container.Id, startedAt: details.State.StartedAt };
    return { problem: troubleOf(containerName(container), details, isOwnKill(owner.home, id, run)), port };
  };

  return {
    all,
    async owned(options) {
      const found = new Map<string, Owned>();
      for (const container of await all(options)) {
        const id = instanceOf(container, owner);
        if (id === null) continue;
        // Main by its name goes before one that only its label makes main.
        if (found.has(id) && !(id === MAIN && containerName(container) === owner.naming.mainContainer)) continue;
        found.set(id, { id, container });
      }
      return [...found.values()];
    },
    entry: async (owned) => entryOf(owned.id, owned.container, await detailOf(owned)),
  };
}

function boundPort(details: ContainerInspectInfo): number | null {
  const bindings: unknown = details.HostConfig?.PortBindings?.['6379/tcp'];
  if (!Array.isArray(bindings)) return null;
  const port = Number(bindings[0]?.HostPort);
  return port > 0 ? port : null;
}
