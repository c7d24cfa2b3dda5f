/** When the memory of a machine will be full, extrapolated from its growth. */
export interface MemoryForecast {
  /** Growth per day, in bytes; null without enough history. */
  readonly growthBytes: number | null;
  /** Null: without enough history, or it does not grow. */
  readonly fullInDays: number | null;
}

const DAY_MS = 24 * 3600_000;
/** A shorter history describes an hour rather than a week. */
const MIN_MS = DAY_MS;
const MIN_POINTS = 12;

/**
 * A straight line through the sums of all instances.
 * @param sums used bytes at equal steps, oldest first; null if no instance was measured
 */
export function memoryForecast(
  sums: readonly (number | null)[],
  stepMs: number,
  capacityBytes: number | null,
): MemoryForecast {
  const points = sums.flatMap((bytes, index) => (bytes === null ? [] : [{ at: (index * stepMs) / DAY_MS, bytes }]));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < MIN_POINTS || (last.at - first.at) * DAY_MS < MIN_MS)
    return { growthBytes: null, fullInDays: null };
  const meanAt = points.reduce((sum, { at }) => sum + at, 0) / points.length;
  const meanBytes = points.reduce((sum, { bytes }) => sum + bytes, 0) / points.length;
  const covariance = points.reduce((sum, { at, bytes }) => sum + (at - meanAt) * (bytes - meanBytes), 0);
  const variance = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const growthBytes = covariance / variance;
  if (capacityBytes === null || growthBytes <= 0) return { growthBytes, fullInDays: null };
  return { growthBytes, fullInDays: Math.max(0, (capacityBytes - last.bytes) / growthBytes) };
}

/** The sum of several series; an instance without a value at a step counts with its last one before. */
export function summed(series: readonly (readonly (number | null)[])[]): readonly (number | null)[] {
  const steps = Math.max(0, ...series.map((values) => values.length));
  const latest: (number | null)[] = series.map(() => null);
  return Array.from({ length: steps }, (_, step) => {
    let isMeasured = false;
    for (const [index, values] of series.entries()) {
      const value = values[step] ?? null;
      if (value === null) continue;
      latest[index] = value;
      isMeasured = true;
    }
    return isMeasured ? latest.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null;
  });
}
