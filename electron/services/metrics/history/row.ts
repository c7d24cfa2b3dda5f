/** A metric over several samples. */
export interface Figures {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly last: number;
}

/** The metrics of one instance at one sample, or over several folded samples. */
export interface Row {
  /** Time of the sample, or start of the folded time, ms since the epoch. */
  readonly at: number;
  /** The time it covers: since the previous sample, or of all folded samples. 0 after a gap. */
  readonly weightMs: number;
  /** By metric: a number if it was constant, as in a single sample. A missing metric was not reported. */
  readonly values: ReadonlyMap<string, Figures | number>;
}

export function tickRow(at: number, weightMs: number, values: Readonly<Record<string, number | null>>): Row {
  const reported = new Map<string, number>();
  for (const metric in values) {
    const value = values[metric];
    if (value !== null && value !== undefined) reported.set(metric, value);
  }
  return { at, weightMs, values: reported };
}

/** Folds rows into one: spikes survive in min and max, the mean is weighted by time. */
export interface Fold {
  /** Start of the folded time, ms since the epoch. */
  readonly at: number;
  /** Forgets all rows, for the next span of time. A new fold for each would be most of the garbage of a sample. */
  restart(at: number): void;
  /** Call in time order. */
  add(row: Row): void;
  row(): Row;
}

/** @param from start of the folded time, ms since the epoch */
export function createFold(from: number): Fold {
  let at = from;
  /** A weight of 0: no row of this span has the metric. */
  const sums = new Map<string, { min: number; sum: number; weight: number; max: number; last: number }>();
  let weightMs = 0;
  return {
    get at() {
      return at;
    },
    restart(next) {
      at = next;
      weightMs = 0;
      for (const [metric, all] of sums) {
        // A database that has been empty for a whole span may never come back.
        if (all.weight === 0) sums.delete(metric);
        all.weight = 0;
      }
    },
    add(row) {
      weightMs += row.weightMs;
      // The first sample after a gap has no weight but must count if it stays the only one.
      const weight = Math.max(row.weightMs, 1);
      for (const [metric, value] of row.values) {
        const same = typeof value === 'number';
        const min = same ? value : value.min;
        const mean = same ? value : value.mean;
        const max = same ? value : value.max;
        const last = same ? value : value.last;
        const all = sums.get(metric);
        if (!all) sums.set(metric, { min, sum: mean * weight, weight, max, last });
        else if (all.weight === 0) {
          all.min = min;
          all.sum = mean * weight;
          all.weight = weight;
          all.max = max;
          all.last = last;
        } else {
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
        if (weight === 0) continue;
        // Rounding must not push the mean outside min and max.
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
