import type { MetricSeries } from '../../shared/contract/metrics.ts';

/** What an instance's figures were at one time; null where they were unknown. */
export interface Sample {
  /** ms since 1970. */
  readonly at: number;
  readonly opsPerSecond: number | null;
  readonly usedBytes: number | null;
  readonly clients: number | null;
  /** 0 to 1, of the lookups since the sample before; null when there were none. */
  readonly hitRate: number | null;
}

/** The recorded metrics that samples are made of. */
export const recordedMetrics = ['commandsPerSecond', 'memoryUsedBytes', 'clientsConnected', 'hitRate'] as const;

/** What the recorder answers for one stretch of time. */
export interface Recorded {
  /** ms since 1970. */
  readonly from: number;
  readonly stepMs: number;
  readonly count: number;
  readonly series: readonly MetricSeries[];
}

/** Live samples come once a second: a recorded one that is closer than this to a live one adds nothing. */
const SAME_MOMENT_MS = 1000;

/**
 * The samples of one instance before and between the live ones, from what was recorded.
 * @param live oldest first
 * @param maxGapMs recorded samples closer than this belong to one line, as the recorder samples less often than the view
 * @param most so many are kept, the newest
 */
export function withRecorded(
  live: readonly Sample[],
  id: string,
  recorded: Recorded,
  maxGapMs: number,
  most: number,
): readonly Sample[] {
  const { from, stepMs, count, series } = recorded;
  const [ops, memory, clients, hitRate] = recordedMetrics.map((metric) => {
    const values = series.find((one) => one.id === id && one.metric === metric)?.mean ?? [];
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
  const missing = before.slice(first).filter(({ at }) => !live.some((one) => Math.abs(one.at - at) < SAME_MOMENT_MS));
  const newest = live.at(-1)?.at ?? Number.POSITIVE_INFINITY;
  return [...missing.filter(({ at }) => at < newest), ...live].sort((one, other) => one.at - other.at).slice(-most);
}

/** Fills short holes along the straight line that a chart draws there anyway. @param most how many points it may skip */
function joined(values: readonly (number | null)[], most: number): readonly (number | null)[] {
  const filled = [...values];
  let last: number | null = null;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const start = last === null ? null : values[last];
    if (last !== null && start != null && index - last <= most) {
      for (let at = last + 1; at < index; at++) filled[at] = start + ((value - start) * (at - last)) / (index - last);
    }
    last = index;
  }
  return filled;
}
