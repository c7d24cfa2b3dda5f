import { AppError } from './contract/errors.ts';
import type { InstanceStatus } from './contract/instance.ts';
import * as sharedWords from './words.ts';

type Replication = InstanceStatus['replication'];

/** `replica of 127.0.0.1:6400, link down`, or `master`; null if the role is unknown. */
export function roleText({ role, masterHost, masterPort, link }: Replication): string | null {
  if (role !== 'replica') return role;
  const address = masterAddress({ masterHost, masterPort });
  return sharedWords.replica(
    address === null ? '' : sharedWords.ofMaster(address),
    link === null ? '' : link === 'up' ? sharedWords.linkUp : sharedWords.linkDown,
  );
}

/** An action that a replica rejects. */
export type RefusedOnReplica = 'flush' | 'restore' | 'settings';

const consequences: Readonly<Record<RefusedOnReplica, (id: string) => string>> = {
  flush: (id) => `${id} cannot be flushed. Flush the master`,
  restore: (id) => `nothing can be restored into ${id}. Restore into the master`,
  settings: (id) => `a setting that removes keys of ${id} cannot be applied. Change the settings of the master`,
};

/** Why an action would lose data on this instance, or its master would overwrite it; null for a master. */
export function replicaRefusal(
  { id, replication }: Pick<InstanceStatus, 'id' | 'replication'>,
  action: RefusedOnReplica,
): AppError<'IS_REPLICA'> | null {
  if (replication.role !== 'replica') return null;
  const { masterHost, masterPort } = replication;
  const address = masterAddress(replication);
  const message = `${id} is a replica${address === null ? '' : ` of ${address}`}, which decides which keys ${id} holds: ${consequences[action](id)} instead, or end the replication first: remove replicaof from the settings of ${id}, or send it REPLICAOF NO ONE.`;
  return new AppError('IS_REPLICA', message, { id, masterHost, masterPort });
}

function masterAddress({
  masterHost: host,
  masterPort: port,
}: Pick<Replication, 'masterHost' | 'masterPort'>): string | null {
  if (host === null || port === null) return null;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
