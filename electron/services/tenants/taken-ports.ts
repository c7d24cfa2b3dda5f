import type { TakenPorts } from '../ports/port-registry.ts';
import type { TenantDeps } from './tenant-deps.ts';

/**
 * Ports of running and stopped instances, and ports that the engine publishes for other containers.
 * @param engine omitted: this computer's
 */
export async function takenPorts(
  deps: Pick<TenantDeps, 'catalogue' | 'publishedPorts'>,
  engine?: string,
): Promise<TakenPorts> {
  const [instances, published] = await Promise.all([deps.catalogue.all(), deps.publishedPorts(engine)]);
  const owned = instances.flatMap(({ id, entry, record }) => {
    const ports = [entry?.address?.port, record?.port].filter((port) => port !== undefined);
    return ports.map((port) => [port, id] as const);
  });
  return { owned: new Map(owned), published };
}
