import { Cron } from 'croner';
import type { ScheduleTime } from '../../../shared/contract/schedule.ts';

const HOUR_MS = 3_600_000;

/**
 * The first time after a moment at which a schedule runs, in local time; null when there is none.
 * @throws Error for a cron text that cannot be read
 */
export function nextRun(when: ScheduleTime, after: Date): Date | null {
  switch (when.kind) {
    case 'hours':
      return new Date(after.getTime() + when.every * HOUR_MS);
    case 'daily':
      return byCron(`${minuteAndHour(when.at)} * * *`, after);
    case 'weekly':
      return byCron(`${minuteAndHour(when.at)} * * ${when.day}`, after);
    case 'cron':
      return byCron(when.text, after);
    default:
      return when satisfies never;
  }
}

/** The last time up to now at which it should have run, if one came since a moment: however many were missed. */
export function lastDue(when: ScheduleTime, since: Date, now: Date): Date | null {
  // Of one that runs every minute and was away for a year, the last day is enough.
  const recent = new Date(now.getTime() - 24 * HOUR_MS);
  const soon = recent > since && when.kind !== 'hours' ? nextRun(when, recent) : null;
  let due: Date | null = null;
  for (let next = soon && soon <= now ? soon : nextRun(when, since); next && next <= now; next = nextRun(when, next))
    due = next;
  return due;
}

function minuteAndHour(at: string): string {
  const [hour, minute] = at.split(':').map(Number);
  return `${minute} ${hour}`;
}

function byCron(text: string, after: Date): Date | null {
  return new Cron(text, { mode: '5-part', paused: true }).nextRun(after);
}
