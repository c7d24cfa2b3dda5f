import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, orNull } from '../../platform/files/file-errors.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

/** Where files of a browser lie until they are imported: a folder each, which says by its name whose it is. */
function uploadsFolder(home: string): string {
  return join(desktopFolder(home), 'uploads');
}

/** A new folder for one upload, ours alone. */
export async function makeUploadFolder(home: string): Promise<{ readonly id: string; readonly path: string }> {
  const id = `${process.pid}-${randomUUID()}`;
  const path = join(uploadsFolder(home), id);
  await mkdir(path, { recursive: true, mode: 0o700 });
  return { id, path };
}

export async function removeUploadFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes what processes that have died left behind. Those of this process are its own business. */
export async function sweepUploads(home: string): Promise<void> {
  const folder = uploadsFolder(home);
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1]);
    if (!isAlive(pid)) await removeUploadFolder(join(folder, name));
  }
}

/** Another program may have its number by now; then the folder stays until that has ended, which harms nobody. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
