import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bareRedis } from '../../../../test/support/bare-redis.ts';
import { describeNeeding } from '../../../../test/support/needs.ts';
import { redisCli } from '../../../../test/support/redis-cli.ts';
import { createRdbCounter } from './count-rdb.ts';
import { rdbType } from './rdb-format.ts';
import { walkRdbFile } from './walk-rdb.ts';

/** Values of all types, in small and large encodings, with expirations, over two databases. */
const FILL = `
  redis.call('SELECT', ARGV[1])
  for i = 1, 300 do
    redis.call('SET', 'string:' .. i, string.rep('v' .. i, i % 40))
    redis.call('SET', i, i * 100000)
  end
  redis.call('SET', string.rep('long key ', 20), 'x', 'PX', 5000000)
  redis.call('SET', 'large', string.rep('abcdefghij', 300000))
  for _, size in ipairs({3, 3000}) do
    for i = 1, size do
      redis.call('RPUSH', 'list:' .. size, 'element ' .. i)
      redis.call('SADD', 'set:' .. size, 'member ' .. i)
      redis.call('SADD', 'numbers:' .. size, i)
      redis.call('ZADD', 'zset:' .. size, i / 3, 'member ' .. i)
      redis.call('HSET', 'hash:' .. size, 'field ' .. i, 'value ' .. i)
      redis.call('XADD', 'stream:' .. size, i .. '-1', 'field', 'value ' .. i)
    end
    redis.call('XGROUP', 'CREATE', 'stream:' .. size, 'group', '0')
    redis.call('XREADGROUP', 'GROUP', 'group', 'consumer', 'COUNT', '2', 'STREAMS', 'stream:' .. size, '>')
    redis.call('PFADD', 'hll:' .. size, 'a', 'b')
  end
  return redis.call('DBSIZE')`;

describeNeeding(['redis', 'posix'], 'RDB walk › a file of a real Redis', () => {
  test('all types and encodings › every key has the type and expiration that the server reports', async () => {
    const server = await bareRedis();
    try {
      const counts = [
        await redisCli(server.port, 'eval', FILL, '0', '0'),
        await redisCli(server.port, 'eval', FILL, '0', '7'),
      ];
      await redisCli(server.port, 'save');
      const file = await open(join(server.folder, 'dump.rdb'), 'r');
      const types = new Map<string, string>();
      const expiring: string[] = [];
      const counter = createRdbCounter();
      const end = await walkRdbFile(file, {
        ...counter.visitor,
        key(entry) {
          counter.visitor.key?.(entry);
          const key = Buffer.from(entry.keyBytes.subarray(entry.keyStart, entry.keyEnd)).toString();
          if (entry.database === 7) types.set(key, rdbType(entry.type)?.type ?? '?');
          if (entry.expireAtMs >= 0) expiring.push(key);
        },
      }).finally(() => file.close());
      expect(counter.databases().map(({ index, keys }) => `${index}: ${keys}`)).toEqual([
        `0: ${counts[0]}`,
        `7: ${counts[1]}`,
      ]);
      expect(counter.aux.get('redis-ver')).toMatch(/^\d+\.\d+/);
      expect(expiring).toEqual([expect.stringMatching(/^long key/), expect.stringMatching(/^long key/)]);
      expect(end.checksum).toBe('verified');
      const listed = (await redisCli(server.port, '-n', '7', 'eval', LIST_TYPES, '0')).split('\n');
      expect([...types].flat().length).toBe(listed.length);
      for (let at = 0; at < listed.length; at += 2) expect(types.get(listed[at] ?? '')).toBe(listed[at + 1]);
    } finally {
      await server.dispose();
    }
  });
});

const LIST_TYPES = `
  local found = {}
  for _, key in ipairs(redis.call('KEYS', '*')) do
    table.insert(found, key)
    table.insert(found, redis.call('TYPE', key).ok)
  end
  return found`;
