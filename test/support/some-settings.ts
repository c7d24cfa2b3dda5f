import { hashOf } from '../../electron/services/redis/conf/conf-file.ts';
import { type ConfPlace, confPlaceOfFile } from '../../electron/services/redis/conf/conf-place.ts';
import { effectiveConf } from '../../electron/services/redis/conf/effective-conf.ts';
import { parseRedisConf, type RedisConf } from '../../electron/services/redis/conf/redis-conf.ts';
import { parseInfo } from '../../electron/services/redis/info/info.ts';
import type { SettingFacts } from '../../electron/services/settings/plan/setting-facts.ts';
import { PROGRAMS } from './runtime-kinds.ts';

/** The input of a settings plan of a running server without drift, for tests without a server. */
export function someSettings(
  text: string,
  change: Partial<SettingFacts> = {},
  place: Partial<ConfPlace> = {},
): SettingFacts {
  const conf = parseRedisConf(text);
  const resolve = (other: RedisConf) => effectiveConf(other, { ...confPlaceOfFile('/redis.conf'), ...place });
  return {
    id: 'main',
    runtime: PROGRAMS,
    running: true,
    refusal: null,
    file: { path: '/redis.conf', text, encoding: 'utf8', hash: hashOf(text) },
    conf,
    effective: resolve(conf),
    resolve,
    live: null,
    info: parseInfo('redis_version:7.0.15\r\nused_memory:1073741824\r\ndb0:keys=100,expires=10,avg_ttl=0\r\n'),
    published: null,
    recordedPort: null,
    publishedTls: null,
    movedFolder: null,
    container: null,
    saveIntervals: '900 1',
    machine: { memoryBytes: 16 * 2 ** 30, addresses: ['127.0.0.1', '192.168.1.5'], longestBacklog: 4096 },
    ...change,
  };
}
