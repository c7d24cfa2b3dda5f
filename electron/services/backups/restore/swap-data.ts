import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import type { DataFiles } from '../../redis/data/data-files.ts';
import type { PreparedData } from './prepare-data.ts';

/** What stands in a data folder while a restore is at work, beside the data. */
const STAGE = '.restore-';

export function stagePath(dataFolder: string, id: string): string {
  return join(dataFolder, `${STAGE}${id}`);
}

/** Removes what a restore that succeeded had no time to remove. Only with the instance held and no journal open. */
export async function sweepStages(dataFolder: string): Promise<void> {
  const names = (await orNull(readdir(dataFolder))) ?? [];
  for (const name of names.filter((one) => one.startsWith(STAGE))) {
    await rm(join(dataFolder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * What takes a swap back, to be noted before it: each old file stands aside under its name until the end, and what
 * was not there before goes.
 */
export async function swapUndo(
  dataFolder: string,
  stage: string,
  names: DataFiles,
  prepared: PreparedData,
): Promise<readonly UndoEntry[]> {
  const entries: UndoEntry[] = [];
  for (const name of everyName(names, prepared)) {
    const path = join(dataFolder, name);
    const there = (await orNull(lstat(path))) !== null;
    entries.push(there ? { type: 'swap', path, aside: asideOf(stage, name) } : { type: 'folder', path });
  }
  return entries;
}

/** Puts the old data aside and the new in its place, by renames within one folder. The server must not run. */
export async function swapData(
  dataFolder: string,
  stage: string,
  names: DataFiles,
  prepared: PreparedData,
  op: Pick<OperationContext, 'log'>,
): Promise<void> {
  await mkdir(join(stage, 'old'), { recursive: true, mode: 0o700 });
  for (const name of everyName(names, prepared)) {
    const path = join(dataFolder, name);
    if (await orNull(lstat(path))) await rename(path, asideOf(stage, name));
  }
  for (const name of prepared.names) await rename(join(prepared.folder, name), join(dataFolder, name));
  await removeHalfSaved(dataFolder, op);
  await syncFolder(join(stage, 'old'));
  await syncFolder(dataFolder);
}

/** All that a server would read as data, whatever it is set to now: a stale one must not come to life again. */
function everyName(names: DataFiles, prepared: PreparedData): readonly string[] {
  return [...new Set([names.rdb, names.aof, names.aofFolder, ...prepared.names])];
}

function asideOf(stage: string, name: string): string {
  return join(stage, 'old', name);
}

/** What a save that was killed has left. */
async function removeHalfSaved(dataFolder: string, op: Pick<OperationContext, 'log'>): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    if (!/^temp-(?:rewriteaof-(?:bg-)?)?\d+\.(?:rdb|aof)$/.test(name)) continue;
    await rm(join(dataFolder, name), { force: true });
    op.log(`Removed ${name}, left by a save that was cut off.`);
  }
}
