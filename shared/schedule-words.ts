import type { Retention, ScheduleTime } from './contract/schedule.ts';
import * as sharedWords from './words.ts';

/** By number; 0 is Sunday. */
export const WEEKDAYS = sharedWords.weekdays;

/** The times of a schedule: `Every 6 hours`, `Daily at 09:00`, `Weekly on Monday at 03:30`, `By cron: 0 3 * * 1-5`. */
export function timeWords(when: ScheduleTime): string {
  switch (when.kind) {
    case 'hours':
      return sharedWords.everyHours(when.every);
    case 'daily':
      return sharedWords.dailyAt(when.at);
    case 'weekly':
      return sharedWords.weeklyOn(WEEKDAYS[when.day] ?? '', when.at);
    case 'cron':
      return sharedWords.byCron(when.text);
    default:
      return when satisfies never;
  }
}

/** The backups that a schedule keeps: `keeps the last 7, 4 weeks`, or `keeps all`. */
export function retentionWords(keep: Retention | null): string {
  if (keep === null) return sharedWords.keepsAll;
  const some = (count: number, words: (count: number) => string) => (count === 0 ? [] : [words(count)]);
  const parts = [
    ...some(keep.last, sharedWords.theLast),
    ...some(keep.daily, sharedWords.days),
    ...some(keep.weekly, sharedWords.weeks),
    ...some(keep.monthly, sharedWords.months),
  ];
  return parts.length === 0 ? sharedWords.keepsOnlyTheNewest : sharedWords.keeps(parts.join(', '));
}
