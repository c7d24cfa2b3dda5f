import { lstat, open, realpath, rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { shownPath } from '../../platform/home/paths.ts';
import type { BackupFolder } from '../store/backup-files.ts';
import { hiddenName } from '../store/backup-names.ts';
import { damaged } from '../store/damaged.ts';
import { byteProgress } from '../work/copy-progress.ts';
import { EXPORT_EXTENSION, packBackup } from './pack-backup.ts';

/**
 * The target of an export: the given file, or a file with the backup's name in the given folder. Only a regular file
 * is replaced; a link is followed.
 * @throws AppError ALREADY_EXISTS, NOT_FOUND
 */
export async function exportTarget(path: string, backup: Backup, overwrite: boolean): Promise<string> {
  const given = resolve(path);
  const target = (await orNull(stat(given)))?.isDirectory() ? join(given, backup.name + EXPORT_EXTENSION) : given;
  if (await orNull(lstat(target))) {
    const file = (await orNull(stat(target)))?.isFile() ?? false;
    if (overwrite && file) return realpath(target);
    const shown = shownPath(target);
    const message = file
      ? `${shown} already exists. Choose another name, or confirm that it may be replaced.`
      : `${shown} already exists and is not a regular file. Choose another name.`;
    throw new AppError('ALREADY_EXISTS', message, {
      id: shown,
      detail: file ? 'a file of that name' : 'not a regular file',
      ...(file && { remedy: { action: null, flags: { yes: 'yes' } } }),
    });
  }
  if (!(await orNull(stat(dirname(target))))?.isDirectory()) {
    const id = shownPath(dirname(target));
    throw new AppError('NOT_FOUND', `The folder ${id} does not exist.`, { what: 'folder', id });
  }
  return target;
}

/** Writes to a temporary name first, so that no incomplete file has the final name. */
export async function exportBackup(
  folder: BackupFolder,
  backup: Backup,
  target: string,
  op: OperationContext,
): Promise<{ readonly path: string; readonly sizeBytes: number }> {
  if (backup.damaged) throw damaged(backup, `${backup.damage}.`);
  await requireSpace(dirname(target), backup.sizeBytes, `Exporting "${backup.name}"`);
  const part = join(dirname(target), hiddenName());
  const undo: UndoEntry = { type: 'file', path: part };
  await op.undo.add(undo);
  await op.step('write-export', async () => {
    const file = await open(part, 'wx', 0o600);
    try {
      const { stream } = await packBackup(folder, backup, byteProgress(op, backup.sizeBytes));
      await pipeline(
        stream,
        async (source: AsyncIterable<Buffer>) => {
          for await (const chunk of source) await file.writeFile(chunk);
        },
        { signal: op.signal },
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
    await syncFolder(dirname(target));
  });
  await op.undo.drop(undo);
  return { path: target, sizeBytes: (await stat(target)).size };
}
