/** A minute, at a value a second. */
const LEAST_STEPS = 59;

/** Values that were known one after the other, as a path. */
export interface Run {
  /** Where it begins. */
  readonly x: number;
  readonly path: string;
}

/**
 * The runs of known values, from 0 at the lower edge to the largest at the upper; null parts them.
 * @param least what the whole height stands for at least
 */
export function knownRuns(
  values: readonly (number | null)[],
  width: number,
  height: number,
  least: number,
): readonly Run[] {
  const most = Math.max(least, ...values.map((value) => value ?? 0));
  // The newest is at the right edge; a short past takes a short way, it is not stretched over all of it.
  const step = width / Math.max(values.length - 1, LEAST_STEPS);
  const start = width - step * (values.length - 1);
  const runs: { x: number; path: string }[] = [];
  let open: { x: number; path: string } | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      open = null;
      return;
    }
    const x = round(start + index * step);
    const y = round(most === 0 ? height - 1 : height - 1 - (value / most) * (height - 3));
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
