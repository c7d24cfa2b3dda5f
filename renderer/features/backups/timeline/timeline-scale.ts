import { counted } from '../../../lib/counted.ts';
import { dayOfMonth, weekday } from '../../../lib/format.ts';
import { localTimes } from '../../../lib/local-times.ts';
import * as timelineWords from '../words/timeline.ts';
/** The drawn time span. Times in ms since 1970. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  /** `Last 11 days` */
  readonly label: string;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Older backups appear only in the table. */
const MAX_SPAN = 60 * DAY;

/** Approximate upper bound. */
const MAX_TICKS = 12;

const steps = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, DAY, 2 * DAY, 7 * DAY];

/** From slightly before the oldest backup to now; at least ten minutes, at most 60 days. */
export function timeScale(oldest: number, now: number): TimeScale {
  const span = Math.min(MAX_SPAN, Math.max(10 * MINUTE, (now - oldest) * 1.06));
  const from = now - span;
  const step = steps.find((one) => span / one <= MAX_TICKS) ?? 7 * DAY;
  return { from, to: now, label: timelineWords.lastSpan(spanWords(span)), ticks: ticksOf(from, now, step) };
}

function spanWords(span: number): string {
  if (span <= 90 * MINUTE) return counted(Math.ceil(span / MINUTE), 'minute');
  if (span <= 36 * HOUR) return counted(Math.ceil(span / HOUR), 'hour');
  return counted(Math.ceil(span / DAY), 'day');
}

/** At round local times. */
function ticksOf(from: number, to: number, step: number): TimeScale['ticks'] {
  return localTimes(from + 1, to, step).map((at) => ({ at, label: tickLabel(new Date(at), step, to) }));
}

function tickLabel(date: Date, step: number, to: number): string {
  if (step < DAY) {
    return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  }
  if (date.toDateString() === new Date(to).toDateString()) return timelineWords.today;
  return step === DAY ? `${weekday(date)} ${date.getDate()}` : dayOfMonth(date);
}

/** Position of a mark: px from the left, and its level in the stack. */
export interface Place<T> {
  readonly item: T;
  readonly x: number;
  readonly level: number;
}

/**
 * Places marks on a line. Overlapping marks are stacked up to `levels`; older marks beyond that are left out.
 * @param items in any order, with times in ms; those outside the span are left out
 */
export function placed<T>(
  items: readonly { readonly at: number; readonly item: T }[],
  { from, to }: Pick<TimeScale, 'from' | 'to'>,
  width: number,
  { mark = 16, levels = 3 } = {},
): readonly Place<T>[] {
  const lastLeft: number[] = Array.from({ length: levels }, () => Number.POSITIVE_INFINITY);
  return [...items]
    .filter(({ at }) => at >= from && at <= to)
    .sort((a, b) => b.at - a.at)
    .flatMap(({ at, item }) => {
      const x = ((at - from) / (to - from)) * width;
      const level = lastLeft.findIndex((left) => x <= left - mark);
      if (level < 0) return [];
      lastLeft[level] = x;
      return [{ item, x, level }];
    });
}
