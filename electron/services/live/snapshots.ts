import type { Catalogue } from '../instances/registry/catalogue.ts';
import type { Observer, Sighting } from '../instances/status/observer.ts';
import { createTicker, type Ticker } from './poller.ts';

/** All instances in one look: what every live view, the charts and the recorder share. */
export interface Look {
  readonly at: Date;
  readonly sightings: readonly Sighting[];
}

/** One INFO per running instance and tick, however many look. */
export function createLooks(catalogue: Catalogue, observer: Observer): Ticker<Look> {
  return createTicker(async () => {
    const early = observer.askAhead();
    const sightings = await Promise.all((await catalogue.all()).map((known) => observer.see(known, early)));
    return { at: new Date(), sightings };
  });
}
