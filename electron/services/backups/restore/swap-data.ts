import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import type { DataFiles } from '../../redis/data/data-files.ts';
import type { PreparedData } from './prepare-data.ts';

/** Prefix of the folder that a restore creates in the data folder. */
const STAGE = '.restore-';

export function stagePath(dataFolder: string, id: string): string {
  return join(dataFolder, `${STAGE}${id}`);
}

/** Removes what earlier successful restores left. Requires the lock of the instance and no open journal. */
export async function sweepStages(dataFolder: string): Promise<void> {
  const names = (await orNull(readdir(dataFolder))) ?? [];
  for (const name of names.filter((one) => one.startsWith(STAGE))) {
    await rm(join(dataFolder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * The undo entries of a swap, to be recorded before it: the old files are kept until the operation ends, and new files
 * are deleted.
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
    const exists = (await orNull(lstat(path))) !== null;
    entries.push(exists ? { type: 'swap', path, aside: oldPath(stage, name) } : { type: 'folder', path });
  }
  return entries;
}

/** Moves the old data away and the new data into its place, by renames in one folder. The server must not run. */
export async function swapData(
  dataFolder: string,
  stage: string,
  names: DataFiles,
  prepared: PreparedData,
  op: Pick<OperationContext, 'log'>,
): Promise<void> {
  ensureFolder(join(stage, 'old'));
  for (const name of everyName(names, prepared)) {
    const path = join(dataFolder, name);
    if (await orNull(lstat(path))) await rename(path, oldPath(stage, name));
  }
  for (const name of prepared.names) await rename(join(prepared.folder, name), join(dataFolder, name));
  await removeHalfSaved(dataFolder, op);
  await syncFolder(join(stage, 'old'));
  await syncFolder(dataFolder);
}

/** Every file that a server may load as data, whatever its settings now: a stale file must not be loaded later. */
function everyName(names: DataFiles, prepared: PreparedData): readonly string[] {
  return [...new Set([names.rdb, names.aof, names.aofFolder, ...prepared.names])];
}

function oldPath(stage: string, name: string): string {
  return join(stage, 'old', name);
}

/** Removes the temporary files of a save that was killed. */
async function removeHalfSaved(dataFolder: string, op: Pick<OperationContext, 'log'>): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    if (!/^temp-(?:rewriteaof-(?:bg-)?)?\d+\.(?:rdb|aof)$/.test(name)) continue;
    await rm(join(dataFolder, name), { force: true });
    op.log(`Removed ${name}, left by an interrupted save.`);
  }
}
