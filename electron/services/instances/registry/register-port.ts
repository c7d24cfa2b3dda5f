import type { PortRegistry } from '../../ports/port-registry.ts';
import type { Catalogue } from './catalogue.ts';

/** Updates the port registry after an operation: enters the instance's port and state, or releases the port. */
export async function registerPort(ports: PortRegistry, catalogue: Catalogue, id: string): Promise<void> {
  const instance = await catalogue.one(id);
  const port = instance?.entry?.address?.port ?? instance?.record?.port;
  if (port === undefined) await ports.release(id);
  else await ports.enter(id, port, instance?.entry?.state === 'running' ? 'running' : 'stopped');
}
