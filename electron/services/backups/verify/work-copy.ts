import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { type DataFiles, dataFiles } from '../../redis/data/data-files.ts';
import { extractData, extractedNames } from '../transfer/extract-data.ts';

/** A backup's data as files that a server can load. */
export interface WorkCopy {
  readonly folder: string;
  readonly names: DataFiles;
  /** The dataset is that of the AOF, else that of the RDB. */
  readonly useAof: boolean;
}

/**
 * Lays out a backup's data in a folder. A snapshot is linked, as it is only read.
 * @param backup an archive is one whose data was decided, see `decideData`
 * @throws Error for an archive that cannot be unpacked
 */
export async function layOut(path: string, backup: Backup, folder: string, op: OperationContext): Promise<WorkCopy> {
  const names = {
    ...(await dataFiles(confPlaceOfFile(join(folder, 'redis.conf')))),
    databases: neededDatabases(backup),
  };
  if (backup.kind === 'snapshot') {
    await linkOrCopy(path, join(folder, names.rdb));
    return { folder, names, useAof: false };
  }
  const reading = {
    signal: op.signal,
    progress: (bytes: number) => op.progress(bytes / Math.max(1, backup.sizeBytes), 'unpacking'),
  };
  const { contents } = backup;
  if (contents === null) throw new Error('nothing says which of its data counts');
  const aof = await extractData(path, true, contents, folder, reading);
  return {
    folder,
    names: { ...names, rdb: extractedNames.rdb, ...(aof && { aof: aof.name, aofFolder: aof.folder }) },
    useAof: aof !== null,
  };
}

function neededDatabases(backup: Backup): number {
  const said = Number(backup.settings.databases ?? 0);
  const highest = Math.max(-1, ...(backup.databases ?? []).map(({ index }) => index)) + 1;
  // Of a backup that does not say, enough for most; databases without keys cost next to nothing.
  return Math.max(said || 1024, highest);
}
