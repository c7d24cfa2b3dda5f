import { networkInterfaces } from 'node:os';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';

type Replication = InstanceStatus['replication'];

/** The replication of an instance, with why its link is down and what to do, where its container is the reason. */
export function withLinkAdvice(
  id: string,
  replication: Replication,
  entry: Pick<RuntimeEntry, 'runtime' | 'outgoing'> | null,
): Replication {
  if (replication.link !== 'down' || entry?.runtime !== 'docker' || replication.masterHost === null) return replication;
  const advice = adviceFor(id, replication.masterHost, entry.outgoing ?? null);
  return advice === null ? replication : { ...replication, advice };
}

function adviceFor(id: string, host: string, outgoing: RuntimeEntry['outgoing']): string | null {
  if (/^(127\.|::1$|localhost$)/.test(host))
    return `Inside the container of ${id}, ${host} is the container itself. Name the master by an address of this computer on which it listens.`;
  // The container reaches this computer's own addresses in any case.
  if (outgoing !== 'closed' || isOwnAddress(host)) return null;
  return `The container of ${id} is closed to outgoing traffic, so Redis does not get an answer from ${host}. Set container-outgoing to open in the settings of ${id}: its container is recreated around the same data.`;
}

function isOwnAddress(host: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === host));
}
