import type { MetricSample } from '../../../../shared/contract/metrics.ts';
import { api } from '../../../client/api.ts';
import { followWhileSeen } from '../../../client/subscribe.ts';
import { createStore } from '../../../lib/store.ts';

/** One sample of every running instance. */
export interface Tick {
  /** ms since 1970. */
  readonly at: number;
  readonly items: readonly MetricSample[];
}

/** Null before the first sample and without followers. */
export const newestTick = createStore<Tick | null>(null);

let followers = 0;
let stop = () => {};

/** All followers share one stream. @returns unfollow */
export function followTicks(onTick: (tick: Tick) => void): () => void {
  followers += 1;
  if (followers === 1) {
    stop = followWhileSeen(
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
    followers -= 1;
    if (followers > 0) return;
    stop();
    newestTick.set(null);
  };
}
