import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type BareRedis, bareRedis } from '../../../../test/support/bare-redis.ts';
import { redisCli } from '../../../../test/support/redis-cli.ts';
import { createRedisLink, type RedisLink } from '../connection/redis-link.ts';
import { compareSample } from './sample.ts';

let servers: readonly BareRedis[] = [];
let links: readonly RedisLink[] = [];

beforeAll(async () => {
  servers = await Promise.all([bareRedis(), bareRedis()]);
  links = servers.map(({ port }) => createRedisLink({ host: '127.0.0.1', port, password: null }));
});
afterEach(() => Promise.all(servers.map(({ port }) => redisCli(port, 'flushall'))));
afterAll(async () => {
  for (const link of links) await link.close();
  for (const server of servers) await server.dispose();
});

const port = (at: 0 | 1) => servers[at]?.port ?? 0;
const onBoth = (...args: readonly string[]) => Promise.all([0, 1].map((at) => redisCli(port(at as 0 | 1), ...args)));
const onLive = (...args: readonly string[]) => redisCli(port(1), ...args);
const compare = (databases: { index: number; keys: number }[] = [{ index: 0, keys: 6 }]) => {
  const [loaded, live] = links;
  if (loaded === undefined || live === undefined) throw new Error('no servers');
  return compareSample(loaded, live, databases);
};

async function fill() {
  await onBoth('set', 'greeting', 'hello');
  await onBoth('rpush', 'queue', 'a', 'b', 'c');
  await onBoth('sadd', 'tags', 'one', 'two', '3');
  await onBoth('zadd', 'ranking', '1', 'ada', '2', 'bob');
  await onBoth('hset', 'user', 'name', 'Ada', 'born', '1815');
  await onBoth('xadd', 'events', '1-1', 'kind', 'login');
}

describe('sample of a backup › equal values', () => {
  test('every type › equal, and at least one was compared', async () => {
    await fill();
    const { compared, different } = await compare();
    expect(different).toBeNull();
    expect(compared).toBeGreaterThan(0);
  });

  test('members of a set in another order › equal', async () => {
    await redisCli(port(0), 'sadd', 'tags', 'a', 'b', 'c', 'd', 'e');
    await onLive('sadd', 'tags', 'e', 'd', 'c', 'b', 'a');
    expect(await compare([{ index: 0, keys: 1 }])).toEqual({ compared: 1, different: null });
  });

  test('another encoding of the same hash › equal', async () => {
    await onBoth('hset', 'user', 'name', 'Ada');
    await onLive('config', 'set', 'hash-max-listpack-entries', '0');
    await onLive('hset', 'user', 'x', '1');
    await onLive('hdel', 'user', 'x');
    await onLive('config', 'set', 'hash-max-listpack-entries', '128');
    expect(await compare([{ index: 0, keys: 1 }])).toEqual({ compared: 1, different: null });
  });
});

describe('sample of a backup › different values', () => {
  test.each([
    ['a string', ['set', 'key', 'a'], ['set', 'key', 'b']],
    ['the order of a list', ['rpush', 'key', 'a', 'b'], ['rpush', 'key', 'b', 'a']],
    ['a field', ['hset', 'key', 'f', '1'], ['hset', 'key', 'f', '2']],
    ['a score', ['zadd', 'key', '1', 'a'], ['zadd', 'key', '2', 'a']],
    ['a member', ['sadd', 'key', 'a'], ['sadd', 'key', 'b']],
    ['a stream entry', ['xadd', 'key', '1-1', 'f', 'a'], ['xadd', 'key', '1-1', 'f', 'b']],
    ['the type', ['set', 'key', 'a'], ['rpush', 'key', 'a']],
  ])('%s differs › the key is named', async (_, loaded, live) => {
    await redisCli(port(0), ...loaded);
    await onLive(...live);
    expect(await compare([{ index: 0, keys: 1 }])).toEqual({ compared: 0, different: 'key' });
  });

  test('in database 3 only › found there', async () => {
    await redisCli(port(0), '-n', '3', 'set', 'key', 'a');
    await onLive('-n', '3', 'set', 'key', 'b');
    expect(
      await compare([
        { index: 0, keys: 0 },
        { index: 3, keys: 1 },
      ]),
    ).toMatchObject({ different: 'key' });
  });
});

describe('sample of a backup › not compared', () => {
  test('a value above the limits › neither equal nor different', async () => {
    await onBoth('setrange', 'large', String(1024 * 1024), 'x');
    expect(await compare([{ index: 0, keys: 1 }])).toEqual({ compared: 0, different: null });
  });

  test('no keys › nothing is compared', async () => {
    expect(await compare([{ index: 0, keys: 0 }])).toEqual({ compared: 0, different: null });
  });
});
