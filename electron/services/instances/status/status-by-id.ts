import { AppError } from '../../../../shared/contract/errors.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from './instance-deps.ts';

/** @throws AppError NOT_FOUND */
export async function requireInstance(deps: Pick<InstanceDeps, 'catalogue'>, id: string): Promise<ManagedInstance> {
  const instance = await deps.catalogue.one(id);
  if (!instance) throw new AppError('NOT_FOUND', `There is no instance "${id}".`, { what: 'instance', id });
  return instance;
}

/** The current status of one instance. @throws AppError NOT_FOUND */
export async function statusById(
  deps: Pick<InstanceDeps, 'catalogue' | 'observer'>,
  id: string,
): Promise<InstanceStatus> {
  return deps.observer.status(await requireInstance(deps, id));
}
