import { dayOfMonth, weekday } from '../../../lib/format.ts';
import { localTimes } from '../../../lib/local-times.ts';
import type { Span } from './time-window.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  SECOND,
  5 * SECOND,
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
];

export interface TimeTick {
  readonly at: number;
  readonly label: string;
}

/**
 * Round local times with at least `room` px between two.
 * @param width px between the ends
 */
export function timeTicks({ from, to }: Span, width: number, room = 84): readonly TimeTick[] {
  if (width <= 0 || to <= from) return [];
  const maxTicks = Math.max(2, Math.floor(width / room));
  const step = STEPS.find((one) => (to - from) / one <= maxTicks) ?? 14 * DAY;
  return localTimes(from, to, step).map((at) => ({ at, label: label(new Date(at), step) }));
}

function label(date: Date, step: number): string {
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const isMidnight = hours === '00' && minutes === '00' && seconds === '00';
  // At midnight, the day says more than 00:00.
  if (isMidnight && step >= HOUR) {
    return step < 2 * DAY ? `${weekday(date)} ${date.getDate()}` : dayOfMonth(date);
  }
  return step < MINUTE ? `${hours}:${minutes}:${seconds}` : `${hours}:${minutes}`;
}
