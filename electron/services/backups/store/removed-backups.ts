import { existsSync } from 'node:fs';
import { readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from './backup-files.ts';
import { findBackup } from './backup-folder.ts';
import { requireFreeName } from './folder-of.ts';

/** How long a deletion can be undone. */
const KEPT_MS = 10 * 60_000;

/** In the backups folder, so that a move is a rename. Names that begin with a dot are not listed. */
function heldFolder(folder: BackupFolder): string {
  return join(folder.path, '.removed');
}

/** Removes a backup from the list and deletes it ten minutes later. Moves the manifest first, as a deletion does. */
export async function holdRemoved(folder: BackupFolder, backup: Backup): Promise<void> {
  const held = heldFolder(folder);
  await sweepRemoved(folder);
  ensureFolder(held);
  await orNull(rename(infoPath(folder, backup.name), join(held, `${backup.name}.info`)));
  await orNull(rename(dataPath(folder, backup), join(held, backup.file)));
  await syncFolder(folder.path);
  // If this process ends earlier, a later one deletes the files.
  setTimeout(() => void sweepRemoved(folder).catch(() => undefined), KEPT_MS + 1000).unref();
}

/** @throws AppError NOT_FOUND when the ten minutes are over, ALREADY_EXISTS when a new backup has the name */
export async function restoreRemoved(folder: BackupFolder, name: string): Promise<Backup> {
  requireFreeName(folder, name);
  const held = heldFolder(folder);
  const files = [...Object.values(extensions), '.info'].map((end) => name + end);
  const kept = files.filter((file) => existsSync(join(held, file)));
  if (kept.length === 0) {
    const message = `The backup "${name}" of ${folder.instance} can no longer be restored: it was deleted more than ten minutes ago.`;
    throw new AppError('NOT_FOUND', message, { what: 'deleted backup', id: name });
  }
  for (const file of kept) await rename(join(held, file), join(folder.path, file));
  // Fails while the folder still has other backups.
  await rmdir(held).catch(() => undefined);
  await syncFolder(folder.path);
  return findBackup(folder, name);
}

/** Deletes files whose ten minutes are over. The move into the folder set their ctime. */
export async function sweepRemoved(folder: BackupFolder): Promise<void> {
  const held = heldFolder(folder);
  const files = (await orNull(readdir(held))) ?? [];
  let left = files.length;
  for (const file of files) {
    const path = join(held, file);
    const found = await orNull(stat(path));
    if (found && Date.now() - found.ctimeMs < KEPT_MS) continue;
    await rm(path, { force: true });
    left -= 1;
  }
  if (left === 0) await rm(held, { recursive: true, force: true });
}
