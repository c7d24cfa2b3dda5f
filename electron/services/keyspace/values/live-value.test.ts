import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { type BareRedis, bareRedis } from '../../../../test/support/bare-redis.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { type KeyConnection, openKeyConnection } from './key-connection.ts';
import { liveDetails, liveValue } from './live-value.ts';
import type { ValuePageOptions } from './rdb-value.ts';

let server: BareRedis;
let client: Redis;
const open: KeyConnection[] = [];

async function connection(more: Partial<RedisTarget> = {}, database = 0): Promise<KeyConnection> {
  const made = await openKeyConnection(
    'test',
    { host: '127.0.0.1', port: server.port, password: null, ...more },
    database,
  );
  open.push(made);
  return made;
}

let current: KeyConnection | null = null;
const connect = async () => {
  if (!current?.isOpen) current = await connection();
  return current;
};
const read = (text: string, options: Partial<ValuePageOptions> = {}) =>
  liveValue(connect, { text }, { count: 100, ...options });

/** Every page of a value; `items` joined. */
async function all(text: string, options: Partial<ValuePageOptions>): Promise<unknown[]> {
  const items: unknown[] = [];
  let position: string | undefined;
  for (let page = 0; page < 5000; page++) {
    const value: KeyValue = await read(text, { ...options, position });
    if ('items' in value) {
      expect(value.items.length).toBeLessThanOrEqual(options.count ?? 100);
      items.push(...value.items);
    }
    if (value.next === null) return items;
    position = value.next;
  }
  throw new Error('the pages do not end');
}

beforeAll(async () => {
  server = await bareRedis();
  client = new Redis(server.port, { protocol: 2 });
  const many = Array.from({ length: 3000 }, (_, at) => `element ${at}`);
  await client.set('string', 'größe');
  await client.set('binary', Buffer.from([0xff, 0, 1]));
  await client.set('long', 'ä'.repeat(100_000));
  await client.rpush('list', ...many);
  await client.sadd('set', ...many);
  await client.sadd('small set', 'a', 'b*c', 'd');
  await client.zadd('zset', ...many.flatMap((member, at) => [at / 3, member]));
  await client.hset('hash', Object.fromEntries(many.map((field, at) => [field, at])));
  await client.hset('small hash', { a: '1', b: '2', c: '3', d: '4', e: '5' });
  const pipeline = client.pipeline();
  for (let at = 1; at <= 2500; at++) pipeline.xadd('stream', `${at}-1`, 'name', `entry ${at}`);
  await pipeline.exec();
  await client.xgroup('CREATE', 'stream', 'group', '0');
  await client.xreadgroup('GROUP', 'group', 'worker', 'COUNT', 5, 'STREAMS', 'stream', '>');
  await client.pexpireat('hash', 4_000_000_000_123);
});
afterAll(async () => {
  for (const one of open) one.close();
  client.disconnect();
  await server.dispose();
});

describe('live values › pages', () => {
  test('string › text, binary and a long one › pages that join to the whole', async () => {
    expect(await read('string')).toEqual({
      type: 'string',
      lengthBytes: 7,
      fromByte: 0,
      value: { text: 'größe' },
      next: null,
    });
    expect(await read('binary')).toMatchObject({ value: { base64: '/wAB' } });
    let text = '';
    let position: string | undefined;
    do {
      const page = await read('long', { position });
      if (page.type === 'string' && 'text' in page.value) text += page.value.text;
      position = page.next ?? undefined;
    } while (position !== undefined);
    expect(text).toBe('ä'.repeat(100_000));
    expect(await read('string', { from: 4 })).toMatchObject({ fromByte: 4, value: { text: 'ße' } });
  });

  test('list, sorted set, stream › pages › every element in its order', async () => {
    const names = Array.from({ length: 3000 }, (_, at) => ({ text: `element ${at}` }));
    expect(await all('list', { count: 700 })).toEqual(names);
    const scored = (await all('zset', { count: 900 })) as { member: unknown; score: string }[];
    expect(scored.map(({ member }) => member)).toEqual(names);
    expect(scored[1]?.score).toBe('0.33333333333333331');
    const entries = (await all('stream', { count: 600 })) as { id: string }[];
    expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 2500 }, (_, at) => `${at + 1}-1`));
  });

  test('set, hash › pages › every element once, never more than requested', async () => {
    const members = (await all('set', { count: 100 })) as { text: string }[];
    expect(new Set(members.map(({ text }) => text)).size).toBe(3000);
    const fields = (await all('hash', { count: 333 })) as { field: { text: string }; value: { text: string } }[];
    expect(fields).toHaveLength(3000);
    expect(fields.every(({ field, value }) => field.text === `element ${value.text}`)).toBe(true);
    expect(await all('small hash', { count: 2 })).toHaveLength(5);
  });

  test('every type › from › skips that many elements', async () => {
    expect(await read('list', { from: 2990 })).toMatchObject({ from: 2990, length: 3000, next: null });
    expect(await read('zset', { from: 2999 })).toMatchObject({ items: [{ member: { text: 'element 2999' } }] });
    expect(await read('stream', { from: 2000, count: 1 })).toMatchObject({ items: [{ id: '2001-1' }], next: '2001-1' });
    expect(await read('set', { from: 2999 })).toMatchObject({ length: 3000, next: null });
    expect(await read('small hash', { from: 4 })).toMatchObject({ next: null, items: [{}] });
  });

  test('stream › first page › groups and consumers; not with later ones', async () => {
    const page = await read('stream', { count: 2 });
    expect(page).toMatchObject({
      ...{ length: 2500, lastId: '2500-1', next: '2-1' },
      groups: [
        { name: { text: 'group' }, lastId: '5-1', pending: 5, consumers: [{ name: { text: 'worker' }, pending: 5 }] },
      ],
    });
    expect(await read('stream', { position: '2-1', count: 1 })).toMatchObject({ groups: null, items: [{ id: '3-1' }] });
  });

  test('every type › a search › only elements that contain the text', async () => {
    expect(await all('list', { find: 'element 299', count: 3 })).toHaveLength(11);
    expect(await all('set', { find: 'element 299', count: 3 })).toHaveLength(11);
    expect(await all('zset', { find: 'element 299', count: 3 })).toHaveLength(11);
    expect(await all('hash', { find: 'element 299', count: 3 })).toHaveLength(11);
    expect(await all('stream', { find: 'entry 249', count: 3 })).toHaveLength(11);
    expect(await read('small set', { find: 'b*' })).toMatchObject({ items: [{ text: 'b*c' }] });
    expect(await read('small set', { find: '?' })).toMatchObject({ items: [] });
  });

  test.each(['x', '-1', '1.2.3', '9'.repeat(30), '5-'])('position › %s › BAD_VALUE', async (position) => {
    for (const key of ['string', 'list', 'set', 'hash', 'stream']) {
      if (key === 'stream' && position === '-1') continue;
      await expect(read(key, { position })).rejects.toMatchObject({ code: 'BAD_VALUE' });
    }
  });

  test('a page of more than 32 MB › the server truncates elements, and the connection keeps working', async () => {
    await client.rpush('huge', ...Array.from({ length: 5 }, (_, at) => Buffer.alloc(8_000_000, 0x61 + at)));
    const page = await read('huge');
    expect(page.type === 'list' && page.items.map(({ totalBytes }) => totalBytes)).toEqual(Array(5).fill(8_000_000));
    expect(page.type === 'list' && 'text' in (page.items[4] ?? {}) && page.items[4]).toMatchObject({
      text: 'e'.repeat(65_536),
    });
    await client.hset('huge hash', { field: Buffer.alloc(40_000_000, 0x61), other: 'x' });
    const fields = await read('huge hash');
    const sizes =
      fields.type === 'hash' ? fields.items.map(({ field, value }) => [field, value.totalBytes ?? value]) : [];
    expect(sizes).toContainEqual([{ text: 'field' }, 40_000_000]);
    expect(sizes).toContainEqual([{ text: 'other' }, { text: 'x' }]);
    await client.del('huge', 'huge hash');
  });
});

