import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { identifyProcess } from '../operations/process-identity.ts';
import { orNull } from './file-errors.ts';

/**
 * Replaces a file so that a crash of the machine leaves either the old content or the new, whole: temporary, fsync,
 * rename, and fsync of the folder so that the rename itself survives.
 * @param mode permission bits of the new file; 0600 by default, as most of what we write may hold a secret
 */
export async function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  await replace(path, content, mode, true);
  await syncFolder(dirname(path));
}

/**
 * Replaces a file so that a crash of this program leaves either content, whole. For what a crash of the machine may
 * take with it: what tells of running processes, and what can be found out again.
 */
export async function replaceFile(path: string, content: string, mode = 0o600): Promise<void> {
  await replace(path, content, mode, false);
}

async function replace(path: string, content: string | Uint8Array, mode: number, sync: boolean): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(content);
      if (sync) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes from a folder what processes that were killed were about to write. */
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
