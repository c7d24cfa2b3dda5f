import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../platform/files/file-errors.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import { identifyProcess } from '../platform/process/process-identity.ts';

/** Creates a private folder of the home for a scratch server, after removing the folders of processes that were killed. */
export async function scratchFolder(home: string): Promise<string> {
  await removeLeftovers(home);
  const folder = join(foldersOf(home), `${process.pid}-${randomUUID().slice(0, 8)}`);
  ensureFolder(folder);
  return folder;
}

function foldersOf(home: string): string {
  return join(desktopFolder(home), 'scratch');
}

/** The folders contain settings, which include secrets. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of (await orNull(readdir(foldersOf(home)))) ?? []) {
    const left = (await identifyProcess(Number.parseInt(name, 10) || 0)) === null;
    if (left) await rm(join(foldersOf(home), name), { recursive: true, force: true, maxRetries: 3 });
  }
}
