import { isAppError } from '../../../../shared/contract/errors.ts';
import { tenantIds } from '../../instances/registry/tenant-record.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { TakenPorts } from '../../ports/port-registry.ts';
import type { Kind } from '../kind/companion-kind.ts';
import type { CompanionDeps } from './companion-deps.ts';
import { allPlaced } from './placed.ts';

type Deps = Pick<CompanionDeps, 'ports' | 'publishedPorts' | 'environment' | 'catalogue'>;

/** The name of an owner in the port registry: `acme/postgres`. */
export function portOwnerName(client: string, port: string): string {
  return `${client}/${port}`;
}

/**
 * Reserves a port for each port of a kind: the requested one, otherwise the first free one of the companions' range.
 * @param wanted by name, from an earlier record
 * @throws AppError NO_FREE_PORT
 */
export async function reservePorts(
  deps: Deps,
  client: string,
  kind: Kind,
  wanted: Readonly<Record<string, number>>,
  op: Pick<OperationContext, 'warn'>,
): Promise<Readonly<Record<string, number>>> {
  const ports: Record<string, number> = {};
  for (const { name } of kind.ports) {
    const owner = portOwnerName(client, name);
    const taken = () => takenPorts(deps);
    const before = wanted[name] ?? null;
    try {
      ports[name] = await deps.ports.reserve(owner, before, taken);
    } catch (error) {
      if (before === null || !isAppError(error, 'PORT_TAKEN')) throw error;
      const port = await deps.ports.reserve(owner, null, taken);
      op.warn(`Port ${before} is taken. ${kind.title} uses port ${port}.`);
      ports[name] = port;
    }
  }
  return ports;
}

export async function enterPorts(
  deps: Pick<Deps, 'ports'>,
  client: string,
  ports: Readonly<Record<string, number>>,
  state: 'running' | 'stopped',
): Promise<void> {
  for (const [name, port] of Object.entries(ports)) await deps.ports.enter(portOwnerName(client, name), port, state);
}

export async function releasePorts(deps: Pick<Deps, 'ports'>, client: string, kind: Kind): Promise<void> {
  for (const { name } of kind.ports) await deps.ports.release(portOwnerName(client, name));
}

/** Ports of instances and companions, running or stopped, and those that the engine publishes. */
async function takenPorts(deps: Deps): Promise<TakenPorts> {
  const [instances, published, clients] = await Promise.all([
    deps.catalogue.all(),
    deps.publishedPorts(),
    tenantIds(deps.environment),
  ]);
  const ofInstances = instances.flatMap(({ id, entry, record }) =>
    [entry?.address?.port, record?.port].flatMap((port) => (port === undefined ? [] : [[port, id] as const])),
  );
  const ofCompanions = clients.flatMap((client) =>
    allPlaced(deps, client).flatMap(({ record }) =>
      Object.entries(record.ports).map(([name, port]) => [port, portOwnerName(client, name)] as const),
    ),
  );
  return { owned: new Map([...ofInstances, ...ofCompanions]), published };
}
