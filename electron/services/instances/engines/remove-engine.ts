import { AppError } from '../../../../shared/contract/errors.ts';
import { tenantEngineName, tenantIds } from '../registry/tenant-record.ts';
import type { EngineDeps } from './engine-deps.ts';

/** @throws AppError NOT_FOUND; ALREADY_EXISTS while an instance is on the engine */
export async function removeEngine({ named, environment }: EngineDeps, name: string): Promise<void> {
  const engine = named.require(name);
  const ids = await tenantIds(environment);
  const on = ids.filter((id) => tenantEngineName(environment, id) === name);
  if (on.length > 0) {
    const message = `The engine ${name} still has ${on.join(', ')}. Destroy or move ${on.length === 1 ? 'it' : 'them'} first.`;
    throw new AppError('ALREADY_EXISTS', message, { id: name, detail: on.join(', ') });
  }
  await named.store.change((engines) => engines.filter((one) => one.name !== name));
  named.changed();
  // It ends by itself if this fails.
  await engine.tunnel?.close().catch(() => undefined);
}
