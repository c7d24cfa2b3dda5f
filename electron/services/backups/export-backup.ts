import { createReadStream } from 'node:fs';
import { lstat, open, readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import type { Backup } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { syncFolder } from '../files/durable-write.ts';
import { orNull } from '../files/file-errors.ts';
import { shownPath } from '../home/paths.ts';
import type { OperationContext, UndoEntry } from '../operations/operation-context.ts';
import { asManifest, type BackupFolder, dataPath } from './backup-folder.ts';
import { requireSpace } from './disk-space.ts';
import { formatInfo } from './manifest.ts';
import { hiddenName } from './names.ts';
import { damaged } from './prepare-data.ts';
import { byteProgress } from './progress.ts';

/** A backup as one file: a tar of its manifest and its data. */
export const EXPORT_EXTENSION = '.redis-backup';

/** Where an export goes: the file itself, or the backup's name in a folder. @throws AppError ALREADY_EXISTS, NOT_FOUND */
export async function exportTarget(path: string, backup: Backup): Promise<string> {
  const given = resolve(path);
  const there = await orNull(stat(given));
  const target = there?.isDirectory() ? join(given, backup.name + EXPORT_EXTENSION) : given;
  if (there?.isDirectory() ? await orNull(lstat(target)) : there) {
    throw new AppError('ALREADY_EXISTS', `${shownPath(target)} is there already. Choose another name.`, {
      id: shownPath(target),
      detail: 'a file of that name',
    });
  }
  if (!(await orNull(stat(dirname(target))))?.isDirectory()) {
    const id = shownPath(dirname(target));
    throw new AppError('NOT_FOUND', `There is no folder ${id} to export to.`, { what: 'folder', id });
  }
  return target;
}

/** Writes it beside its final name first, so that nobody takes half of it for the whole. */
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
  await op.step('Write the file', async () => {
    const info = await readFile(join(folder.path, `${backup.name}.info`), 'utf8').catch(() =>
      formatInfo(backup.name, asManifest(backup)),
    );
    const pack = tar.pack();
    const file = await open(part, 'wx', 0o600);
    try {
      const tell = byteProgress(op, backup.sizeBytes);
      const feeding = feed(pack, info, folder, backup, tell).catch((error: Error) => pack.destroy(error));
      await pipeline(
        pack as unknown as Readable,
        async (source: AsyncIterable<Buffer>) => {
          for await (const chunk of source) await file.writeFile(chunk);
        },
        { signal: op.signal },
      );
      await feeding;
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

async function feed(
  pack: tar.Pack,
  info: string,
  folder: BackupFolder,
  backup: Backup,
  tell: (bytes: number) => void,
): Promise<void> {
  const mtime = new Date(backup.createdAt);
  await new Promise<void>((resolve, reject) =>
    pack.entry({ name: `./${backup.name}.info`, mtime, mode: 0o600 }, info, (error) =>
      error ? reject(error) : resolve(),
    ),
  );
  const path = dataPath(folder, backup);
  const entry = pack.entry({ name: `./${basename(path)}`, size: backup.sizeBytes, mtime, mode: 0o600 });
  let done = 0;
  const source = createReadStream(path, { highWaterMark: 1024 * 1024, end: backup.sizeBytes - 1 });
  source.on('data', (chunk) => {
    done += chunk.length;
    tell(done);
  });
  await pipeline(source, entry);
  pack.finalize();
}
