import type { Retention, ScheduleTime } from './contract/schedule.ts';
import { counted } from './format/count.ts';

/** By number; 0 is Sunday. */
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** The times of a schedule: `Every 6 hours`, `Daily at 09:00`, `Weekly on Monday at 03:30`, `By cron: 0 3 * * 1-5`. */
export function timeWords(when: ScheduleTime): string {
  switch (when.kind) {
    case 'hours':
      return when.every === 1 ? 'Every hour' : `Every ${when.every} hours`;
    case 'daily':
      return `Daily at ${when.at}`;
    case 'weekly':
      return `Weekly on ${WEEKDAYS[when.day]} at ${when.at}`;
    case 'cron':
      return `By cron: ${when.text}`;
    default:
      return when satisfies never;
  }
}

/** The backups that a schedule keeps: `keeps the last 7, 4 weeks`, or `keeps all`. */
export function retentionWords(keep: Retention | null): string {
  if (keep === null) return 'keeps all';
  const some = (count: number, one: string) => (count === 0 ? [] : [counted(count, one)]);
  const parts = [
    ...(keep.last === 0 ? [] : [keep.last === 1 ? 'the last one' : `the last ${keep.last}`]),
    ...some(keep.daily, 'day'),
    ...some(keep.weekly, 'week'),
    ...some(keep.monthly, 'month'),
  ];
  return parts.length === 0 ? 'keeps only the newest verified one' : `keeps ${parts.join(', ')}`;
}
