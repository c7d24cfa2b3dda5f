/** A minute of samples, one per second. */
const MIN_STEPS = 59;

/** Consecutive known values as an SVG path. */
export interface Run {
  /** The x coordinate of its start. */
  readonly x: number;
  readonly path: string;
}

/**
 * Splits values into runs of known ones, scaled from 0 at the bottom to the maximum at the top. Null separates runs.
 * @param minScale the smallest value that the full height represents
 */
export function knownRuns(
  values: readonly (number | null)[],
  width: number,
  height: number,
  minScale: number,
): readonly Run[] {
  const top = Math.max(minScale, ...values.map((value) => value ?? 0));
  // The newest value is at the right edge; few samples are not stretched over the full width.
  const step = width / Math.max(values.length - 1, MIN_STEPS);
  const start = width - step * (values.length - 1);
  const runs: { x: number; path: string }[] = [];
  let open: { x: number; path: string } | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      open = null;
      return;
    }
    const x = round(start + index * step);
    const y = round(top === 0 ? height - 1 : height - 1 - (value / top) * (height - 3));
    if (open) open.path += `L${x} ${y}`;
    else {
      open = { x, path: `M${x} ${y}` };
      runs.push(open);
    }
  });
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
