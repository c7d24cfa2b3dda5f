import { endOf, type Span, type TimeWindow } from './time-window.ts';

/** A sample later than this multiple of the interval counts as missing. */
const LATE = 2.5;
/** With shorter steps, a single late sample leaves a point empty. */
const FINE_STEP_MS = 2000;

/** The number of consecutive unknown points that do not count as a gap. */
export type MaxGapPoints = number;

/**
 * History has no empty points at longer sampling intervals; live data leaves points empty between two samples.
 * @param paceMs the current sampling interval
 */
export function maxGapPointsOf({ stepMs }: TimeWindow, paceMs: number): MaxGapPoints {
  const between = Math.ceil((1.5 * paceMs) / stepMs) - 1;
  return Math.max(stepMs <= FINE_STEP_MS ? 1 : 0, between);
}

/** A time without data. `before`: recording had not started yet. */
export interface Gap extends Span {
  readonly before: boolean;
}

/**
 * @param known non-zero for each point with data
 * @param now ms since 1970; later times are not gaps
 */
export function gapsOf(known: ArrayLike<number>, window: TimeWindow, paceMs: number, now: number): readonly Gap[] {
  const { from, stepMs, count } = window;
  const maxGapPoints = maxGapPointsOf(window, paceMs);
  const until = Math.min(now, endOf(window));
  const gaps: Gap[] = [];
  const add = (first: number, after: number, before: boolean) =>
    gaps.push({ from: from + first * stepMs, to: Math.min(until, from + after * stepMs), before });
  const stop = Math.min(count, Math.ceil((until - from) / stepMs));
  let last = -1;
  for (let at = 0; at < stop; at++) {
    if (!known[at]) continue;
    const missing = at - last - 1;
    if (missing > maxGapPoints) add(last + 1, at, last < 0);
    last = at;
  }
  // On the right, the next sample is still due.
  const lastEnd = from + (last + 1) * stepMs;
  if (last < 0 ? stop > 0 : until - lastEnd > Math.max(LATE * paceMs, maxGapPoints * stepMs))
    add(last + 1, stop, last < 0);
  return gaps;
}
