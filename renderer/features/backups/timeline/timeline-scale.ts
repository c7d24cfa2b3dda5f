import { counted } from '../../../../shared/format/count.ts';
/** A stretch of time as it is drawn. Times in ms since 1970. */
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

/** The longest that is drawn; what is older is in the table. */
const LONGEST = 60 * DAY;

/** About how many ticks there are at most. */
const TICKS = 12;

const steps = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, DAY, 2 * DAY, 7 * DAY];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** From the oldest backup to now, with a little room before it; ten minutes at least, sixty days at most. */
export function timeScale(oldest: number, now: number): TimeScale {
  const span = Math.min(LONGEST, Math.max(10 * MINUTE, (now - oldest) * 1.06));
  const from = now - span;
  const step = steps.find((one) => span / one <= TICKS) ?? 7 * DAY;
  return { from, to: now, label: `Last ${spanWords(span)}`, ticks: ticksOf(from, now, step) };
}

function spanWords(span: number): string {
  if (span <= 90 * MINUTE) return counted(Math.ceil(span / MINUTE), 'minute');
  if (span <= 36 * HOUR) return counted(Math.ceil(span / HOUR), 'hour');
  return counted(Math.ceil(span / DAY), 'day');
}

/** On whole steps of the reader's own clock: midnights, not every 24 hours from some time on. */
function ticksOf(from: number, to: number, step: number): TimeScale['ticks'] {
  const ticks: { at: number; label: string }[] = [];
  const day = new Date(from);
  day.setHours(0, 0, 0, 0);
  for (let days = 0; days <= LONGEST / DAY + 1; days += Math.max(1, step / DAY)) {
    const midnight = new Date(day);
    midnight.setDate(day.getDate() + days);
    if (midnight.getTime() > to) break;
    for (let at = midnight.getTime(); at < midnight.getTime() + DAY && at <= to; at += Math.max(step, MINUTE)) {
      if (at > from) ticks.push({ at, label: tickLabel(new Date(at), step, to) });
    }
  }
  return ticks;
}

function tickLabel(date: Date, step: number, to: number): string {
  if (step < DAY) {
    return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  }
  if (date.toDateString() === new Date(to).toDateString()) return 'today';
  const day = date.getDate();
  return step === DAY ? `${WEEKDAYS[date.getDay()]} ${day}` : `${day} ${MONTHS[date.getMonth()]}`;
}

/** Where a mark stands: px from the left, and how many lie below it already. */
export interface Place<T> {
  readonly item: T;
  readonly x: number;
  readonly level: number;
}

/**
 * Puts marks on a line of a width; those that would cover each other are stacked, as high as `levels`, and what is
 * still too much is left out.
 * @param items with their times in ms, in any order; of those left out the older ones go
 */
export function placed<T>(
  items: readonly { readonly at: number; readonly item: T }[],
  { from, to }: Pick<TimeScale, 'from' | 'to'>,
  width: number,
  { mark = 16, levels = 3 } = {},
): readonly Place<T>[] {
  const lastLeft: number[] = Array.from({ length: levels }, () => Number.POSITIVE_INFINITY);
  return [...items]
    .filter(({ at }) => at >= from)
    .sort((a, b) => b.at - a.at)
    .flatMap(({ at, item }) => {
      const x = ((Math.min(at, to) - from) / (to - from)) * width;
      const level = lastLeft.findIndex((left) => x <= left - mark);
      if (level < 0) return [];
      lastLeft[level] = x;
      return [{ item, x, level }];
    });
}
