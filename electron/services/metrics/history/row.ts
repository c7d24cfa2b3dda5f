/** A metric over a time of several ticks. */
export interface Figures {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly last: number;
}

/** What was measured of one instance at a tick, or over a time of ticks folded together. */
export interface Row {
  /** The moment of a tick, or when the folded time began, ms since 1970. */
  readonly at: number;
  /** The time it stands for, ms: since the tick before, or of all ticks folded into it. 0 after a gap. */
  readonly weightMs: number;
  /** By metric: a number where it was the same all the time, as in a single tick. What is not there was not told. */
  readonly values: ReadonlyMap<string, Figures | number>;
}

/** A single tick. */
export function tickRow(at: number, weightMs: number, values: Readonly<Record<string, number | null>>): Row {
  const told = new Map<string, number>();
  for (const metric in values) {
    const value = values[metric];
    if (value !== null && value !== undefined) told.set(metric, value);
  }
  return { at, weightMs, values: told };
}

/** Rows of one time become one: spikes stay in min and max, the mean is over time. */
export interface Fold {
  readonly at: number;
  /** In order of their time. */
  add(row: Row): void;
  row(): Row;
}

/** @param at when the time began, ms since 1970 */
export function createFold(at: number): Fold {
  const sums = new Map<string, { min: number; sum: number; weight: number; max: number; last: number }>();
  let weightMs = 0;
  return {
    at,
    add(row) {
      weightMs += row.weightMs;
      // The first after a gap stands for no time, and is all there is if no other comes.
      const weight = Math.max(row.weightMs, 1);
      for (const [metric, value] of row.values) {
        const same = typeof value === 'number';
        const min = same ? value : value.min;
        const mean = same ? value : value.mean;
        const max = same ? value : value.max;
        const last = same ? value : value.last;
        const all = sums.get(metric);
        if (!all) sums.set(metric, { min, sum: mean * weight, weight, max, last });
        else {
          if (min < all.min) all.min = min;
          if (max > all.max) all.max = max;
          all.sum += mean * weight;
          all.weight += weight;
          all.last = last;
        }
      }
    },
    row() {
      const values = new Map<string, Figures | number>();
      for (const [metric, { min, sum, weight, max, last }] of sums) {
        // Division must not carry the mean past what there was.
        const mean = Math.min(max, Math.max(min, sum / weight));
        values.set(metric, min === max ? last : { min, mean, max, last });
      }
      return { at, weightMs, values };
    },
  };
}

export function foldRows(at: number, rows: readonly Row[]): Row {
  const fold = createFold(at);
  for (const row of rows) fold.add(row);
  return fold.row();
}
