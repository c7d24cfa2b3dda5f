import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '../../../shared/contract/backup.ts';
import { orNull } from '../files/file-errors.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { UndoEntry } from '../operations/undo-entry.ts';
import { unpackArchive } from './archive-file.ts';
import { type DataFiles, dataFiles } from './data-files.ts';
import { linkOrCopy } from './link-or-copy.ts';

/** A backup's data as files that a server can load. */
export interface WorkCopy {
  readonly folder: string;
  readonly names: DataFiles;
  /** The dataset is that of the AOF, else that of the RDB. */
  readonly useAof: boolean;
}

/** Runs something with a folder that is removed afterwards, whatever happens. */
export async function withWorkFolder<T>(path: string, op: OperationContext, body: () => Promise<T>): Promise<T> {
  const entry: UndoEntry = { type: 'folder', path };
  await op.undo.add(entry);
  await mkdir(path, { recursive: true, mode: 0o700 });
  try {
    return await body();
  } finally {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    await op.undo.drop(entry);
  }
}

/**
 * Lays out a backup's data in a folder. A snapshot is linked, as it is only read.
 * @throws Error for an archive that cannot be unpacked or holds no data
 */
export async function layOut(path: string, backup: Backup, folder: string, op: OperationContext): Promise<WorkCopy> {
  if (backup.kind === 'snapshot') {
    const names = await dataFiles(join(folder, 'redis.conf'));
    await linkOrCopy(path, join(folder, names.rdb));
    return { folder, names: { ...names, databases: neededDatabases(backup) }, useAof: false };
  }
  const found = await unpackArchive(path, folder, {
    signal: op.signal,
    progress: (bytes) => op.progress(bytes / Math.max(1, backup.sizeBytes), 'unpacking'),
  });
  return chooseData(folder, found, backup);
}

/**
 * Which of an archive's files the server would have loaded: its redis.conf says. The scripts' archives have none:
 * then the AOF counts, unless the dump is newer, which tells that AOF had been switched off.
 */
async function chooseData(folder: string, found: readonly string[], backup: Backup): Promise<WorkCopy> {
  const described = found.includes('redis.conf');
  const names = await dataFiles(join(folder, 'redis.conf'));
  const manifest = found.find((path) => path.endsWith('.aof.manifest'));
  const single = found.find((path) => !path.includes('/') && path.endsWith('.aof'));
  const dump =
    found.find((path) => path === names.rdb) ?? found.find((path) => !path.includes('/') && path.endsWith('.rdb'));
  const aof = manifest ?? single;
  const databases = Math.max(names.databases, neededDatabases(backup));
  const useAof =
    aof !== undefined && (described ? names.usesAof : dump === undefined || (await isNewer(folder, aof, found, dump)));
  if (useAof && aof !== undefined) {
    const parts = aof.replace(/\.manifest$/, '').split('/');
    const [aofFolder, name] = parts.length === 2 ? parts : ['appendonlydir', parts[0]];
    return { folder, useAof, names: { ...names, databases, aofFolder: aofFolder ?? '', aof: name ?? names.aof } };
  }
  if (dump === undefined) throw new Error('it holds neither an RDB nor an AOF');
  return { folder, useAof: false, names: { ...names, databases, rdb: dump } };
}

async function isNewer(folder: string, aof: string, found: readonly string[], dump: string): Promise<boolean> {
  const beside = found.filter(
    (path) => path === aof || (aof.includes('/') && path.startsWith(`${aof.split('/')[0]}/`)),
  );
  const time = async (path: string) => (await orNull(stat(join(folder, path))))?.mtimeMs ?? 0;
  const newest = Math.max(...(await Promise.all(beside.map(time))));
  return newest >= (await time(dump));
}

function neededDatabases(backup: Backup): number {
  const said = Number(backup.settings.databases ?? 0);
  const highest = Math.max(-1, ...(backup.databases ?? []).map(({ index }) => index)) + 1;
  // Of a backup that does not say, enough for most; databases without keys cost next to nothing.
  return Math.max(said || 1024, highest);
}
