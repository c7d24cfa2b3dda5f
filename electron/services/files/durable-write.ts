import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { identifyProcess } from '../operations/process-identity.ts';
import { orNull } from './file-errors.ts';

/**
 * Replaces a file so that a crash leaves either the old content or the new, whole: temporary, fsync, rename, and
 * fsync of the folder so that the rename itself survives.
 * @param mode permission bits of the new file; 0600 by default, as most of what we write may hold a secret
 */
export async function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Removes from a folder what `writeDurably` was about to write in processes that were killed. */
export async function clearUnfinishedWrites(folder: string): Promise<void> {
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const pid = Number(/\.(\d+)\.[0-9a-f]{8}\.tmp$/.exec(name)?.[1] ?? 0);
    if (pid > 0 && (await identifyProcess(pid)) === null) await rm(join(folder, name), { force: true });
  }
}

/** Makes renames and removals in a folder durable. Windows cannot open a folder, and keeps its own order. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
