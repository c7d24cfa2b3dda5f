import { rounded } from '../../../lib/format.ts';
import * as timeWords from '../words/time.ts';
/** The visible time, split into points: point `i` starts at `from + i × stepMs`. */
export interface TimeWindow {
  /** ms since 1970. */
  readonly from: number;
  readonly stepMs: number;
  readonly count: number;
}

/** A time span, ms since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function endOf({ from, stepMs, count }: TimeWindow): number {
  return from + stepMs * count;
}

/** The index of the point that covers a time; null outside the window. */
export function pointAt(window: TimeWindow, at: number): number | null {
  const index = Math.floor((at - window.from) / window.stepMs);
  return index >= 0 && index < window.count ? index : null;
}

/** The middle of a point. */
export function timeOfPoint({ from, stepMs }: TimeWindow, index: number): number {
  return from + (index + 0.5) * stepMs;
}

/** Position of a time within the window, 0 to 1; not clamped. */
export function shareOf(window: TimeWindow, at: number): number {
  return (at - window.from) / (window.stepMs * window.count);
}

/** `1 s resolution`, `24 s resolution` */
export function stepWords(stepMs: number): string {
  const units = [
    { ms: 86_400_000, name: 'd' },
    { ms: 3_600_000, name: 'h' },
    { ms: 60_000, name: 'min' },
    { ms: 1000, name: 's' },
  ];
  const unit = units.find(({ ms }) => stepMs >= ms * 0.999);
  if (!unit) return timeWords.stepMsResolution(Math.round(stepMs));
  const amount = stepMs / unit.ms;
  return timeWords.resolution(rounded(amount, amount < 10 ? 1 : 0), unit.name);
}
