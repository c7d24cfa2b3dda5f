import { stat } from 'node:fs/promises';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { KeySource } from '../../../shared/contract/keyspace.ts';
import { orNull } from '../platform/files/file-errors.ts';
import type { SourceDeps } from './sources/find-rdb.ts';

/**
 * The version of the data of a source, which another program may replace: a deleted backup or file stays open until
 * another one has its name.
 * @returns null while it is unknown
 */
export async function sourceVersion(
  { backups }: Pick<SourceDeps, 'backups'>,
  source: KeySource,
): Promise<string | null> {
  if (source.kind === 'backup') {
    // Opening it reports why it cannot be read.
    const backup = await backups.get(source.instance, source.name).catch(() => null);
    return backup && backupVersion(backup);
  }
  if (source.kind !== 'file') return '';
  const found = await orNull(stat(source.path));
  return found && `${found.size} ${found.mtimeMs}`;
}

/** The version of the data of a backup: notes, pins and verifications do not change it. */
export function backupVersion({ createdAt, sha256, sizeBytes }: Backup): string {
  return `${createdAt} ${sha256} ${sizeBytes}`;
}
