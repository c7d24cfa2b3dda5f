import { AppError } from '../../../../shared/contract/errors.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from './instance-deps.ts';

/** How many instances a message names. */
const NAMED = 8;

/** @throws AppError NOT_FOUND, with the managed instances */
export async function requireInstance(deps: Pick<InstanceDeps, 'catalogue'>, id: string): Promise<ManagedInstance> {
  const instance = await deps.catalogue.one(id);
  if (instance) return instance;
  const until = await deps.catalogue.recoverableUntil(id).catch(() => null);
  const day = until?.slice(0, 10);
  const recover = day ? ` It was destroyed, and can be recovered from Recently deleted until ${day}.` : '';
  const managed = await deps.catalogue.all().catch(() => []);
  const choice = managed.length === 0 ? '' : ` Managed instances: ${namesOf(managed.map((one) => one.id))}.`;
  throw new AppError('NOT_FOUND', `There is no instance "${id}".${recover}${choice}`, { what: 'instance', id });
}

function namesOf(ids: readonly string[]): string {
  const named = ids.slice(0, NAMED).join(', ');
  return ids.length > NAMED ? `${named} and ${ids.length - NAMED} more` : named;
}

/** The current status of one instance. @throws AppError NOT_FOUND */
export async function statusById(
  deps: Pick<InstanceDeps, 'catalogue' | 'observer'>,
  id: string,
): Promise<InstanceStatus> {
  return deps.observer.status(await requireInstance(deps, id));
}