describe('live values › details', () => {
  test('details › a hash › type, length, encoding, exact expiry, idle time and memory', async () => {
    expect(await liveDetails(await connect(), { text: 'hash' })).toMatchObject({
      ...{ database: 0, key: { text: 'hash' }, type: 'hash', length: 3000, encoding: 'hashtable' },
      ...{ expiresAt: '2096-10-02T07:06:40.123Z', frequency: null, idleSeconds: expect.any(Number) },
      memoryBytes: expect.any(Number),
    });
  });

  test('details › an LFU policy › the frequency instead of the idle time', async () => {
    await client.config('SET', 'maxmemory-policy', 'allkeys-lfu');
    await client.set('counted', '1');
    const details = await liveDetails(await connection(), { text: 'counted' });
    expect(details).toMatchObject({ idleSeconds: null, frequency: expect.any(Number), expiresAt: null });
    await client.config('SET', 'maxmemory-policy', 'noeviction');
  });

  test('details and values › a missing key › NOT_FOUND', async () => {
    await expect(liveDetails(await connect(), { text: 'gone' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(read('gone')).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'key', id: 'gone' } });
  });

  test('connection › a database that the server does not have › NOT_FOUND', async () => {
    await expect(connection({}, 99)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('values › a user without the right › COMMAND_UNAVAILABLE with the command', async () => {
    await client.call('ACL', 'SETUSER', 'default', '-lrange', '-memory', '-object');
    try {
      const limited = await connection();
      await expect(liveValue(async () => limited, { text: 'list' }, { count: 1 })).rejects.toMatchObject({
        ...{
          code: 'COMMAND_UNAVAILABLE',
          data: { command: 'LRANGE' },
          message: expect.stringContaining('access rules'),
        },
      });
      expect(await liveDetails(limited, { text: 'list' })).toMatchObject({
        encoding: '',
        memoryBytes: null,
        length: 3000,
      });
    } finally {
      await client.call('ACL', 'SETUSER', 'default', '+@all');
    }
  });

  test('values › renamed and disabled commands › the new name, or COMMAND_UNAVAILABLE', async () => {
    const renaming = await bareRedis('--rename-command', 'LRANGE', 'read-list', '--rename-command', 'GETRANGE', '');
    const target = {
      host: '127.0.0.1',
      port: renaming.port,
      password: null,
      renamed: { LRANGE: 'read-list', GETRANGE: '' },
    };
    const other = await openKeyConnection('test', target, 0);
    try {
      await other.call('RPUSH', 'list', 'a');
      await other.call('SET', 'string', 'a');
      const page = (text: string) => liveValue(async () => other, { text }, { count: 1 });
      expect(await page('list')).toMatchObject({ items: [{ text: 'a' }] });
      await expect(page('string')).rejects.toMatchObject({ code: 'COMMAND_UNAVAILABLE' });
    } finally {
      other.close();
      await renaming.dispose();
    }
  });

  test('values › a server that ends › NOT_RUNNING', async () => {
    const ending = await bareRedis();
    const other = await openKeyConnection('test', { host: '127.0.0.1', port: ending.port, password: null }, 0);
    await ending.dispose();
    await expect(liveValue(async () => other, { text: 'a' }, { count: 1 })).rejects.toMatchObject({
      code: 'NOT_RUNNING',
    });
    other.close();
  });
});
