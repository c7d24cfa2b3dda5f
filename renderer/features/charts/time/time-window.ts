/** What the charts cover: point `i` of every series is the time from `from + i × stepMs` on. All in ms. */
export interface TimeWindow {
  /** ms since 1970. */
  readonly from: number;
  readonly stepMs: number;
  readonly count: number;
}

/** A stretch of time, ms since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function endOf({ from, stepMs, count }: TimeWindow): number {
  return from + stepMs * count;
}

/** The point that covers this time; null outside. */
export function pointAt(window: TimeWindow, at: number): number | null {
  const index = Math.floor((at - window.from) / window.stepMs);
  return index >= 0 && index < window.count ? index : null;
}

/** The middle of what a point covers. */
export function timeOfPoint({ from, stepMs }: TimeWindow, index: number): number {
  return from + (index + 0.5) * stepMs;
}

/** Where a time stands between the edges, 0 to 1; beyond them when it is outside. */
export function shareOf(window: TimeWindow, at: number): number {
  return (at - window.from) / (window.stepMs * window.count);
}

/** `one point a second`, `a point every 24 s`: what a point stands for. */
export function stepWords(stepMs: number): string {
  const units = [
    { ms: 86_400_000, one: 'day', short: 'd' },
    { ms: 3_600_000, one: 'hour', short: 'h' },
    { ms: 60_000, one: 'minute', short: 'min' },
    { ms: 1000, one: 'second', short: 's' },
  ];
  const unit = units.find(({ ms }) => stepMs >= ms * 0.999);
  if (!unit) return `a point every ${Math.round(stepMs)} ms`;
  const amount = stepMs / unit.ms;
  if (Math.abs(amount - 1) < 0.005) return `one point ${unit.one === 'hour' ? 'an' : 'a'} ${unit.one}`;
  return `a point every ${Number(amount.toFixed(amount < 10 ? 1 : 0))} ${unit.short}`;
}
