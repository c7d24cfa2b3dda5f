import { readStateFile } from '../files/state-file.ts';
import { directiveArgs, directiveValue, parseRedisConf } from '../settings/redis-conf.ts';

/** What a server's data files are called and which of them it uses, from its `redis.conf`. */
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

export async function dataFiles(configFile: string): Promise<DataFiles> {
  const conf = parseRedisConf((await readStateFile(configFile)) ?? '');
  const saves = directiveArgs(conf, 'save');
  return {
    rdb: directiveValue(conf, 'dbfilename') ?? 'dump.rdb',
    aofFolder: directiveValue(conf, 'appenddirname') ?? 'appendonlydir',
    aof: directiveValue(conf, 'appendfilename') ?? 'appendonly.aof',
    usesAof: directiveValue(conf, 'appendonly')?.toLowerCase() === 'yes',
    saves: saves === null || saves.some((arg) => arg !== ''),
    databases: Number(directiveValue(conf, 'databases') ?? 16),
  };
}
