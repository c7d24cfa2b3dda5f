/** One series, aggregated per point. NaN is unknown. All arrays have the same length. */
export interface Columns {
  readonly min: Float64Array;
  readonly mean: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

const COLUMN_NAMES = ['min', 'mean', 'max', 'last'] as const;

/** @param given the values to copy; without it everything is unknown */
export function columnsOf(
  length: number,
  given?: Readonly<Record<(typeof COLUMN_NAMES)[number], readonly (number | null)[]>>,
): Columns {
  const column = (values?: readonly (number | null)[]) => {
    const filled = new Float64Array(length).fill(Number.NaN);
    if (values) for (let at = 0; at < length; at++) filled[at] = values[at] ?? Number.NaN;
    return filled;
  };
  return { min: column(given?.min), mean: column(given?.mean), max: column(given?.max), last: column(given?.last) };
}

/** Shifts everything left in place. The points on the right become unknown. */
export function shift(columns: Columns, by: number): void {
  for (const name of COLUMN_NAMES) shiftOne(columns[name], by, Number.NaN);
}

export function shiftOne(values: Float64Array | Uint16Array, by: number, filler: number): void {
  values.copyWithin(0, by);
  values.fill(filler, Math.max(0, values.length - by));
}

/** Adds a sample to a point. @param before the number of samples it already holds */
export function addSample(columns: Columns, at: number, value: number, before: number): void {
  const { min, mean, max, last } = columns;
  const known = mean[at] ?? Number.NaN;
  if (Number.isNaN(known)) {
    min[at] = mean[at] = max[at] = last[at] = value;
    return;
  }
  min[at] = Math.min(min[at] ?? value, value);
  max[at] = Math.max(max[at] ?? value, value);
  mean[at] = known + (value - known) / (before + 1);
  last[at] = value;
}
