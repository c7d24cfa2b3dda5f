import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BareRedis, bareRedis } from '../../../../../test/support/bare-redis.ts';
import { RdbWalker } from '../rdb-walker.ts';
import type { RdbBytes } from './byte-source.ts';
import { decodeRdbValue, lengthOfRdbValue, type RdbValuePlace } from './decode-value.ts';
import type { Element } from './value-reader.ts';

/** Values that the real server writes, read back from its dump and compared with its own replies. */

const binary = (size: number) => Buffer.from(Array.from({ length: size }, (_, at) => (at * 7919) % 256));
const numbers = [
  '0',
  '12',
  '127',
  '-1',
  '-4096',
  '4095',
  '32767',
  '-32768',
  '8388607',
  '-8388608',
  '2147483647',
].concat(['-2147483648', '9223372036854775807', '-9223372036854775808', '007', '1.5', '-0', '18446744073709551615']);
const texts = [
  '',
  'a',
  'x'.repeat(63),
  'y'.repeat(64),
  'z'.repeat(4095),
  'w'.repeat(4096),
  'v'.repeat(20_000),
  'größe',
];
const scores = [
  '0',
  '1',
  '-1',
  '0.1',
  '1.5',
  '1e21',
  '-1e-7',
  'inf',
  '-inf',
  '3.0000000000000004',
  '2.98023223876953125e-08',
];

type Call = readonly (string | Buffer)[];

function fill(): readonly Call[] {
  const all = [...numbers, ...texts, binary(300)];
  const many = Array.from({ length: 3000 }, (_, at) => `element ${at} ${'.'.repeat(at % 90)}`);
  const calls: Call[] = [];
  for (const [at, value] of [...all, 'compressible '.repeat(30_000), binary(100_000)].entries()) {
    calls.push(['SET', `string:${at}`, value]);
  }
  calls.push(['RPUSH', 'list:mixed', ...all], ['RPUSH', 'list:many', ...many], ['RPUSH', 'list:one', 'only']);
  calls.push(['SADD', 'set:mixed', ...all], ['SADD', 'set:many', ...many]);
  calls.push(
    ['SADD', 'set:16', '1', '-2', '300'],
    ['SADD', 'set:32', '1', '70000'],
    ['SADD', 'set:64', '5', '9223372036854775807'],
  );
  calls.push(['ZADD', 'zset:scores', ...scores.flatMap((score, at) => [score, `member ${at}`])]);
  calls.push(['ZADD', 'zset:many', ...many.flatMap((member, at) => [String(at / 7), member])]);
  calls.push(['HSET', 'hash:mixed', ...all.flatMap((value, at) => [`field ${at}`, value])]);
  calls.push(['HSET', 'hash:numbers', ...numbers.flatMap((value) => [value, value])]);
  calls.push(['HSET', 'hash:many', ...many.flatMap((value, at) => [value, String(at)])]);
  calls.push(['PFADD', 'log', ...many.slice(0, 100)], ['GEOADD', 'places', '13.4', '52.5', 'Berlin']);
  calls.push(['XADD', 'stream:one', '18446744073709551615-18446744073709551615', 'field', 'value']);
  calls.push(['XADD', 'stream:empty', '5-1', 'a', 'b'], ['XDEL', 'stream:empty', '5-1']);
  for (let at = 1; at <= 500; at++) {
    const fields = at % 10 === 0 ? ['other', binary(20), 'two', String(at)] : ['name', `value ${at}`, 'n', String(at)];
    calls.push(['XADD', 'stream:many', `${1000 + at * 3}-${at % 3}`, ...fields]);
  }
  for (let at = 5; at <= 500; at += 7) calls.push(['XDEL', 'stream:many', `${1000 + at * 3}-${at % 3}`]);
  calls.push(['XGROUP', 'CREATE', 'stream:many', 'group', '0'], ['XGROUP', 'CREATE', 'stream:many', binary(9), '$']);
  calls.push(['XREADGROUP', 'GROUP', 'group', 'first', 'COUNT', '20', 'STREAMS', 'stream:many', '>']);
  calls.push(['XREADGROUP', 'GROUP', 'group', 'second', 'COUNT', '3', 'STREAMS', 'stream:many', '>']);
  calls.push(['XGROUP', 'CREATECONSUMER', 'stream:many', 'group', 'idle'], ['XACK', 'stream:many', 'group', '1003-1']);
  return calls;
}

