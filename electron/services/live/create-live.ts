import type { ChangeBus } from '../platform/events/change-bus.ts';
import { changeBatches } from './change-batches.ts';
import type { Live } from './live.ts';
import type { Poller } from './poller.ts';
import type { Snapshot } from './snapshots.ts';

/** Changes arrive in bursts, which one poll covers. */
const REFRESH_DELAY_MS = 50;

export function createLive(bus: ChangeBus, poller: Poller<Snapshot>, watch: () => () => void): Live {
  let refreshTimer: NodeJS.Timeout | null = null;
  // A change by an operation or by Docker shows immediately, not with the next poll.
  bus.listen(({ noun }) => {
    if (noun !== 'instances') return;
    if (refreshTimer !== null) return;
    refreshTimer = setTimeout(() => {
      refreshTimer = null;
      poller.refresh();
    }, REFRESH_DELAY_MS).unref();
  });
  return {
    async *changes(signal) {
      // Docker and the folders of instances are watched only while a client listens.
      const unwatch = watch();
      try {
        yield* changeBatches(bus, signal);
      } finally {
        unwatch();
      }
    },
    async *statuses(intervalMs, signal) {
      for await (const { at, observations } of poller.subscribe(intervalMs, signal)) {
        yield { at: at.toISOString(), items: observations.map(({ status }) => status) };
      }
    },
  };
}
