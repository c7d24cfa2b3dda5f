import { Cron } from 'croner';
import type { ScheduleTime } from '../../../shared/contract/schedule.ts';

const HOUR_MS = 3_600_000;
const options = { mode: '5-part', paused: true } as const;

/**
 * The first time after a moment at which a schedule runs, in local time; null when there is none.
 * @throws Error for an invalid cron expression
 */
export function nextRun(when: ScheduleTime, after: Date): Date | null {
  if (when.kind === 'hours') return new Date(after.getTime() + when.every * HOUR_MS);
  return new Cron(cronExpression(when), options).nextRun(after);
}

/** The next run times: `count` of them, or fewer if there are no more. */
export function nextRuns(when: ScheduleTime, after: Date, count: number): readonly Date[] {
  const runs: Date[] = [];
  for (let next = nextRun(when, after); next && runs.length < count; next = nextRun(when, next)) runs.push(next);
  return runs;
}

/** How far back `pastRuns` goes. */
const PAST_DAYS = 1100;
/** How many past runs are listed one by one: more than any retention keeps of the last runs. */
const PAST_RUNS = 1001;

/**
 * The run times before a moment, newest first, as if the schedule had always existed: all times of the recent past, and
 * for earlier days only the last one, which is the one that a retention by days, weeks or months keeps.
 */
export function pastRuns(when: ScheduleTime, before: Date): readonly Date[] {
  if (when.kind === 'hours') {
    const every = when.every * HOUR_MS;
    const count = Math.ceil((PAST_DAYS * 24) / when.every);
    return Array.from({ length: count }, (_, index) => new Date(before.getTime() - index * every));
  }
  const cron = new Cron(cronExpression(when), options);
  const near = cron.previousRuns(PAST_RUNS, before);
  const oldest = near.at(-1);
  if (near.length < PAST_RUNS || !oldest) return near;
  const times = new Set(near.map((at) => at.getTime()));
  for (let day = 0; day < PAST_DAYS; day++) {
    const midnight = new Date(oldest.getFullYear(), oldest.getMonth(), oldest.getDate() - day);
    const [last] = cron.previousRuns(1, midnight);
    if (last) times.add(last.getTime());
  }
  return [...times].sort((a, b) => b - a).map((at) => new Date(at));
}

/** The latest time after `since`, up to `now`, at which the schedule should have run; null if there is none. */
export function lastDue(when: ScheduleTime, since: Date, now: Date): Date | null {
  // For a schedule that missed a year of minutes, the last day is enough.
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

function cronExpression(when: Exclude<ScheduleTime, { kind: 'hours' }>): string {
  switch (when.kind) {
    case 'daily':
      return `${minuteAndHour(when.at)} * * *`;
    case 'weekly':
      return `${minuteAndHour(when.at)} * * ${when.day}`;
    case 'cron':
      return when.text;
    default:
      return when satisfies never;
  }
}
