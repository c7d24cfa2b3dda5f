import type { Catalogue } from '../instances/registry/catalogue.ts';
import type { Observation, Observer } from '../instances/status/observer.ts';
import { createPoller, type Poller } from './poller.ts';

/** The state of all instances at one time. Live views, charts, alerts and the recorder share it. */
export interface Snapshot {
  /** Before the first value was read. */
  readonly startedAt: Date;
  /** After the last value was read. */
  readonly at: Date;
  readonly observations: readonly Observation[];
}

/** Sends one INFO per running instance and poll, for any number of subscribers. */
export function createSnapshotPoller(catalogue: Catalogue, observer: Observer): Poller<Snapshot> {
  return createPoller(async () => {
    const startedAt = new Date();
    const prefetched = observer.prefetchReplies();
    const observations = await Promise.all(
      (await catalogue.all()).map((instance) => observer.observe(instance, prefetched)),
    );
    return { startedAt, at: new Date(), observations };
  });
}