const bytesOf = ({ data }: Element) => Buffer.from(data).toString('latin1');

/** All pages of a value, in a form that the server's replies are brought into too. */
async function decoded(bytes: RdbBytes, place: RdbValuePlace, count: number): Promise<unknown> {
  const parts: unknown[] = [];
  let text = '';
  for (let from: number | null = 0; from !== null; ) {
    const page = await decodeRdbValue(bytes, place, { from, count, maxElementBytes: 1e6 });
    if (page.type === 'string' || page.type === 'module') text += bytesOf(page.value);
    else if (page.type === 'stream') {
      parts.push(...page.items.map(({ id, fields }) => [id, fields.flat().map(bytesOf)]));
    } else if (page.type === 'zset') parts.push(...page.items.map(({ member, score }) => [bytesOf(member), score]));
    else if (page.type === 'hash')
      parts.push(...page.items.map(({ field, value }) => [bytesOf(field), bytesOf(value)]));
    else parts.push(...page.items.map(bytesOf));
    if ('length' in page) expect(page.length).toBe(await lengthOfRdbValue(bytes, place));
    from = page.next;
  }
  const type = (await decodeRdbValue(bytes, place, { from: 0, count: 1 })).type;
  if (type === 'string') return text;
  return type === 'set' || type === 'hash' ? parts.map((part) => JSON.stringify(part)).sort() : parts;
}

const latin1 = (reply: unknown): unknown =>
  Buffer.isBuffer(reply) ? reply.toString('latin1') : Array.isArray(reply) ? reply.map(latin1) : reply;

const inPairs = (flat: readonly unknown[]) => flat.flatMap((one, at) => (at % 2 === 0 ? [[one, flat[at + 1]]] : []));

/** The reply of the server in the form of `decoded`. */
async function reply(client: Redis, key: string): Promise<unknown> {
  const call = async (command: string, ...args: string[]) => latin1(await client.callBuffer(command, key, ...args));
  const type = await client.type(key);
  if (type === 'string') return call('GET');
  if (type === 'list') return call('LRANGE', '0', '-1');
  if (type === 'zset') return inPairs((await call('ZRANGE', '0', '-1', 'WITHSCORES')) as unknown[]);
  if (type === 'stream') return call('XRANGE', '-', '+');
  const flat = (await call(type === 'set' ? 'SMEMBERS' : 'HGETALL')) as unknown[];
  return (type === 'set' ? flat : inPairs(flat)).map((part) => JSON.stringify(part)).sort();
}

const variants: readonly (readonly [string, readonly string[]])[] = [
  ['the default settings', []],
  [
    'small nodes, no packed encodings, no compression',
    [
      ...['--rdbcompression', 'no', '--list-max-listpack-size', '2', '--hash-max-listpack-entries', '0'],
      ...['--zset-max-listpack-entries', '0', '--set-max-intset-entries', '0', '--stream-node-max-entries', '3'],
    ],
  ],
  [
    'large packed values',
    [
      ...[
        '--list-max-listpack-size',
        '-5',
        '--hash-max-listpack-entries',
        '100000',
        '--hash-max-listpack-value',
        '30000',
      ],
      ...['--zset-max-listpack-entries', '100000', '--list-compress-depth', '1', '--stream-node-max-bytes', '0'],
    ],
  ],
];

