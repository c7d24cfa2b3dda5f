import { randomUUID } from 'node:crypto';
import { lstat, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import type { DataFiles } from '../../redis/data/data-files.ts';
import type { SaveTask } from './save-task.ts';
import type { Saving } from './verified-save.ts';

/** A server that loads only its AOF needs no save. */
export function savesForArchive(names: DataFiles): boolean {
  return names.saves || !names.usesAof;
}

/** Whether the backup makes a server write a dump although its settings keep none. */
export function leavesDump({ kind, keepDump }: SaveTask, names: DataFiles): boolean {
  return !names.saves && !keepDump && (kind === 'snapshot' || savesForArchive(names));
}

/**
 * If a server keeps no snapshots, the dump of a backup would be loaded at its next start, or when AOF is switched off.
 * So the previous dump, or none, is restored as soon as the backup has its copy.
 */
export async function restoreDumpState<T>(
  task: SaveTask,
  saving: Saving,
  names: DataFiles,
  body: () => Promise<T>,
): Promise<T> {
  if (!leavesDump(task, names)) return body();
  const dump = join(saving.dataFolder, names.rdb);
  const aside = join(saving.dataFolder, `.before-${randomUUID()}.rdb`);
  const kept = (await orNull(lstat(dump))) !== null;
  const entry: UndoEntry = kept ? { type: 'swap', path: dump, aside } : { type: 'file', path: dump };
  await saving.op.undo.add(entry);
  if (kept) await linkOrCopy(dump, aside);
  const result = await body();
  if (kept) await rename(aside, dump);
  else await rm(dump, { force: true });
  await saving.op.undo.drop(entry);
  return result;
}
