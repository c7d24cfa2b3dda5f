import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

/** The parent folder of uploads. The name of each upload's folder contains the id of the process that created it. */
function uploadsFolder(home: string): string {
  return join(desktopFolder(home), 'uploads');
}

/** Creates the folder of one upload, which only this user can read. */
export async function makeUploadFolder(home: string): Promise<{ readonly id: string; readonly path: string }> {
  const id = `${process.pid}-${randomUUID()}`;
  const path = join(uploadsFolder(home), id);
  ensureFolder(path);
  return { id, path };
}

export async function removeUploadFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes the uploads of processes that have ended. A running process deletes its own. */
export async function sweepUploads(home: string): Promise<void> {
  const folder = uploadsFolder(home);
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1]);
    if (!isAlive(pid)) await removeUploadFolder(join(folder, name));
  }
}

/** If another program has the process id by now, the folder is kept until that program ends. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
