import type { Catalogue } from '../instances/registry/catalogue.ts';
import type { Observation, Observer } from '../instances/status/observer.ts';
import { createPoller, type Poller } from './poller.ts';

/** All instances in one look: what every live view, the charts and the recorder share. */
export interface Snapshot {
  readonly at: Date;
  readonly observations: readonly Observation[];
}

/** One INFO per running instance and tick, however many look. */
export function createSnapshotPoller(catalogue: Catalogue, observer: Observer): Poller<Snapshot> {
  return createPoller(async () => {
    const early = observer.prefetchReplies();
    const observations = await Promise.all((await catalogue.all()).map((known) => observer.see(known, early)));
    return { at: new Date(), observations };
  });
}
