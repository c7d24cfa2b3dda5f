import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { Poller } from './poller.ts';
import type { Snapshot } from './snapshots.ts';

/** Live views poll once a second; under load a poll is late. */
const RECENT_MS = 1500;

/**
 * The status of a running instance in the last poll of open live views; null without one. A list that is read again and
 * again then sends no INFO of its own.
 */
export function recentStatuses(poller: Pick<Poller<Snapshot>, 'onValue'>): (id: string) => InstanceStatus | null {
  // Not the snapshot: the replies of all servers would stay in memory until the next one.
  let last: { readonly startedAt: Date; readonly statuses: readonly InstanceStatus[] } | null = null;
  poller.onValue(({ startedAt, observations }) => {
    last = { startedAt, statuses: observations.map(({ status }) => status) };
  });
  return (id) => {
    if (last === null || Date.now() - last.startedAt.getTime() > RECENT_MS) return null;
    const status = last.statuses.find((one) => one.id === id);
    return status?.state === 'running' ? status : null;
  };
}
