import { statSync } from 'node:fs';
import { join } from 'node:path';
import { largest } from '../../../../shared/largest.ts';
import { errorCode, isNotThere } from '../../platform/files/file-errors.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { openStateFile } from '../../platform/files/state-file.ts';
import { fileValue } from '../conf/conf-values.ts';
import type { RedisConf } from '../conf/redis-conf.ts';
import { readRdbHeader } from './rdb-header.ts';

/** The file that holds all data of a stopped server; `none` before its first save. */
export type DataForm = 'aof' | 'dump' | 'none';

/** The names of a server's data files in its `redis.conf`. */
export interface DataNames {
  readonly dump: string;
  /** The folder of Redis 7 and later. */
  readonly aofFolder: string;
  /** The single file before Redis 7; since then the prefix of the names in the folder. */
  readonly aof: string;
}

export function dataNames(conf: RedisConf): DataNames {
  return {
    dump: fileValue(conf, 'dbfilename') ?? 'dump.rdb',
    aofFolder: fileValue(conf, 'appenddirname') ?? 'appendonlydir',
    aof: fileValue(conf, 'appendfilename') ?? 'appendonly.aof',
  };
}

/**
 * Finds the current data of a stopped server in its data folder. `redis.conf` alone does not decide: `appendonly` may
 * have changed since the last run, and Redis would then load the other files, which are empty or outdated.
 *
 * With `appendonly yes` the AOF counts, since a switch to `no` removes the old AOF or puts it aside (`leave-aof.ts`).
 * With `appendonly no` the dump counts if its save started after the last write to the AOF.
 * @returns null when the folder is not readable: the caller must then rely on redis.conf
 */
export async function dataForm(folder: string, conf: RedisConf): Promise<DataForm | null> {
  const names = dataNames(conf);
  try {
    const [written, dump] = await Promise.all([aofWritten(folder, names), dumpStartedAt(join(folder, names.dump))]);
    if (written === null) return dump === null ? 'none' : 'dump';
    if (fileValue(conf, 'appendonly')?.toLowerCase() === 'yes') return 'aof';
    return dump !== null && dump > written ? 'dump' : 'aof';
  } catch (error) {
    if (['EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return null;
    throw error;
  }
}

/** The time of the last write to the AOF, in seconds since 1970; null when there is none. */
export async function aofWritten(folder: string, names: DataNames): Promise<number | null> {
  const inFolder = join(folder, names.aofFolder);
  const listed = namesIn(inFolder);
  const own = listed.includes(`${names.aof}.manifest`) ? listed.filter((name) => name.startsWith(`${names.aof}.`)) : [];
  const paths = own.length > 0 ? own.map((name) => join(inFolder, name)) : [join(folder, names.aof)];
  const times = paths.map(writtenSeconds).filter((seconds) => seconds !== null);
  return times.length === 0 ? null : largest(times);
}

function writtenSeconds(path: string): number | null {
  try {
    return Math.floor(statSync(path).mtimeMs / 1000);
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}

/** The start of the save of a dump, in seconds since 1970; null when there is no dump. Writes during the save are missing in it. */
async function dumpStartedAt(path: string): Promise<number | null> {
  const file = await openStateFile(path);
  if (file === null) return null;
  try {
    const header = await readRdbHeader(file);
    // Redis itself reports an invalid dump. Redis before 3.2 writes no time, so the mtime replaces it.
    return header?.createdSeconds ?? Math.floor((await file.stat()).mtimeMs / 1000);
  } finally {
    await file.close();
  }
}
