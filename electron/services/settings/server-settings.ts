import { readFile, stat } from 'node:fs/promises';
import { parseMemory } from '../../../shared/memory.ts';
import { orNull } from '../files/file-errors.ts';
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

const cache = new Map<string, { readonly key: string; readonly settings: ConfiguredSettings }>();

/** Reads a `redis.conf`, again only when it has changed; null when there is none. */
export async function configuredSettings(configFile: string): Promise<ConfiguredSettings | null> {
  const found = await orNull(stat(configFile, { bigint: true }));
  if (!found) return null;
  const key = `${found.ino}:${found.mtimeNs}:${found.size}`;
  const known = cache.get(configFile);
  if (known?.key === key) return known.settings;
  const settings = settingsOf(parseRedisConf(await readFile(configFile, 'utf8')));
  cache.set(configFile, { key, settings });
  return settings;
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
