import { parseMemory } from '../../../shared/memory.ts';
import { createFileCache } from '../files/file-cache.ts';
import { directiveArgs, directiveValue, parseRedisConf, type RedisConf } from './redis-conf.ts';

/** What is needed to reach a server, from its `redis.conf`. */
export interface ServerSettings {
  readonly port: number;
  readonly password: string | null;
}

/** What a `redis.conf` says that is shown of an instance that does not run. */
export interface ConfiguredSettings extends ServerSettings {
  /** `maxmemory` in bytes; null when there is no limit. */
  readonly memoryLimitBytes: number | null;
  readonly persistence: 'rdb' | 'aof' | 'both' | 'none';
}

const files = createFileCache((text) => settingsOf(parseRedisConf(text)));

/** What a `redis.conf` says; null when there is none. */
export async function configuredSettings(configFile: string): Promise<ConfiguredSettings | null> {
  return files.read(configFile);
}

function settingsOf(conf: RedisConf): ConfiguredSettings {
  const aof = directiveValue(conf, 'appendonly')?.toLowerCase() === 'yes';
  return {
    port: Number(directiveValue(conf, 'port') ?? 6379),
    password: directiveValue(conf, 'requirepass') || null,
    memoryLimitBytes: parseMemory(directiveValue(conf, 'maxmemory') ?? '0') || null,
    persistence: persistenceMode(savesSnapshots(conf), aof),
  };
}

/** Without any `save` line Redis has save points of its own; `save ""` takes them all away. */
function savesSnapshots(conf: RedisConf): boolean {
  const args = directiveArgs(conf, 'save');
  return args === null || args.some((arg) => arg !== '');
}

export function persistenceMode(rdb: boolean, aof: boolean): 'rdb' | 'aof' | 'both' | 'none' {
  if (rdb && aof) return 'both';
  if (rdb) return 'rdb';
  return aof ? 'aof' : 'none';
}
