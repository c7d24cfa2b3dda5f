import { type Axis, heightOf, linearAxis, logAxis } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import type { Gap, MaxGapPoints } from '../model/gaps.ts';
import { type LineStyle, partStyleAt } from '../model/line-style.ts';
import { shareOf } from '../model/time-window.ts';
import { areaPath, bandPath, linePath, type Plot } from './paths.ts';

/** One path, in terms that both SVG and canvas support. */
export interface Stroke {
  readonly kind: 'line' | 'area';
  readonly d: string;
  /** A theme token. */
  readonly colour: string;
  readonly dash: string | undefined;
  /** Line width, px. */
  readonly width: number;
  readonly opacity: number;
}

/** Everything in a chart except its text. */
export interface Drawing {
  readonly axis: Axis;
  readonly strokes: readonly Stroke[];
  /** The hatched area of times without data, as one path. */
  readonly hatch: string;
  /** The same for the time before recording started, drawn fainter. */
  readonly blank: string;
}

export interface Size {
  /** px */
  readonly width: number;
  readonly height: number;
}

const line = (d: string, { colour, dash }: LineStyle, width = 1.5, opacity = 1): Stroke => ({
  kind: 'line',
  d,
  colour,
  dash,
  width,
  opacity,
});
const area = (d: string, colour: string, opacity: number): Stroke => ({
  kind: 'area',
  d,
  colour,
  dash: undefined,
  width: 0,
  opacity,
});

/** A limit or peak above this multiple of the largest value is left out; it would flatten the chart. */
const MAX_RATIO = { limit: 20, context: 4 } as const;

interface InstanceDrawing {
  readonly spec: ChartSpec;
  readonly id: string;
  readonly data: ChartData;
  readonly size: Size;
  readonly maxGapPoints: MaxGapPoints;
  readonly gaps: readonly Gap[];
  /** Applies only to charts with several main lines. */
  readonly stacked: boolean;
}

/** One metric chart of one instance. */
export function drawInstance({ spec, id, data, size, maxGapPoints, gaps, stacked }: InstanceDrawing): Drawing {
  const series = spec.lines.flatMap((one) => {
    const columns = data.columns(id, one.metric);
    return columns ? [{ line: one, columns, values: columns.mean }] : [];
  });
  const main = series.filter(({ line: { role } }) => role === undefined);
  const stackedValues = stacked && main.length > 1 ? cumulative(main.map(({ values }) => values)) : null;
  const tops = stackedValues ?? main.map(({ columns }) => columns.max);
  const max = maxOf(tops);
  const min = minOf(main.map(({ columns }) => columns.min));
  const references = series.flatMap((one) => {
    const { role } = one.line;
    if (!role) return [];
    const top = maxOf([one.columns.max]);
    return top > 0 && top <= Math.max(max, 1) * MAX_RATIO[role] ? [{ ...one, role, top }] : [];
  });
  const axis = linearAxis(spec.unit, min, Math.max(max, ...references.map(({ top }) => top)));
  const plot: Plot = { ...size, maxGapPoints, heightOf: (value) => heightOf(axis, value) };
  const strokes: Stroke[] = [];
  if (stackedValues) {
    // From the top down, so that each lower area covers the rest of the one above it.
    for (let index = main.length - 1; index >= 0; index--) {
      const style = partStyleAt(index);
      const values = stackedValues[index] ?? new Float64Array(0);
      strokes.push(area(areaPath(values, stackedValues[index - 1] ?? null, plot), style.colour, 0.22));
      strokes.push(line(linePath(values, plot), style));
    }
  } else {
    main.forEach(({ columns }, index) => {
      const style = partStyleAt(index);
      if (index === 0 && axis.from === 0) strokes.push(area(areaPath(columns.mean, null, plot), style.colour, 0.1));
      strokes.push(area(bandPath(columns.min, columns.max, plot), style.colour, 0.25));
    });
    strokes.push(...main.map(({ values }, index) => line(linePath(values, plot), partStyleAt(index))));
  }
  for (const { columns, role } of references) {
    const style = role === 'limit' ? { colour: '--attention-mark', dash: '4 3' } : { colour: '--text-3', dash: '1 3' };
    strokes.push(line(linePath(columns.last, plot), style, role === 'limit' ? 1.5 : 1));
  }
  return {
    axis,
    strokes: strokes.filter(({ d }) => d !== ''),
    ...hatched(gaps, data, size),
  };
}

