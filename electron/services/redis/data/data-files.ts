import type { ConfPlace } from '../conf/conf-place.ts';
import { fileValue } from '../conf/conf-values.ts';
import { readEffectiveConf } from '../conf/effective-conf.ts';
import { persistenceOf } from '../conf/persistence-mode.ts';
import { parseRedisConf } from '../conf/redis-conf.ts';

/** What a server's data files are called and which of them it uses, from its effective configuration. */
export interface DataFiles {
  readonly rdb: string;
  /** The folder of Redis 7 and later. */
  readonly aofFolder: string;
  /** The one file before that; beginning of the names in the folder since. */
  readonly aof: string;
  /** The dataset is read from the AOF at start. */
  readonly usesAof: boolean;
  /** It saves snapshots by itself. */
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
