import { type Axis, heightOf, linearAxis, logAxis } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import type { Gap, Reach } from '../model/gaps.ts';
import { shareOf } from '../time/time-window.ts';
import { type LineStyle, partStyleAt } from './line-style.ts';
import { groundPath, linePath, type Plot, spreadPath } from './paths.ts';

/** One thing to draw, as SVG and canvas both understand it. */
export interface Stroke {
  readonly kind: 'line' | 'ground';
  readonly d: string;
  /** A token of the theme. */
  readonly colour: string;
  readonly dash: string | undefined;
  /** px; of a line. */
  readonly width: number;
  readonly opacity: number;
}

/** All of a chart but its words. */
export interface Drawing {
  readonly axis: Axis;
  readonly strokes: readonly Stroke[];
  /** Where it is hatched, as one path: nothing is known of that time. */
  readonly hatch: string;
  /** The same, weaker, of the time before anything was recorded. */
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
const ground = (d: string, colour: string, opacity: number): Stroke => ({
  kind: 'ground',
  d,
  colour,
  dash: undefined,
  width: 0,
  opacity,
});

/** How far off a limit or a peak may be and still be shown, in times of the largest value: else all lies on the floor. */
const FAR = { limit: 20, weak: 4 } as const;

interface InstanceDrawing {
  readonly spec: ChartSpec;
  readonly id: string;
  readonly data: ChartData;
  readonly size: Size;
  readonly reach: Reach;
  readonly gaps: readonly Gap[];
  /** The lines stacked, where that means something. */
  readonly stacked: boolean;
}

/** One metric chart of one instance. */
export function drawInstance({ spec, id, data, size, reach, gaps, stacked }: InstanceDrawing): Drawing {
  const series = spec.lines.flatMap((one) => {
    const columns = data.columns(id, one.metric);
    return columns ? [{ line: one, columns, values: columns.mean }] : [];
  });
  const main = series.filter(({ line: { role } }) => role === undefined);
  const stackedValues = stacked && main.length > 1 ? stackedUp(main.map(({ values }) => values)) : null;
  const tops = stackedValues ?? main.map(({ columns }) => columns.max);
  const most = mostOf(tops);
  const least = leastOf(main.map(({ columns }) => columns.min));
  const context = series.flatMap((one) => {
    const { role } = one.line;
    if (!role) return [];
    const top = mostOf([one.columns.max]);
    return top > 0 && top <= Math.max(most, 1) * FAR[role] ? [{ ...one, role, top }] : [];
  });
  const axis = linearAxis(spec.unit, least, Math.max(most, ...context.map(({ top }) => top)));
  const plot: Plot = { ...size, reach, heightOf: (value) => heightOf(axis, value) };
  const strokes: Stroke[] = [];
  if (stackedValues) {
    // The highest first, so that each lower one covers what is not its own.
    for (let index = main.length - 1; index >= 0; index--) {
      const style = partStyleAt(index);
      const values = stackedValues[index] ?? new Float64Array(0);
      strokes.push(ground(groundPath(values, stackedValues[index - 1] ?? null, plot), style.colour, 0.22));
      strokes.push(line(linePath(values, plot), style));
    }
  } else {
    main.forEach(({ columns }, index) => {
      const style = partStyleAt(index);
      if (index === 0 && axis.from === 0) strokes.push(ground(groundPath(columns.mean, null, plot), style.colour, 0.1));
      strokes.push(ground(spreadPath(columns.min, columns.max, plot), style.colour, 0.25));
    });
    strokes.push(...main.map(({ values }, index) => line(linePath(values, plot), partStyleAt(index))));
  }
  for (const { columns, role } of context) {
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
  /** Drawn in its own colour, not grey among the others. */
  readonly strong: boolean;
}

interface ComparisonDrawing {
  readonly spec: ChartSpec;
  readonly instances: readonly Compared[];
  readonly data: ChartData;
  readonly size: Size;
  readonly reach: Reach;
  /** Times of which nothing is known of any of them. */
  readonly gaps: readonly Gap[];
}

/** The same figure of all instances, on a logarithmic axis, so that the small ones are seen beside the noisy one. */
export function drawComparison({ spec, instances, data, size, reach, gaps }: ComparisonDrawing): Drawing {
  const series = instances.flatMap((one) => {
    const columns = data.columns(one.id, spec.compared);
    return columns ? [{ ...one, columns }] : [];
  });
  const most = mostOf(series.map(({ columns }) => columns.mean));
  const least = leastOf(
    series.map(({ columns }) => columns.mean),
    0,
  );
  const share = () => linearAxis('share', leastOf(series.map(({ columns }) => columns.mean)), 1);
  const axis = spec.unit === 'share' ? share() : logAxis(spec.unit, least, most);
  const plot: Plot = { ...size, reach, heightOf: (value) => heightOf(axis, value) };
  const strokes = series
    .toSorted((one, other) => Number(one.strong) - Number(other.strong))
    .map(({ columns, style, strong }) => {
      const d = linePath(columns.mean, plot);
      return strong ? line(d, style) : line(d, { colour: '--series-others', dash: undefined }, 1, 0.55);
    });
  return { axis, strokes: strokes.filter(({ d }) => d !== ''), ...hatched(gaps, data, size) };
}

function hatched(gaps: readonly Gap[], data: ChartData, size: Size): Pick<Drawing, 'hatch' | 'blank'> {
  const [trouble, before] = [gaps.filter((gap) => !gap.before), gaps.filter((gap) => gap.before)];
  return { hatch: hatchPath(trouble, data, size), blank: hatchPath(before, data, size) };
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

/** Each on top of those before it; unknown only where all are. */
function stackedUp(parts: readonly Float64Array[]): readonly Float64Array[] {
  const length = parts[0]?.length ?? 0;
  const sum = new Float64Array(length);
  for (let at = 0; at < length; at++) if (parts.every((part) => Number.isNaN(part[at]))) sum[at] = Number.NaN;
  return parts.map((part) => {
    for (let at = 0; at < length; at++) sum[at] = (sum[at] ?? 0) + (part[at] || 0);
    return sum.slice();
  });
}

function mostOf(all: readonly Float64Array[]): number {
  let most = 0;
  for (const values of all) for (const value of values) if (value > most) most = value;
  return most;
}

/** Infinity when nothing is known. @param above only what is more counts: an axis of powers has no place for 0 */
function leastOf(all: readonly Float64Array[], above = Number.NEGATIVE_INFINITY): number {
  let least = Number.POSITIVE_INFINITY;
  for (const values of all) for (const value of values) if (value > above && value < least) least = value;
  return least;
}
