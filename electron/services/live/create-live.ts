import type { ChangeBus } from '../events/change-bus.ts';
import type { Instances } from '../instances/instances.ts';
import { changeBatches } from './change-batches.ts';
import type { Live } from './live.ts';
import { createTicker } from './ticker.ts';

export function createLive(bus: ChangeBus, instances: Instances, watch: () => () => void): Live {
  const ticker = createTicker(async () => ({ at: new Date().toISOString(), items: [...(await instances.list())] }));
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
    statuses: (intervalMs, signal) => ticker.subscribe(intervalMs, signal),
  };
}