/** One line of a comparison. */
export interface Compared {
  readonly id: string;
  readonly style: LineStyle;
  /** Drawn in colour instead of grey. */
  readonly strong: boolean;
}

interface ComparisonDrawing {
  readonly spec: ChartSpec;
  readonly instances: readonly Compared[];
  readonly data: ChartData;
  readonly size: Size;
  readonly maxGapPoints: MaxGapPoints;
  /** Times without data of any instance. */
  readonly gaps: readonly Gap[];
}

/** One metric of all instances. The axis is logarithmic, so small values stay visible beside a noisy instance. */
export function drawComparison({ spec, instances, data, size, maxGapPoints, gaps }: ComparisonDrawing): Drawing {
  const series = instances.flatMap((one) => {
    const columns = data.columns(one.id, spec.compared);
    return columns ? [{ ...one, columns }] : [];
  });
  const max = maxOf(series.map(({ columns }) => columns.mean));
  const min = minOf(
    series.map(({ columns }) => columns.mean),
    0,
  );
  const share = () => linearAxis('share', minOf(series.map(({ columns }) => columns.mean)), 1);
  const axis = spec.unit === 'share' ? share() : logAxis(spec.unit, min, max);
  const plot: Plot = { ...size, maxGapPoints, heightOf: (value) => heightOf(axis, value) };
  const strokes = series
    .toSorted((one, other) => Number(one.strong) - Number(other.strong))
    .map(({ columns, style, strong }) => {
      const d = linePath(columns.mean, plot);
      return strong ? line(d, style) : line(d, { colour: '--series-others', dash: undefined }, 1, 0.55);
    });
  return { axis, strokes: strokes.filter(({ d }) => d !== ''), ...hatched(gaps, data, size) };
}

function hatched(gaps: readonly Gap[], data: ChartData, size: Size): Pick<Drawing, 'hatch' | 'blank'> {
  const [outages, before] = [gaps.filter((gap) => !gap.before), gaps.filter((gap) => gap.before)];
  return { hatch: hatchPath(outages, data, size), blank: hatchPath(before, data, size) };
}

function hatchPath(gaps: readonly Gap[], data: ChartData, { width, height }: Size): string {
  const window = data.window();
  if (!window) return '';
  return gaps
    .map(({ from, to }) => {
      const left = Math.max(0, shareOf(window, from)) * width;
      const right = Math.min(1, shareOf(window, to)) * width;
      return right > left ? `M${left.toFixed(1)} 0H${right.toFixed(1)}V${height}H${left.toFixed(1)}Z` : '';
    })
    .join('');
}

/** Cumulative sums of the parts. A point is unknown only if all parts are. */
function cumulative(parts: readonly Float64Array[]): readonly Float64Array[] {
  const length = parts[0]?.length ?? 0;
  const sum = new Float64Array(length);
  for (let at = 0; at < length; at++) if (parts.every((part) => Number.isNaN(part[at]))) sum[at] = Number.NaN;
  return parts.map((part) => {
    for (let at = 0; at < length; at++) sum[at] = (sum[at] ?? 0) + (part[at] || 0);
    return sum.slice();
  });
}

function maxOf(all: readonly Float64Array[]): number {
  let max = 0;
  for (const values of all) for (const value of values) if (value > max) max = value;
  return max;
}

/** Infinity if nothing is known. @param above counts only larger values: a logarithmic axis has no 0 */
function minOf(all: readonly Float64Array[], above = Number.NEGATIVE_INFINITY): number {
  let min = Number.POSITIVE_INFINITY;
  for (const values of all) for (const value of values) if (value > above && value < min) min = value;
  return min;
}
