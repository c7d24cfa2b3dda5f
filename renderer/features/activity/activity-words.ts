import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { elapsed, fullTime, weekday } from '../../lib/format.ts';
import * as activityWords from './words.ts';

/** The time to sort by: a long operation appears where it ended. */
export function endOf({ at, finishedAt }: ActivityEvent): string {
  return finishedAt ?? at;
}

/** `done in 1.2 s`, `failed`; null for a detected event. */
export function outcomeOf({ outcome, at, finishedAt }: ActivityEvent): string | null {
  if (outcome === null) return null;
  const ms = finishedAt === null ? 0 : Date.parse(finishedAt) - Date.parse(at);
  return ms > 0
    ? activityWords.outcomeIn(activityWords.outcomeWords[outcome], elapsed(ms))
    : activityWords.outcomeWords[outcome];
}

/** `window`, `terminal`; null for an event without a client. */
export function clientOf({ face }: ActivityEvent): string | null {
  return face === null ? null : activityWords.clientWords[face];
}

/** `Today, 22 Nov 2026`, `Sun 15 Nov 2026`. @param now ms since 1970 */
export function dayOf(at: string, now: number): string {
  const date = new Date(at);
  const day = fullTime(at).split(',')[0] ?? '';
  const isDay = (other: Date) => other.toDateString() === date.toDateString();
  const today = new Date(now);
  if (isDay(today)) return activityWords.todayDay(day);
  // By the calendar, because a day can have 23 or 25 hours.
  if (isDay(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)))
    return activityWords.yesterdayDay(day);
  return `${weekday(date)} ${day}`;
}
