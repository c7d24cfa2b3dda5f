import { type RefusedOnReplica, replicaRefusal } from '../../../shared/replica.ts';
import type { ActionContext } from './action.ts';

/** Refuses an action that a replica cannot do, before any question. @throws AppError IS_REPLICA, NOT_FOUND */
export async function refuseReplica(context: ActionContext, id: string, action: RefusedOnReplica): Promise<void> {
  const status = await context.stop.orStop((await context.api()).instances.status({ id }));
  const refusal = replicaRefusal(status, action);
  if (refusal) throw refusal;
}
