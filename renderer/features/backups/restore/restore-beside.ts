import type { BackupDatabase, RestorePreview } from '../../../../shared/contract/backup.ts';

/** One line of "now beside after": figures; null where one is unknown. */
export interface Beside {
  readonly name: string;
  readonly now: number | null;
  readonly after: number | null;
}

/** Keys of each database that has any now or would have any, and of all. */
export function keysBeside({ now, backup }: Pick<RestorePreview, 'now' | 'backup'>): {
  readonly databases: readonly Beside[];
  readonly total: Beside;
} {
  const saved = backup.databases;
  const known = now.keys !== null;
  const indexes = [...new Set([...now.databases, ...(saved ?? [])].map(({ index }) => index))].sort((a, b) => a - b);
  const databases = indexes.map((index) => ({
    name: `db${index}`,
    now: known ? keysIn(now.databases, index) : null,
    after: saved ? keysIn(saved, index) : null,
  }));
  return { databases, total: { name: 'Total', now: now.keys, after: backup.keys } };
}

function keysIn(databases: readonly BackupDatabase[], index: number): number {
  return databases.find((database) => database.index === index)?.keys ?? 0;
}

/** What comes is more or less than what goes; null while either is unknown. */
export function difference({ now, after }: Pick<Beside, 'now' | 'after'>): number | null {
  return now === null || after === null ? null : after - now;
}
