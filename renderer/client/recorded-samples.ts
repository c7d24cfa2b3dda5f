import type { MetricSeries } from '../../shared/contract/metrics.ts';

/** The metrics of an instance at one time; null where unknown. */
export interface Sample {
  /** ms since 1970. */
  readonly at: number;
  readonly opsPerSecond: number | null;
  readonly usedBytes: number | null;
  readonly clients: number | null;
  /** 0 to 1, of the lookups since the previous sample; null without lookups. */
  readonly hitRate: number | null;
}

/** The recorded metrics that a sample contains. */
export const recordedMetrics = ['commandsPerSecond', 'memoryUsedBytes', 'clientsConnected', 'hitRate'] as const;

/** The recorder's response for one time range. */
export interface Recorded {
  /** ms since 1970. */
  readonly from: number;
  readonly stepMs: number;
  readonly count: number;
  readonly series: readonly MetricSeries[];
}

/** Live samples arrive once a second; a recorded one closer than this to a live one is redundant. */
const SAME_MOMENT_MS = 1000;

/**
 * Adds recorded samples before and between the live samples of one instance.
 * @param live oldest first
 * @param maxGapMs recorded samples closer than this are joined, because the recorder samples less often than the view
 * @param max the number of samples to keep, the newest
 */
export function withRecorded(
  live: readonly Sample[],
  id: string,
  recorded: Recorded,
  maxGapMs: number,
  max: number,
): readonly Sample[] {
  const { from, stepMs, count, series } = recorded;
  const [ops, memory, clients, hitRate] = recordedMetrics.map((metric) => {
    const values = series.find((item) => item.id === id && item.metric === metric)?.mean ?? [];
    return joined(values, Math.floor(maxGapMs / stepMs));
  });
  const before = Array.from(
    { length: count },
    (_, index): Sample => ({
      at: from + index * stepMs,
      opsPerSecond: ops?.[index] ?? null,
      usedBytes: memory?.[index] ?? null,
      clients: clients?.[index] ?? null,
      hitRate: hitRate?.[index] ?? null,
    }),
  );
  const first = before.findIndex(({ usedBytes }) => usedBytes !== null);
  if (first === -1) return live;
  const missing = before
    .slice(first)
    .filter(({ at }) => !live.some((sample) => Math.abs(sample.at - at) < SAME_MOMENT_MS));
  const newest = live.at(-1)?.at ?? Number.POSITIVE_INFINITY;
  return [...missing.filter(({ at }) => at < newest), ...live].sort((a, b) => a.at - b.at).slice(-max);
}

/** Interpolates short gaps linearly. @param max the longest gap to fill, in points */
function joined(values: readonly (number | null)[], max: number): readonly (number | null)[] {
  const filled = [...values];
  let last: number | null = null;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const start = last === null ? null : values[last];
    if (last !== null && start != null && index - last <= max) {
      for (let at = last + 1; at < index; at++) filled[at] = start + ((value - start) * (at - last)) / (index - last);
    }
    last = index;
  }
  return filled;
}
