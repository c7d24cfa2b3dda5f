import type { ConfPlace } from '../conf/conf-place.ts';
import { fileValue } from '../conf/conf-values.ts';
import { readEffectiveConf } from '../conf/effective-conf.ts';
import { persistenceOf } from '../conf/persistence-mode.ts';
import { parseRedisConf } from '../conf/redis-conf.ts';

/** The names of a server's data files and which of them it uses, from its effective configuration. */
export interface DataFiles {
  readonly rdb: string;
  /** The folder of Redis 7 and later. */
  readonly aofFolder: string;
  /** The single file before Redis 7; since then the prefix of the names in the folder. */
  readonly aof: string;
  /** The server loads the dataset from the AOF at its start. */
  readonly usesAof: boolean;
  /** It has save points. */
  readonly saves: boolean;
  readonly databases: number;
}

export async function dataFiles(place: ConfPlace): Promise<DataFiles> {
  const conf = (await readEffectiveConf(place)) ?? parseRedisConf('');
  const { appendonly, save } = persistenceOf(conf);
  return {
    rdb: fileValue(conf, 'dbfilename') ?? 'dump.rdb',
    aofFolder: fileValue(conf, 'appenddirname') ?? 'appendonlydir',
    aof: fileValue(conf, 'appendfilename') ?? 'appendonly.aof',
    usesAof: appendonly === 'yes',
    saves: save.trim() !== '',
    databases: Number(fileValue(conf, 'databases') ?? 16),
  };
}
