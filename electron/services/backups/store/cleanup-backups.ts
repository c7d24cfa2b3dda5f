import type { Backup, CleanupResult } from '../../../../shared/contract/backup.ts';

export interface CleanupLimits {
  /** Older than this goes. */
  readonly days?: number | undefined;
  /** As many of the newest stay. */
  readonly count?: number | undefined;
  /** The oldest go until the rest has no more. */
  readonly bytes?: number | undefined;
}

export interface CleanupPlan {
  readonly remove: readonly Backup[];
  readonly keep: readonly Backup[];
}

const DAY_MS = 86_400_000;

/**
 * Which backups exceed a limit. Pinned ones and the newest that was proven stay whatever the limits say; they count
 * towards them all the same. Without a proven one, the newest that is whole stays.
 * @param backups of one instance, newest first
 */
export function planCleanup(backups: readonly Backup[], limits: CleanupLimits, now: Date): CleanupPlan {
  const whole = backups.filter(({ damaged }) => !damaged);
  const last = whole.find(({ proof }) => proof?.ok) ?? whole[0];
  const isHeld = (backup: Backup) => backup.pinned || backup === last;
  const remove = new Set<Backup>();
  for (const [index, backup] of backups.entries()) {
    const age = now.getTime() - Date.parse(backup.createdAt);
    const old = limits.days !== undefined && age > limits.days * DAY_MS;
    const tooMany = limits.count !== undefined && index >= limits.count;
    if ((old || tooMany) && !isHeld(backup)) remove.add(backup);
  }
  if (limits.bytes !== undefined) {
    let total = backups.reduce((sum, backup) => sum + (remove.has(backup) ? 0 : backup.sizeBytes), 0);
    for (const backup of backups.toReversed()) {
      if (total <= limits.bytes) break;
      if (remove.has(backup) || isHeld(backup)) continue;
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
