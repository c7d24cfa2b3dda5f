import type { BackupDatabase, RestorePreview } from '../../../../shared/contract/backup.ts';
import * as restoreWords from '../words/restore.ts';

/** One line of the comparison; null: unknown. */
export interface Comparison {
  readonly name: string;
  readonly now: number | null;
  readonly after: number | null;
}

/** Keys of each database that has keys now or after the restore, and the total. */
export function keysBeside({ now, backup }: Pick<RestorePreview, 'now' | 'backup'>): {
  readonly databases: readonly Comparison[];
  readonly total: Comparison;
} {
  const saved = backup.databases;
  const known = now.keys !== null;
  const indexes = [...new Set([...now.databases, ...(saved ?? [])].map(({ index }) => index))].sort((a, b) => a - b);
  const databases = indexes.map((index) => ({
    name: `db${index}`,
    now: known ? keysIn(now.databases, index) : null,
    after: saved ? keysIn(saved, index) : null,
  }));
  return { databases, total: { name: restoreWords.total, now: now.keys, after: backup.keys } };
}

function keysIn(databases: readonly BackupDatabase[], index: number): number {
  return databases.find((database) => database.index === index)?.keys ?? 0;
}

/** Null if either value is unknown. */
export function difference({ now, after }: Pick<Comparison, 'now' | 'after'>): number | null {
  return now === null || after === null ? null : after - now;
}
