import type { Backup, CleanupResult } from '../../../../shared/contract/backup.ts';
import { isFutureDated } from '../../../../shared/future-dated.ts';

export interface CleanupLimits {
  /** Deletes backups that are older. */
  readonly days?: number | undefined;
  /** Keeps this many of the newest. */
  readonly count?: number | undefined;
  /** Deletes the oldest until the rest fits. */
  readonly bytes?: number | undefined;
}

export interface CleanupPlan {
  readonly remove: readonly Backup[];
  readonly keep: readonly Backup[];
}

const DAY_MS = 86_400_000;

/**
 * Chooses the backups that exceed a limit. Pinned backups, the newest verified one and that of Undo are always kept, but
 * count towards the limits. Without a verified backup, the newest undamaged one is kept. Those dated in the future, taken
 * while the clock was wrong, are kept as well: their age is unknown.
 * @param backups of one instance, newest first
 * @param ofUndo the name of the backup that Undo restores
 */
export function planCleanup(
  backups: readonly Backup[],
  limits: CleanupLimits,
  now: Date,
  ofUndo: string | null = null,
): CleanupPlan {
  const intact = backups.filter(({ damaged }) => !damaged);
  const newest = intact.find(({ proof }) => proof?.ok) ?? intact[0];
  const isProtected = (backup: Backup) =>
    backup.pinned || backup === newest || backup.name === ofUndo || isFutureDated(backup, now.getTime());
  const remove = new Set<Backup>();
  for (const [index, backup] of backups.entries()) {
    const age = now.getTime() - Date.parse(backup.createdAt);
    const old = limits.days !== undefined && age > limits.days * DAY_MS;
    const tooMany = limits.count !== undefined && index >= limits.count;
    if ((old || tooMany) && !isProtected(backup)) remove.add(backup);
  }
  if (limits.bytes !== undefined) {
    let total = backups.reduce((sum, backup) => sum + (remove.has(backup) ? 0 : backup.sizeBytes), 0);
    for (const backup of backups.toReversed()) {
      if (total <= limits.bytes) break;
      if (remove.has(backup) || isProtected(backup)) continue;
      remove.add(backup);
      total -= backup.sizeBytes;
    }
  }
  return { remove: [...remove], keep: backups.filter((backup) => !remove.has(backup)) };
}

export function cleanupResult({ remove, keep }: CleanupPlan): CleanupResult {
  return {
    removed: remove.map(({ name }) => name),
    kept: keep.map(({ name }) => name),
    freedBytes: remove.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}
