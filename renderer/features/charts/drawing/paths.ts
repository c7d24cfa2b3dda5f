import type { Reach } from '../model/gaps.ts';

/** Where a series is drawn. */
export interface Plot {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  /** Where a value lies, 0 to 1 from the lower edge. */
  readonly heightOf: (value: number) => number;
  readonly reach: Reach;
}

/** Known points that belong together, as their numbers; a gap parts them. */
function runsOf(values: Float64Array, reach: Reach): readonly number[][] {
  const runs: number[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at] ?? Number.NaN)) continue;
    if (at - last - 1 > reach || runs.length === 0) runs.push([at]);
    else runs[runs.length - 1]?.push(at);
    last = at;
  }
  return runs;
}

/** Straight lines through the middles of the points, never across a gap. */
export function linePath(values: Float64Array, plot: Plot): string {
  const { x, y } = scales(values.length, plot);
  return runsOf(values, plot.reach)
    .map((run) => {
      const [first = 0] = run;
      // A single point is drawn as a dot: a line of no length with round ends.
      if (run.length === 1) return `M${x(first)} ${y(values[first] ?? 0)}h0.01`;
      return `M${run.map((at) => `${x(at)} ${y(values[at] ?? 0)}`).join('L')}`;
    })
    .join('');
}

/** The ground from a line down to another, or to the lower edge. */
export function groundPath(upper: Float64Array, lower: Float64Array | null, plot: Plot): string {
  const { x, y } = scales(upper.length, plot);
  return runsOf(upper, plot.reach)
    .map((run) => {
      const top = run.map((at) => `${x(at)} ${y(upper[at] ?? 0)}`).join('L');
      const [first = 0] = run;
      const last = run[run.length - 1] ?? first;
      if (!lower) return `M${top}L${x(last)} ${plot.height}L${x(first)} ${plot.height}Z`;
      const bottom = run
        .toReversed()
        .map((at) => `${x(at)} ${y(lower[at] ?? 0)}`)
        .join('L');
      return `M${top}L${bottom}Z`;
    })
    .join('');
}

/** From the least to the most of each point, where they differ: so that a spike survives being averaged. */
export function spreadPath(min: Float64Array, max: Float64Array, plot: Plot): string {
  const differs = max.some((most, at) => most > (min[at] ?? most));
  return differs ? groundPath(max, min, plot) : '';
}

function scales(length: number, { width, height, heightOf }: Plot) {
  const step = width / length;
  return {
    x: (at: number) => round((at + 0.5) * step),
    y: (value: number) => round(height - heightOf(value) * height),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
