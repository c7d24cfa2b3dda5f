import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup, BackupContents } from '../../../../shared/contract/backup.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { type DataFiles, dataFiles } from '../../redis/data/data-files.ts';
import { asContents, chooseData } from '../transfer/choose-data.ts';
import { extractData, extractedNames } from '../transfer/extract-data.ts';
import { scanArchive } from '../transfer/scan-archive.ts';
import type { TarReading } from '../transfer/tar-members.ts';

/** A backup's data as files that a server can load. */
export interface WorkCopy {
  readonly folder: string;
  readonly names: DataFiles;
  /** The dataset is that of the AOF, else that of the RDB. */
  readonly useAof: boolean;
  /** Which data of an archive it is; null of a snapshot. */
  readonly contents: BackupContents | null;
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
  const names = {
    ...(await dataFiles(confPlaceOfFile(join(folder, 'redis.conf')))),
    databases: neededDatabases(backup),
  };
  if (backup.kind === 'snapshot') {
    await linkOrCopy(path, join(folder, names.rdb));
    return { folder, names, useAof: false, contents: backup.contents };
  }
  const reading = {
    signal: op.signal,
    progress: (bytes: number) => op.progress(bytes / Math.max(1, backup.sizeBytes), 'unpacking'),
  };
  const contents = backup.contents ?? (await contentsOf(path, reading));
  const aof = await extractData(path, true, contents, folder, reading);
  return {
    folder,
    names: { ...names, rdb: extractedNames.rdb, ...(aof && { aof: aof.name, aofFolder: aof.folder }) },
    useAof: aof !== null,
    contents,
  };
}

/**
 * Of an archive that nobody has decided about, as the scripts wrote them: by the rules of an import. Where those do not
 * decide, the AOF counts, which has each write sooner; every reader decides the same, and verification records it.
 */
async function contentsOf(path: string, reading: TarReading): Promise<BackupContents> {
  const { candidates, settings } = await scanArchive(path, true, reading);
  const [first] = candidates;
  if (first === undefined) throw new Error('it holds neither an RDB nor an AOF');
  const newest = { chosen: candidates.find(({ form }) => form === 'aof') ?? first, decidedBy: 'dates' } as const;
  const { chosen, decidedBy } = chooseData(candidates, settings, null) ?? newest;
  return asContents(chosen, decidedBy, candidates);
}

function neededDatabases(backup: Backup): number {
  const said = Number(backup.settings.databases ?? 0);
  const highest = Math.max(-1, ...(backup.databases ?? []).map(({ index }) => index)) + 1;
  // Of a backup that does not say, enough for most; databases without keys cost next to nothing.
  return Math.max(said || 1024, highest);
}
