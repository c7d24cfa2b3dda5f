import type { MetricSample } from '../../../../shared/contract/metrics.ts';
import type { Snapshot } from '../../live/snapshots.ts';
import { type Before, measure } from './measure.ts';

/** The recorded sample of one instance. */
export interface TickSample extends MetricSample {
  /** Time since the previous sample, which the rates cover; 0 for the first after a gap. */
  readonly sinceMs: number;
}

/** Turns snapshots into samples by comparing each with the previous one. */
export interface Collector {
  /** Null for a snapshot that follows the last sample too closely. */
  take(snapshot: Snapshot): readonly TickSample[] | null;
}

/** Limits for the time between two samples. */
export interface Pace {
  /** Minimum: an extra snapshot must not yield rates over a few milliseconds. */
  readonly closestMs: number;
  /** Maximum: a longer pause, for example while the computer slept, is a gap. */
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
        // Another server replies on its port.
        if (!answer || status.problem?.code === 'STRANGER') {
          before.delete(id);
          continue;
        }
        const known = before.get(id);
        const last = known && seenAtMs - known.readAtMs <= furthestMs ? known : null;
        const reading = { ...answer, readAtMs: seenAtMs };
        const measured = measure(reading, last);
        before.set(id, measured.before);
        const sinceMs = last ? seenAtMs - last.readAtMs : 0;
        samples.push({ id, values: measured.values, sinceMs });
      }
      const there = new Set(observations.map(({ status }) => status.id));
      for (const id of before.keys()) if (!there.has(id)) before.delete(id);
      return samples;
    },
  };
}
