import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import { isAppError } from '../../../../../shared/contract/errors.ts';
import { MAIN } from '../../../../../shared/contract/names.ts';
import type { RuntimeEntry } from '../../runtime.ts';
import type { CallOptions, EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { containerName, instanceOf, type Owner } from '../engine/ownership.ts';
import { isTask, serviceOf } from '../engine/service-labels.ts';
import { type ContainerDetail, entryOf, isUp } from './container-entry.ts';
import { exitedNormally, troubleOf } from './container-trouble.ts';
import { isOwnKill } from './kill-record.ts';
import { asServiceEntry, byImportance } from './service-entry.ts';

/** A container of this home with its instance id. */
export interface Owned {
  readonly id: string;
  readonly container: ContainerInfo;
  /** Of a service: the container that keeps its volumes; omitted if it was removed. */
  readonly keeper?: ContainerInfo;
}

export interface ContainerList {
  /** All containers of the engine, running or stopped, in one call. */
  all(options?: CallOptions): Promise<readonly ContainerInfo[]>;
  /** The containers of this home, one per instance. */
  owned(options?: CallOptions): Promise<readonly Owned[]>;
  entry(owned: Owned): Promise<RuntimeEntry>;
}

/**
 * Lists the engine's containers in one call without a filter: the engine combines filters with "and", but containers of
 * the earlier scripts are recognised by name, labels or mounts. Inspects only stopped and restarting containers.
 * @param home the folder of the home, where the owner's is a label
 */
export function createContainerList(connection: EngineConnection, owner: Owner, home = owner.home): ContainerList {
  /** Published ports by container id. They never change, but the list shows them only for running containers. */
  const ports = new Map<string, number | null>();

  const all: ContainerList['all'] = (options) =>
    // No abort signal: dockerode would serialize it before each call, and the connection enforces the limit anyway.
    connection.ask((docker) => docker.listContainers({ all: true }), options);

  const inspect = async (container: ContainerInfo): Promise<ContainerInspectInfo | null> => {
    try {
      return await connection.ask((docker, abortSignal) => docker.getContainer(container.Id).inspect({ abortSignal }));
    } catch (error) {
      // It was removed after the list.
      if (engineStatus(error) === 404) return null;
      throw error;
    }
  };

  const detailOf = async ({ id, container }: Owned): Promise<ContainerDetail | null> => {
    if (isUp(container) && container.State !== 'restarting') return null;
    // A keeper is never started.
    if (serviceOf(container) !== null && !isTask(container)) return { problem: null, port: null };
    const cached = ports.get(container.Id);
    if (cached !== undefined && exitedNormally(container.State, container.Status))
      return { problem: null, port: cached };
    const details = await inspect(container);
    if (!details) return null;
    const port = boundPort(details);
    ports.set(container.Id, port);
    const run = { container: container.Id, startedAt: details.State.StartedAt };
    return { problem: troubleOf(containerName(container), details, isOwnKill(home, id, run)), port };
  };

  return {
    all,
    async owned(options) {
      const found = new Map<string, Owned>();
      const services = new Map<string, ContainerInfo[]>();
      for (const container of await all(options)) {
        const id = instanceOf(container, owner);
        if (id === null) continue;
        // For main, the configured name wins over a label.
        if (serviceOf(container) !== null) {
          services.set(id, [...(services.get(id) ?? []), container]);
          continue;
        }
        if (found.has(id) && !(id === MAIN && containerName(container) === owner.naming.mainContainer)) continue;
        found.set(id, { id, container });
      }
      for (const [id, some] of services) {
        const [container] = some.toSorted(byImportance);
        const keeper = some.find((one) => !isTask(one));
        if (container) found.set(id, { id, container, ...(keeper && { keeper }) });
      }
      return [...found.values()];
    },
    entry: async (owned) => asServiceEntry(entryOf(owned.id, owned.container, await detailOf(owned)), owned.container),
  };
}

/** The published ports of an instance. */
export function portsOf({ address, tlsPort }: Pick<RuntimeEntry, 'address' | 'tlsPort'>): readonly number[] {
  return address === null ? [] : [address.port, ...(tlsPort ? [tlsPort] : [])];
}

function boundPort(details: ContainerInspectInfo): number | null {
  const bindings: unknown = details.HostConfig?.PortBindings?.['6379/tcp'];
  if (!Array.isArray(bindings)) return null;
  const port = Number(bindings[0]?.HostPort);
  return port > 0 ? port : null;
}

/**
 * The entries of an engine that does not share the files of this computer: its mounts are not our folders, and its
 * published ports are forwarded here, or reached at the address of its machine.
 */
export function withRemoteEntries(
  list: ContainerList,
  remote: {
    readonly name: string;
    readonly host: string | null;
    readonly forward: (port: number) => Promise<void>;
  } | null,
): ContainerList {
  if (remote === null) return list;
  return {
    ...list,
    async entry(owned) {
      const { files: _, ...entry } = await list.entry(owned);
      const place = entry.address && { ...entry.address, ...(remote.host !== null && { host: remote.host }) };
      const mounts = { data: null, config: null, logs: null };
      const shown = { ...entry, address: place, engine: remote.name, mounts };
      if (entry.state !== 'running') return shown;
      try {
        for (const port of portsOf(entry)) await remote.forward(port);
        return shown;
      } catch (error) {
        if (!isAppError(error, 'PORT_TAKEN')) throw error;
        return { ...shown, problem: { code: 'PORT_TAKEN', message: error.message, fix: null, since: null } };
      }
    },
  };
}
