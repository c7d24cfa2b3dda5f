import type { ChangeBus } from '../platform/events/change-bus.ts';
import { changeBatches } from './change-batches.ts';
import type { Live } from './live.ts';
import type { Poller } from './poller.ts';
import type { Snapshot } from './snapshots.ts';

/** Changes come in crowds: a look at most this often, ms. */
const LOOK_AGAIN_MS = 50;

export function createLive(bus: ChangeBus, looks: Poller<Snapshot>, watch: () => () => void): Live {
  let soon: NodeJS.Timeout | null = null;
  // What an operation or the engine has just done shows at once, not with the next tick.
  bus.listen(({ noun }) => {
    if (noun !== 'instances') return;
    if (soon !== null) return;
    soon = setTimeout(() => {
      soon = null;
      looks.refresh();
    }, LOOK_AGAIN_MS).unref();
  });
  return {
    async *changes(signal) {
      // Engines and folders are watched only while somebody wants to know.
      const unwatch = watch();
      try {
        yield* changeBatches(bus, signal);
      } finally {
        unwatch();
      }
    },
    async *statuses(intervalMs, signal) {
      for await (const { at, observations } of looks.subscribe(intervalMs, signal)) {
        yield { at: at.toISOString(), items: observations.map(({ status }) => status) };
      }
    },
  };
}
