import type { Backup } from '../../../shared/contract/backup.ts';
import type { Retention } from '../../../shared/contract/schedule.ts';

/**
 * Which scheduled backups a retention no longer keeps: not among the last, and not the newest of one of the last days,
 * weeks or months that have any. Pinned ones and the newest proven one stay.
 * @param backups of one instance, newest first
 */
export function expired(backups: readonly Backup[], keep: Retention): readonly Backup[] {
  const scheduled = backups.filter(({ reason }) => reason === 'scheduled');
  const kept = new Set(scheduled.slice(0, keep.last));
  const periods: readonly (readonly [number, (at: Date) => string])[] = [
    [keep.daily, dayOf],
    [keep.weekly, weekOf],
    [keep.monthly, (at) => `${at.getFullYear()}-${at.getMonth()}`],
  ];
  for (const [count, periodOf] of periods) {
    const newest = new Map<string, Backup>();
    for (const backup of scheduled) {
      const period = periodOf(new Date(backup.createdAt));
      if (!newest.has(period)) newest.set(period, backup);
    }
    for (const backup of [...newest.values()].slice(0, count)) kept.add(backup);
  }
  const lastProven = backups.find(({ proof, damaged }) => proof?.ok && !damaged);
  return scheduled.filter((backup) => !kept.has(backup) && !backup.pinned && backup !== lastProven);
}

function dayOf(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;
}

/** Weeks begin on Monday: each is named by it. */
function weekOf(at: Date): string {
  const monday = new Date(at.getFullYear(), at.getMonth(), at.getDate() - ((at.getDay() + 6) % 7));
  return dayOf(monday);
}
