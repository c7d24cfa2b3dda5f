import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { type DataFiles, dataFiles } from '../../redis/data/data-files.ts';
import { extractData, extractedNames } from '../archive/extract-data.ts';

/** A backup's data as files that a server can load. */
export interface WorkCopy {
  readonly folder: string;
  readonly names: DataFiles;
  /** Whether to load the AOF instead of the RDB. */
  readonly useAof: boolean;
}

/**
 * Places a backup's data in a folder. A snapshot is linked, because it is only read.
 * @param backup an archive must have a chosen data set, see `decideData`
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
  if (contents === null) throw new Error('no data set was chosen');
  const aof = await extractData(path, true, contents, folder, reading);
  return {
    folder,
    names: { ...names, rdb: extractedNames.rdb, ...(aof && { aof: aof.name, aofFolder: aof.folder }) },
    useAof: aof !== null,
  };
}

function neededDatabases(backup: Backup): number {
  const recorded = Number(backup.settings.databases ?? 0);
  const highest = Math.max(-1, ...(backup.databases ?? []).map(({ index }) => index)) + 1;
  // The default is enough for most data; empty databases cost almost nothing.
  return Math.max(recorded || 1024, highest);
}
