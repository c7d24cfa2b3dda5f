import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { requireFreeName } from '../take/take-backup.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from './backup-files.ts';
import { findBackup } from './backup-folder.ts';

/** How long a backup that was deleted can be brought back, ms. */
const KEPT_MS = 10 * 60_000;

/** Beside the backups, so that it is the same disk; no list shows what begins with a dot. */
function heldFolder(folder: BackupFolder): string {
  return join(folder.path, '.removed');
}

/** Takes a backup out of the list, and deletes it only after ten minutes. The manifest first, as when it is deleted. */
export async function holdRemoved(folder: BackupFolder, backup: Backup): Promise<void> {
  const held = heldFolder(folder);
  await sweepRemoved(folder);
  await mkdir(held, { recursive: true, mode: 0o700 });
  await orNull(rename(infoPath(folder, backup.name), join(held, `${backup.name}.info`)));
  await orNull(rename(dataPath(folder, backup), join(held, backup.file)));
  await syncFolder(folder.path);
  // A process that ends sooner leaves it to whoever comes next.
  setTimeout(() => void sweepRemoved(folder).catch(() => undefined), KEPT_MS + 1000).unref();
}

/** @throws AppError NOT_FOUND when it is gone for good, ALREADY_EXISTS when its name was given to another meanwhile */
export async function bringRemovedBack(folder: BackupFolder, name: string): Promise<Backup> {
  requireFreeName(folder, name);
  const held = heldFolder(folder);
  const files = [...Object.values(extensions), '.info'].map((end) => name + end);
  const there = files.filter((file) => existsSync(join(held, file)));
  if (there.length === 0) {
    const message = `The backup "${name}" of ${folder.instance} is deleted for good: its ten minutes are over.`;
    throw new AppError('NOT_FOUND', message, { what: 'deleted backup', id: name });
  }
  for (const file of there) await rename(join(held, file), join(folder.path, file));
  // Not where others are still held.
  await rmdir(held).catch(() => undefined);
  await syncFolder(folder.path);
  return findBackup(folder, name);
}

/** Deletes what has been there for its ten minutes; moving a file there set its time of change. */
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
