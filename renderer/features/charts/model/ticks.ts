import type { MetricSample } from '../../../../shared/contract/metrics.ts';
import { api } from '../../../client/api.ts';
import { follow } from '../../../client/subscribe.ts';
import { createStore } from '../../../lib/store.ts';

/** One look at every running instance. */
export interface Tick {
  /** ms since 1970. */
  readonly at: number;
  readonly items: readonly MetricSample[];
}

/** The newest look; null before the first, and when nobody follows. */
export const newestTick = createStore<Tick | null>(null);

let users = 0;
let stop = () => {};

/** Looks once a tick for as long as somebody wants to, however many do. @returns ends it */
export function followTicks(onTick: (tick: Tick) => void): () => void {
  users += 1;
  if (users === 1) {
    stop = follow(
      (signal) => api.metrics.follow(undefined, { signal }),
      ({ at, items }) => newestTick.set({ at: Date.parse(at), items }),
    );
  }
  const unsubscribe = newestTick.subscribe(() => {
    const tick = newestTick.get();
    if (tick) onTick(tick);
  });
  return () => {
    unsubscribe();
    users -= 1;
    if (users > 0) return;
    stop();
    newestTick.set(null);
  };
}
