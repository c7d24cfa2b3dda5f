import type { Backup } from '../../../shared/contract/backup.ts';
import type { Retention } from '../../../shared/contract/schedule.ts';
import { isFutureDated } from '../../../shared/future-dated.ts';

/**
 * The items that a retention keeps: the last ones, and the newest of each of the last days, weeks and months with items.
 * Items from the future, taken while the clock was wrong, are kept as well: if they counted, every new backup would be
 * older and deleted immediately.
 * @param all newest first
 */
export function retained<Item extends { readonly createdAt: string }>(
  all: readonly Item[],
  keep: Retention,
  now: Date,
): ReadonlySet<Item> {
  const isFuture = (item: Item) => isFutureDated(item, now.getTime());
  const items = all.filter((item) => !isFuture(item));
  const kept = new Set([...all.filter(isFuture), ...items.slice(0, keep.last)]);
  const periods: readonly (readonly [number, (at: Date) => string])[] = [
    [keep.daily, dayOf],
    [keep.weekly, weekOf],
    [keep.monthly, (at) => `${at.getFullYear()}-${at.getMonth()}`],
  ];
  for (const [count, periodOf] of periods) {
    const newest = new Map<string, Item>();
    for (const item of items) {
      const period = periodOf(new Date(item.createdAt));
      if (!newest.has(period)) newest.set(period, item);
    }
    for (const item of [...newest.values()].slice(0, count)) kept.add(item);
  }
  return kept;
}

/**
 * The backups of a schedule that its retention no longer keeps. Pinned backups and the newest verified one are kept.
 * @param backups all backups of one instance, newest first
 * @param own the names of the backups that the schedule has taken
 */
export function expired(
  backups: readonly Backup[],
  own: ReadonlySet<string>,
  keep: Retention,
  now: Date,
): readonly Backup[] {
  const scheduled = backups.filter(({ name, reason }) => reason === 'scheduled' && own.has(name));
  const kept = retained(scheduled, keep, now);
  const isPast = (backup: Backup) => !isFutureDated(backup, now.getTime());
  const newestVerified = backups.find((backup) => backup.proof?.ok && !backup.damaged && isPast(backup));
  return scheduled.filter((backup) => !kept.has(backup) && !backup.pinned && backup !== newestVerified);
}

function dayOf(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;
}

/** Weeks begin on Monday, and are identified by its date. */
function weekOf(at: Date): string {
  const monday = new Date(at.getFullYear(), at.getMonth(), at.getDate() - ((at.getDay() + 6) % 7));
  return dayOf(monday);
}
