import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { identifyProcess } from '../../platform/process/process-identity.ts';

/** Folders for the data of opened sources, which only this user can read. The name begins with the owner's process id. */
function parent(home: string): string {
  return join(desktopFolder(home), 'keyspace');
}

/** @returns the path of a new folder */
export async function makeWorkFolder(home: string): Promise<string> {
  const path = join(parent(home), `${process.pid}-${randomUUID()}`);
  ensureFolder(path);
  return path;
}

export async function removeWorkFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes the folders of processes that have ended. */
export async function sweepWorkFolders(home: string): Promise<void> {
  for (const name of (await orNull(readdir(parent(home)))) ?? []) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1] ?? 0);
    if (pid === process.pid || (pid > 0 && (await identifyProcess(pid)) !== null)) continue;
    await removeWorkFolder(join(parent(home), name));
  }
}
