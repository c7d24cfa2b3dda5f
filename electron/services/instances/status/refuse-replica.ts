import type { AppError } from '../../../../shared/contract/errors.ts';
import { type RefusedOnReplica, replicaRefusal } from '../../../../shared/replica.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { Observer } from './observer.ts';
import { configuredReplication } from './replication.ts';

/**
 * Returns why a replica rejects an action. For an action with a restart, an instance that redis.conf makes a replica
 * counts too.
 * @returns null if the action is allowed
 */
export async function whyReplicaRefuses(
  { observer }: { readonly observer: Observer },
  instance: ManagedInstance,
  action: RefusedOnReplica,
): Promise<AppError<'IS_REPLICA'> | null> {
  const now = replicaRefusal(await observer.status(instance), action);
  if (now !== null || action === 'flush') return now;
  return replicaRefusal({ id: instance.id, replication: configuredReplication(instance.settings) }, action);
}
