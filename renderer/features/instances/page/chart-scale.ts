import { roundBytes, roundUp } from '../../../components/charts/chart-axes.ts';

/** The unit of the axis of a live chart. */
export type ChartUnit = 'count' | 'bytes' | 'share';

/**
 * The end of an axis that starts at 0: a round number not below the maximum, whose half is round too.
 * @param max the largest value; @param limit also fits if it is near; a distant limit would flatten the line
 */
export function axisEnd(max: number, unit: ChartUnit, limit: number | null = null): number {
  if (unit === 'share') return 1;
  const top = limit !== null && limit <= Math.max(max, 1) * 20 ? Math.max(max, limit) : max;
  if (unit === 'bytes') return roundBytes(Math.max(top, 1024));
  return Math.max(4, roundUp(Math.max(top, 1), true));
}

/** The SVG paths of each run of known values: the line, and the area below it. */
export function chartPaths(
  values: readonly (number | null)[],
  {
    width,
    height,
    slots,
    top,
  }: { readonly width: number; readonly height: number; readonly slots: number; readonly top: number },
): readonly { readonly line: string; readonly area: string }[] {
  const step = width / (slots - 1);
  // The newest value is at the right edge; few values leave the left empty.
  const offset = slots - values.length;
  const runs: [number, number][][] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const point: [number, number] = [
      round((offset + index) * step),
      round(height - (Math.min(value, top) / top) * height),
    ];
    if (index > 0 && values[index - 1] !== null) runs.at(-1)?.push(point);
    else runs.push([point]);
  });
  return runs.map((points) => {
    const [first] = points;
    const last = points.at(-1);
    // A single point becomes a dot: a line of almost no length with round caps.
    const line = `M${points.map(([x, y]) => `${x} ${y}`).join('L')}${points.length === 1 ? 'h0.01' : ''}`;
    return { line, area: `${line}L${last?.[0]} ${height}L${first?.[0]} ${height}Z` };
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
