import { bytes, count } from '../../../lib/format.ts';

/** What a chart counts in. `share` is 0 to 1, `percent` 0 to 100 of one core, `ratio` bare. */
export type Unit = 'bytes' | 'count' | 'perSecond' | 'bytesPerSecond' | 'share' | 'percent' | 'ms' | 'ratio';

/** A vertical axis: its ends, and where it has lines and words. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly log: boolean;
}

/** The least an axis reaches to, so that next to nothing is not drawn as if it were load. */
const LEAST: Readonly<Record<Unit, number>> = {
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
 * A straight axis for values between `least` and `most`: its end is round, and so is its middle.
 * It begins at 0, except that of a share which is always in its upper half.
 */
export function linearAxis(unit: Unit, least: number, most: number): Axis {
  if (unit === 'share') {
    const from = least >= 0.5 && Number.isFinite(least) ? 0.5 : 0;
    return { from, to: 1, ticks: [from, (from + 1) / 2, 1], log: false };
  }
  const reach = Math.max(LEAST[unit], most);
  const to = unit === 'bytes' || unit === 'bytesPerSecond' ? roundBytes(reach) : roundUp(reach, unit === 'count');
  return { from: 0, to, ticks: [0, to / 2, to], log: false };
}

/** Of one power, so much lies below the smallest value at least. */
const CLEAR_OF_FLOOR = 0.1;

/**
 * An axis of powers of ten, or of four for bytes; what is below its first step lies on its floor.
 * @param least the smallest value above 0; @param most the largest
 */
export function logAxis(unit: Unit, least: number, most: number): Axis {
  const base = unit === 'bytes' || unit === 'bytesPerSecond' ? 4 : 10;
  const smallest = unit === 'ms' ? 0.01 : unit === 'share' ? 0.01 : unit === 'percent' ? 0.1 : 1;
  const power = (value: number) => Math.log(value) / Math.log(base);
  const lowest = Math.max(Math.min(least, most), smallest);
  // The smallest stands clear of the floor, where what is nothing lies.
  const low = Math.max(Math.floor(power(lowest) - CLEAR_OF_FLOOR), Math.round(power(smallest)));
  const high = Math.max(low + 1, Math.ceil(power(Math.max(most, smallest)) - 1e-9));
  // With many powers only some have a line: five are as much as can be told apart.
  const every = Math.ceil((high - low) / 4);
  const ticks: number[] = [];
  for (let at = low; at <= high; at += every) ticks.push(base ** at);
  return { from: base ** low, to: base ** high, ticks, log: true };
}

/** Where a value lies between the ends, 0 to 1, held at them. */
export function heightOf({ from, to, log }: Axis, value: number): number {
  const share = log
    ? (Math.log(Math.max(value, from)) - Math.log(from)) / (Math.log(to) - Math.log(from))
    : (value - from) / (to - from);
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

export function sameAxis(one: Axis, other: Axis): boolean {
  return one.from === other.from && one.to === other.to && one.log === other.log;
}

/** A value as the axis writes it, with its unit: `128 MB`, `500/s`, `75 %`, `0.5 ms`. */
export function tickLabel(unit: Unit, value: number): string {
  if (value === 0 && unit !== 'share' && unit !== 'percent') return '0';
  switch (unit) {
    case 'bytes':
      return bytes(value);
    case 'bytesPerSecond':
      return `${bytes(value)}/s`;
    case 'share':
      return `${Number((value * 100).toFixed(1))} %`;
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

/** The next of 1, 2, 4, 6, 8 or 10 times a power of ten. @param whole a half of it must be whole */
function roundUp(value: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  for (const step of [1, 2, 4, 6, 8, 10]) {
    const round = Number((step * power).toPrecision(3));
    if (round >= value - 1e-9 && (!whole || round % 2 === 0)) return round;
  }
  return power * 10;
}

/** The next of 1, 2, 4, 8 … or 3, 6, 12 … times a unit of 1024. */
function roundBytes(value: number): number {
  const power = 2 ** Math.ceil(Math.log2(value));
  return (power * 3) / 4 >= value ? (power * 3) / 4 : power;
}

function trimmed(value: number): string {
  return Math.abs(value) >= 100 ? count(value) : String(Number(value.toPrecision(3)));
}
