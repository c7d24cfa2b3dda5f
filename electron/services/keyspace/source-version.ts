import { stat } from 'node:fs/promises';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { KeySource } from '../../../shared/contract/keyspace.ts';
import { dataPath } from '../backups/store/backup-files.ts';
import { folderOf } from '../backups/store/folder-of.ts';
import { orNull } from '../platform/files/file-errors.ts';
import type { SourceDeps } from './sources/find-rdb.ts';

/**
 * The version of the data of a source, which another program may replace: a deleted backup or file stays open until
 * another one has its name.
 * @returns for a backup the versions of its manifest and of its file; a part is null while it is unknown
 */
export async function sourceVersion(deps: SourceDeps, source: KeySource): Promise<readonly (string | null)[]> {
  if (source.kind === 'backup') {
    // Opening it reports why it cannot be read.
    const backup = await deps.backups.get(source.instance, source.name).catch(() => null);
    if (backup === null) return [null, null];
    return [backupVersion(backup), await fileVersion(dataPath(folderOf(deps, source.instance), backup))];
  }
  return source.kind === 'file' ? [await fileVersion(source.path)] : [];
}

/** Differs after another program has written to the file or put another one in its place. Null if there is none. */
export async function fileVersion(path: string): Promise<string | null> {
  const found = await orNull(stat(path));
  return found && versionOf(found);
}

export function versionOf({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string {
  return `${size} ${mtimeMs}`;
}

/** The version of the data of a backup: notes, pins and verifications do not change it. */
export function backupVersion({ createdAt, sha256, sizeBytes }: Backup): string {
  return `${createdAt} ${sha256} ${sizeBytes}`;
}
