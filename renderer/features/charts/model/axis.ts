import { decimalText } from '../../../../shared/format/number.ts';
import { roundBytes, roundUp } from '../../../components/charts/chart-axes.ts';
import { bytes, count, rounded } from '../../../lib/format.ts';

/** `share` is 0 to 1, `percent` is of one CPU core, `ratio` has no unit. */
export type Unit = 'bytes' | 'count' | 'perSecond' | 'bytesPerSecond' | 'share' | 'percent' | 'ms' | 'ratio';

/** A vertical axis. Each tick has a grid line and a label. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly log: boolean;
}

/** The smallest upper end of an axis, so that tiny values do not fill the chart. */
const MIN_TOP: Readonly<Record<Unit, number>> = {
  bytes: 1024,
  count: 4,
  perSecond: 4,
  bytesPerSecond: 1024,
  share: 1,
  percent: 2,
  ms: 0.2,
  ratio: 2,
};

/**
 * A linear axis for values between `min` and `max`, with a round end and a round middle. It starts at 0, or at 50 % for
 * a share that never falls below that.
 */
export function linearAxis(unit: Unit, min: number, max: number): Axis {
  if (unit === 'share') {
    const from = min >= 0.5 && Number.isFinite(min) ? 0.5 : 0;
    return { from, to: 1, ticks: [from, (from + 1) / 2, 1], log: false };
  }
  const top = Math.max(MIN_TOP[unit], max);
  const to = unit === 'bytes' || unit === 'bytesPerSecond' ? roundBytes(top) : roundUp(top, unit === 'count');
  return { from: 0, to, ticks: [0, to / 2, to], log: false };
}

/** Minimum distance of the smallest value from the floor, as a fraction of one power. */
const FLOOR_DISTANCE = 0.1;

/**
 * A logarithmic axis with base 10, or base 4 for bytes. Values below its start lie on the floor.
 * @param min the smallest value above 0
 */
export function logAxis(unit: Unit, min: number, max: number): Axis {
  const base = unit === 'bytes' || unit === 'bytesPerSecond' ? 4 : 10;
  const smallest = unit === 'ms' ? 0.01 : unit === 'share' ? 0.01 : unit === 'percent' ? 0.1 : 1;
  const power = (value: number) => Math.log(value) / Math.log(base);
  const lowest = Math.max(Math.min(min, max), smallest);
  // Keeps the smallest value off the floor, which stands for zero.
  const low = Math.max(Math.floor(power(lowest) - FLOOR_DISTANCE), Math.round(power(smallest)));
  const high = Math.max(low + 1, Math.ceil(power(Math.max(max, smallest)) - 1e-9));
  // At most five ticks.
  const every = Math.ceil((high - low) / 4);
  const ticks: number[] = [];
  for (let at = low; at <= high; at += every) ticks.push(base ** at);
  return { from: base ** low, to: base ** high, ticks, log: true };
}

/** Position of a value between the ends, 0 to 1, clamped. */
export function heightOf({ from, to, log }: Axis, value: number): number {
  const share = log
    ? (Math.log(Math.max(value, from)) - Math.log(from)) / (Math.log(to) - Math.log(from))
    : (value - from) / (to - from);
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

export function sameAxis(one: Axis, other: Axis): boolean {
  return one.from === other.from && one.to === other.to && one.log === other.log;
}

/** A tick label with its unit: `128 MB`, `500/s`, `75 %`, `0.5 ms`. */
export function tickLabel(unit: Unit, value: number): string {
  if (value === 0 && unit !== 'share' && unit !== 'percent') return '0';
  switch (unit) {
    case 'bytes':
      return bytes(value);
    case 'bytesPerSecond':
      return `${bytes(value)}/s`;
    case 'share':
      return `${rounded(value * 100, 1)} %`;
    case 'percent':
      return `${trimmed(value)} %`;
    case 'ms':
      return value >= 10_000 ? `${trimmed(value / 1000)} s` : `${trimmed(value)} ms`;
    case 'perSecond':
      return `${trimmed(value)}/s`;
    case 'count':
    case 'ratio':
      return trimmed(value);
    default:
      return unit satisfies never;
  }
}

function trimmed(value: number): string {
  return Math.abs(value) >= 100 ? count(value) : decimalText(String(Number(value.toPrecision(3))));
}
