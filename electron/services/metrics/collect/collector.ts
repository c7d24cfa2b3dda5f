import type { MetricSample } from '../../../../shared/contract/metrics.ts';
import type { Snapshot } from '../../live/snapshots.ts';
import { type Before, measure } from './measure.ts';

/** What is written down of one instance at one tick. */
export interface TickSample extends MetricSample {
  /** The time since the sample before, for which its rates stand, ms; 0 for the first after a gap. */
  readonly sinceMs: number;
}

/** Turns looks into samples, comparing each with the one before. */
export interface Collector {
  /** Null for a look that comes too soon after the last to be a tick of its own. */
  take(look: Snapshot): readonly TickSample[] | null;
}

/** How far ticks may be apart, ms. */
export interface Pace {
  /** At least: a look out of turn must not make rates of a few milliseconds. */
  readonly closestMs: number;
  /** At most: what lies further back was not measured, as when this program was suspended. It is a gap. */
  readonly furthestMs: number;
}

export function createCollector(pace: () => Pace): Collector {
  const before = new Map<string, Before>();
  let lastAtMs = Number.NEGATIVE_INFINITY;

  return {
    take({ observations }) {
      const now = performance.now();
      const { closestMs, furthestMs } = pace();
      if (now - lastAtMs < closestMs) return null;
      lastAtMs = now;
      const samples: TickSample[] = [];
      for (const { status, answer, seenAtMs } of observations) {
        const { id } = status;
        // What answers in its place is not it.
        if (!answer || status.problem?.code === 'STRANGER') {
          before.delete(id);
          continue;
        }
        const known = before.get(id);
        const last = known && seenAtMs - known.reading.readAtMs <= furthestMs ? known : null;
        const reading = { ...answer, readAtMs: seenAtMs };
        const measured = measure(reading, last);
        before.set(id, measured.before);
        const sinceMs = last ? seenAtMs - last.reading.readAtMs : 0;
        samples.push({ id, values: measured.values, sinceMs });
      }
      const there = new Set(observations.map(({ status }) => status.id));
      for (const id of before.keys()) if (!there.has(id)) before.delete(id);
      return samples;
    },
  };
}
