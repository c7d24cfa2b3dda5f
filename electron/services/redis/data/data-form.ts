import { statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, isNotThere } from '../../platform/files/file-errors.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { openStateFile } from '../../platform/files/state-file.ts';
import { fileValue } from '../conf/conf-values.ts';
import type { RedisConf } from '../conf/redis-conf.ts';
import { readRdbHeader } from './rdb-header.ts';

/** Which of the files of a server that does not run holds all its data; `none`: it has none yet. */
export type DataForm = 'aof' | 'dump' | 'none';

/** What a server's data files are called, by its `redis.conf`. */
export interface DataNames {
  readonly dump: string;
  /** The folder of Redis 7 and later. */
  readonly aofFolder: string;
  /** The one file before that; the beginning of the names in the folder since. */
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
 * Looks at the data folder of a server that does not run. Its `redis.conf` alone does not tell: somebody may have
 * changed `appendonly` in it since, and Redis would start on the other files, empty or years old.
 *
 * An AOF that `redis.conf` says is used is used: one that is left behind when it is switched off is removed or put
 * aside (`leave-aof.ts`). Where the file says it is not, the dump is all there is if its save began after the AOF was
 * last written.
 * @returns null when the folder cannot be looked into: then the file's word must do
 */
export async function dataForm(folder: string, conf: RedisConf): Promise<DataForm | null> {
  const names = dataNames(conf);
  try {
    const [written, dump] = await Promise.all([aofWritten(folder, names), dumpBegun(join(folder, names.dump))]);
    if (written === null) return dump === null ? 'none' : 'dump';
    if (fileValue(conf, 'appendonly')?.toLowerCase() === 'yes') return 'aof';
    return dump !== null && dump > written ? 'dump' : 'aof';
  } catch (error) {
    if (['EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return null;
    throw error;
  }
}

/** When an AOF was last written, in whole s since 1970; null when there is none. */
export async function aofWritten(folder: string, names: DataNames): Promise<number | null> {
  const inFolder = join(folder, names.aofFolder);
  const listed = namesIn(inFolder);
  const own = listed.includes(`${names.aof}.manifest`) ? listed.filter((name) => name.startsWith(`${names.aof}.`)) : [];
  const paths = own.length > 0 ? own.map((name) => join(inFolder, name)) : [join(folder, names.aof)];
  const times = paths.map(writtenSeconds).filter((seconds) => seconds !== null);
  return times.length === 0 ? null : Math.max(...times);
}

function writtenSeconds(path: string): number | null {
  try {
    return Math.floor(statSync(path).mtimeMs / 1000);
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}

/** When the save of a dump began, s since 1970, which is before its file was written; null when there is no dump. */
async function dumpBegun(path: string): Promise<number | null> {
  const file = await openStateFile(path);
  if (file === null) return null;
  try {
    const header = await readRdbHeader(file);
    // What is no dump is Redis's to complain of. Redis before 3.2 wrote no time: then the file's own must do.
    return header?.createdSeconds ?? Math.floor((await file.stat()).mtimeMs / 1000);
  } finally {
    await file.close();
  }
}