describe.each(variants)('RDB values › dump of a server with %s', (_, args) => {
  let server: BareRedis;
  let client: Redis;
  let dump: Buffer;
  const places = new Map<string, RdbValuePlace>();

  beforeAll(async () => {
    server = await bareRedis(...args);
    client = new Redis(server.port, { lazyConnect: true, protocol: 2 });
    await client.connect();
    for (const [command = '', ...rest] of fill()) await client.call(String(command), ...rest);
    await client.call('SAVE');
    dump = await readFile(join(server.folder, 'dump.rdb'));
    const walker = new RdbWalker({
      key({ keyBytes, keyStart, keyEnd, offset, length, type }) {
        const key = Buffer.from(keyBytes.subarray(keyStart, keyEnd)).toString();
        places.set(key, { offset, length, type, flavour: 'redis' });
      },
    });
    walker.write(dump);
    walker.finish();
  });
  afterAll(async () => {
    client.disconnect();
    await server.dispose();
  });

  test('decode › every value, in pages of 7 and of 1,000 › equals the reply of the server', async () => {
    expect([...places.keys()].sort()).toEqual((await client.keys('*')).sort());
    for (const [key, place] of places) {
      const expected = await reply(client, key);
      expect(await decoded(dump, place, key.startsWith('string') ? 70_000 : 1000), key).toEqual(expected);
      if (!/many|string/.test(key)) expect(await decoded(dump, place, 7), key).toEqual(expected);
    }
  });

  test('decode › from the file instead of memory › the same', async () => {
    const file = await open(join(server.folder, 'dump.rdb'));
    try {
      for (const key of ['list:many', 'hash:many', 'set:many', 'zset:many', 'stream:many', 'string:27']) {
        const place = places.get(key);
        if (place) expect(await decoded(file, place, 70_000), key).toEqual(await reply(client, key));
      }
    } finally {
      await file.close();
    }
  });

  test('decode › a page inside › the elements from there on, and the place of the next page', async () => {
    const place = places.get('list:many');
    const page = await decodeRdbValue(dump, place ?? never(), { from: 1500, count: 3 });
    const expected = latin1(await client.lrange('list:many', 1500, 1502));
    expect(page.type === 'list' && page.items.map(bytesOf)).toEqual(expected);
    expect(page).toMatchObject({ length: 3000, next: 1503 });
    expect(await decodeRdbValue(dump, place ?? never(), { from: 2990, count: 10 })).toMatchObject({ next: null });
    expect(await decodeRdbValue(dump, place ?? never(), { from: 5000, count: 10 })).toMatchObject({
      items: [],
      next: null,
    });
  });

  test('decode › a stream › groups with consumers as the server names them, with the first page only', async () => {
    const place = places.get('stream:many') ?? never();
    const page = await decodeRdbValue(dump, place, { from: 0, count: 2 });
    if (page.type !== 'stream') throw new Error(page.type);
    const groups = page.groups?.map(({ name, lastId, pending, consumers }) => ({
      ...{ name: bytesOf(name), lastId, pending },
      consumers: consumers.map((one) => [bytesOf(one.name), one.pending]),
    }));
    const first = (await client.xrange('stream:many', '-', '+')).map(([id]) => id);
    expect(groups?.find(({ name }) => name === 'group')).toEqual({
      ...{ name: 'group', lastId: first[22], pending: 22 },
      consumers: [
        ['first', 19],
        ['idle', 0],
        ['second', 3],
      ],
    });
    expect(groups).toHaveLength(2);
    const seen = page.groups?.flatMap(({ consumers }) => consumers.map(({ seenAtMs }) => Date.now() - seenAtMs)) ?? [];
    expect(Math.max(...seen.map(Math.abs))).toBeLessThan(60_000);
    expect(await decodeRdbValue(dump, place, { from: 2, count: 2 })).toMatchObject({
      groups: null,
      lastId: page.lastId,
    });
  });

  test('decode › a search › the elements that contain the text, over all pages', async () => {
    const place = places.get('hash:many') ?? never();
    const found: string[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const page = await decodeRdbValue(dump, place, { from, count: 4, find: Buffer.from('element 29') });
      if (page.type === 'hash') found.push(...page.items.map(({ field }) => bytesOf(field)));
      from = page.next;
    }
    expect(found).toHaveLength(111);
    expect(found.every((field) => field.includes('element 29'))).toBe(true);
  });

  test('decode › long elements › cut, with their whole length', async () => {
    const place = places.get('list:mixed') ?? never();
    const page = await decodeRdbValue(dump, place, { from: 0, count: 100, maxElementBytes: 100 });
    const sizes = page.type === 'list' ? page.items.map(({ data, totalBytes }) => [data.length, totalBytes]) : [];
    expect(sizes.every(([kept, total]) => kept === Math.min(100, total ?? 0))).toBe(true);
    expect(sizes).toContainEqual([100, 20_000]);
  });
});

function never(): never {
  throw new Error('the dump lacks the key');
}
