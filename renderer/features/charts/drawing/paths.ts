import type { MaxGapPoints } from '../model/gaps.ts';

/** The area that a series is drawn in. */
export interface Plot {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  /** Position of a value, 0 to 1 from the lower edge. */
  readonly heightOf: (value: number) => number;
  readonly maxGapPoints: MaxGapPoints;
}

/** Indexes of the known points, split at gaps. */
function runsOf(values: Float64Array, maxGapPoints: MaxGapPoints): readonly number[][] {
  const runs: number[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at] ?? Number.NaN)) continue;
    if (at - last - 1 > maxGapPoints || runs.length === 0) runs.push([at]);
    else runs[runs.length - 1]?.push(at);
    last = at;
  }
  return runs;
}

/** Straight lines between the middles of the points, interrupted at gaps. */
export function linePath(values: Float64Array, plot: Plot): string {
  const { x, y } = scales(values.length, plot);
  return runsOf(values, plot.maxGapPoints)
    .map((run) => {
      const [first = 0] = run;
      // With round line caps, a line of nearly no length is a dot.
      if (run.length === 1) return `M${x(first)} ${y(values[first] ?? 0)}h0.01`;
      return `M${run.map((at) => `${x(at)} ${y(values[at] ?? 0)}`).join('L')}`;
    })
    .join('');
}

/** The area between a line and a lower line, or the lower edge. */
export function areaPath(upper: Float64Array, lower: Float64Array | null, plot: Plot): string {
  const { x, y } = scales(upper.length, plot);
  return runsOf(upper, plot.maxGapPoints)
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

/** The area between minimum and maximum of each point, so that averaging does not hide a spike. Empty if they are equal. */
export function bandPath(min: Float64Array, max: Float64Array, plot: Plot): string {
  const differs = max.some((largest, at) => largest > (min[at] ?? largest));
  return differs ? areaPath(max, min, plot) : '';
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
