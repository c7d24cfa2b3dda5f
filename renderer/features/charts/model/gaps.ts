import { endOf, type Span, type TimeWindow } from '../time/time-window.ts';

/** A look that comes later than this, in times of the pace, has not come: then it is a gap. */
const LATE = 2.5;
/** Below it a single look that comes a little late leaves a point empty, ms. */
const FINE_STEP_MS = 2000;

/** Points that may be unknown in a row without being a gap. */
export type Reach = number;

/**
 * History comes without holes where it was looked at a slower pace; live figures leave points between two looks.
 * @param paceMs how often is looked now
 */
export function reachOf({ stepMs }: TimeWindow, paceMs: number): Reach {
  const between = Math.ceil((1.5 * paceMs) / stepMs) - 1;
  return Math.max(stepMs <= FINE_STEP_MS ? 1 : 0, between);
}

/** A time of which nothing is known. `before`: nothing had been recorded yet. */
export interface Gap extends Span {
  readonly before: boolean;
}

/**
 * The times without data.
 * @param known for each point whether anything was known
 * @param now ms since 1970; what comes after it is no gap
 */
export function gapsOf(known: ArrayLike<number>, window: TimeWindow, paceMs: number, now: number): readonly Gap[] {
  const { from, stepMs, count } = window;
  const reach = reachOf(window, paceMs);
  const until = Math.min(now, endOf(window));
  const gaps: Gap[] = [];
  const add = (first: number, after: number, before: boolean) =>
    gaps.push({ from: from + first * stepMs, to: Math.min(until, from + after * stepMs), before });
  const stop = Math.min(count, Math.ceil((until - from) / stepMs));
  let last = -1;
  for (let at = 0; at < stop; at++) {
    if (!known[at]) continue;
    const missing = at - last - 1;
    if (missing > reach) add(last + 1, at, last < 0);
    last = at;
  }
  // At the right the next look is still to come.
  const lastEnd = from + (last + 1) * stepMs;
  if (last < 0 ? stop > 0 : until - lastEnd > Math.max(LATE * paceMs, reach * stepMs)) add(last + 1, stop, last < 0);
  return gaps;
}
