import type { AppError } from '../../../../shared/contract/errors.ts';
import { type RefusedOnReplica, replicaRefusal } from '../../../../shared/replica.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { Observer } from './observer.ts';
import { configuredReplication } from './replication.ts';

/**
 * Why an instance takes no such change: it is a replica now or, for what restarts it, will be one by its redis.conf.
 * @returns null where nothing is against it
 */
export async function whyReplicaRefuses(
  { observer }: { readonly observer: Observer },
  known: ManagedInstance,
  action: RefusedOnReplica,
): Promise<AppError<'IS_REPLICA'> | null> {
  const now = replicaRefusal(await observer.look(known), action);
  if (now !== null || action === 'flush') return now;
  return replicaRefusal({ id: known.id, replication: configuredReplication(known.settings) }, action);
}
