import { networkInterfaces } from 'node:os';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';

type Replication = InstanceStatus['replication'];

/** Adds advice to the replication status if the container is the reason for a link that is down. */
export function withLinkAdvice(
  id: string,
  replication: Replication,
  entry: Pick<RuntimeEntry, 'runtime' | 'outgoing'> | null,
): Replication {
  if (replication.link !== 'down' || !entry || !can(entry.runtime, 'network') || replication.masterHost === null)
    return replication;
  const advice = adviceFor(id, replication.masterHost, entry.outgoing ?? null);
  return advice === null ? replication : { ...replication, advice };
}

function adviceFor(id: string, host: string, outgoing: RuntimeEntry['outgoing']): string | null {
  if (/^(127\.|::1$|localhost$)/.test(host))
    return `Inside the container of ${id}, ${host} is the container itself. Use an address of this computer on which the master listens.`;
  // A closed container can still connect to addresses of this computer.
  if (outgoing !== 'closed' || isOwnAddress(host)) return null;
  return `The container of ${id} is closed to outgoing traffic, so Redis gets no reply from ${host}. Set container-outgoing to open in the settings of ${id}; this recreates the container around the same data.`;
}

function isOwnAddress(host: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === host));
}
