import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import type { CompareHost, SideSpec } from '../../electron/services/keyspace/compare/compare-host.ts';
import { openComparison } from '../../electron/services/keyspace/compare/compare-session.ts';
import { bareRedis } from '../support/bare-redis.ts';
import { fillDataset } from '../support/dataset.ts';
import { fieldFolder } from '../support/field-folder.ts';
import { describeNeeding } from '../support/needs.ts';
import { rdbEntry, rdbFile, rdbText } from '../support/rdb-bytes.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

const KEYS = thorough ? 200_000 : 20_000;
const immediate = ['--repl-diskless-sync-delay', '0'] as const;
const kinds = ['added', 'removed', 'changed', 'expiry'] as const;

async function ended(host: CompareHost): Promise<CompareHost> {
  onTestFinished(() => host.close());
  await waitFor('a comparison', async () => ['ready', 'failed'].includes(host.state.phase));
  return host;
}

/** The server, and a dump of its keys as they were. */
async function serverAndDump(keys: number) {
  const server = await bareRedis(...immediate);
  onTestFinished(server.dispose);
  const redis = new Redis({ host: '127.0.0.1', port: server.port, retryStrategy: () => null });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  await fillDataset(server.port, keys);
  return { server, redis };
}

function liveSide(port: number, copyTo: string, home: string): SideSpec {
  const target = { host: '127.0.0.1', port, password: null };
  return { kind: 'live', target, dataFolder: null, isOnThisComputer: true, home, copyTo };
}

function rdbSide(path: string): SideSpec {
  return { kind: 'rdb', path, unzipTo: null, isWhole: false, warnings: [] };
}

async function namesBy(host: CompareHost): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = { added: [], removed: [], changed: [], expiry: [] };
  const filter = { database: 'all' as const, kinds: [...kinds], hideExpired: false };
  const { items, total } = await host.list({ filter, offset: 0, limit: 1000 });
  expect(items).toHaveLength(total);
  for (const { database, key, change } of items) found[change]?.push(`${database}/${'text' in key ? key.text : ''}`);
  for (const names of Object.values(found)) names.sort();
  return found;
}

const sorted = (names: readonly string[]) => [...names].sort();
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at * 10);

describeNeeding(['redis', 'posix'], 'compare', () => {
  it(`${KEYS} keys of all types › exactly the changed keys, and none that is only packed in another way`, async () => {
    const { server, redis } = await serverAndDump(KEYS);
    const rewritten = ['hash', 'set', 'zset', 'list'].flatMap((type) =>
      numbers(0, 10).map((at) => `rewrite:${type}:${at}`),
    );
    const fill = async (order: readonly number[]) => {
      for (const name of rewritten) {
        await redis.del(name);
        for (const at of order) {
          if (name.includes(':hash:')) await redis.hset(name, `f${at}`, `v${at}`);
          if (name.includes(':set:')) await redis.sadd(name, `m${at}`);
          if (name.includes(':zset:')) await redis.zadd(name, at / 4, `m${at}`);
          if (name.includes(':list:'))
            await redis.rpush(name, `item ${[...order].sort((a, b) => a - b)[order.indexOf(at)]}`);
        }
      }
    };
    await fill([0, 1, 2, 3, 4, 5]);
    await redis.save();
    const write = await fieldFolder();
    const dump = await write('before.rdb', '');
    await copyFile(join(server.folder, 'dump.rdb'), dump);

    // The same values as hash tables, skip lists and single nodes, and strings without compression.
    for (const setting of ['hash', 'set', 'zset'])
      await redis.config('SET', `${setting}-max-listpack-entries`, '1').catch(() => undefined);
    await redis.config('SET', 'list-max-listpack-size', '1');
    await redis.config('SET', 'rdbcompression', 'no');
    await fill([3, 0, 5, 1, 4, 2]);
    // The types of the data set follow each other, so a step of ten is one type.
    const name = (at: number) => {
      const types = ['string', 'number', 'binary', 'list', 'set', 'intset', 'zset', 'hash', 'stream', 'hyperloglog'];
      return `${types[at % 10]}:${at}`;
    };
    const changed = [...numbers(0, 10), ...numbers(3, 10), ...numbers(4, 10), ...numbers(7, 10), ...numbers(8, 10)].map(
      name,
    );
    for (const key of changed) {
      if (key.startsWith('string:')) await redis.append(key, '!');
      if (key.startsWith('list:')) await redis.lset(key, 2, 'other');
      if (key.startsWith('set:')) await redis.sadd(key, 'one more');
      if (key.startsWith('hash:')) await redis.hset(key, 'one more', '1');
      if (key.startsWith('stream:')) await redis.xadd(key, '*', 'one', 'more');
    }
    const removed = Array.from({ length: 70 }, (_, at) => name(1000 + at));
    await redis.del(...removed);
    const added = Array.from({ length: 30 }, (_, at) => `new:${at}`);
    for (const key of added) await redis.set(key, 'x');
    const expiry = Array.from({ length: 20 }, (_, at) => name(2000 + at));
    for (const key of expiry) await redis.pexpire(key, 500_000_000);

    const home = await fieldFolder();
    const copy = join(await home('place', ''), '..', 'copy.rdb');
    const host = await ended(
      openComparison({ before: rdbSide(dump), after: liveSide(server.port, copy, join(copy, '..')) }),
    );
    expect(host.state).toMatchObject({ phase: 'ready', problem: null, warnings: [] });
    const expected = {
      added: sorted(added.map((key) => `0/${key}`)),
      removed: sorted(removed.map((key) => `0/${key}`)),
      changed: sorted(changed.map((key) => `0/${key}`)),
      expiry: sorted(expiry.map((key) => `0/${key}`)),
    };
    expect(await namesBy(host)).toEqual(expected);
    const same = KEYS + rewritten.length - changed.length - removed.length - expiry.length;
    expect(host.state.counts).toMatchObject({ added: 30, removed: 70, changed: 50, expiryOnly: 20, same });
    expect(host.state.sides.after).toMatchObject({ method: 'replication', at: expect.stringMatching(/Z$/) });

    const value = async (key: string) => host.value({ database: 0, key: { text: key }, count: 100, withSame: false });
    expect((await value('hash:7')).rows).toMatchObject([
      { unit: 'field', change: 'added', field: { text: 'one more' } },
    ]);
    expect((await value('set:4')).rows).toMatchObject([
      { unit: 'member', change: 'added', member: { text: 'one more' } },
    ]);
    expect((await value('list:3')).rows).toMatchObject([
      { unit: 'item', change: 'changed', indexBefore: 2, indexAfter: 2 },
    ]);
    expect((await value('stream:8')).rows).toMatchObject([{ unit: 'entry', change: 'added', before: null }]);
    expect((await value('string:0')).rows).toMatchObject([
      { unit: 'line', change: 'removed' },
      { unit: 'line', change: 'added' },
    ]);
    expect((await value('rewrite:hash:0')).rows).toEqual([]);

    // Without replication the same keys are found by SCAN and DUMP.
    await redis.config('SET', 'min-replicas-to-write', '1');
    const dumped = await ended(
      openComparison({ before: rdbSide(dump), after: liveSide(server.port, `${copy}2`, join(copy, '..')) }),
    );
    expect(dumped.state.sides.after).toMatchObject({
      method: 'dump',
      reason: expect.stringContaining('min-replicas-to-write'),
    });
    expect(await namesBy(dumped)).toEqual(expected);
  });

  it('large values by DUMP, one of them the first of all › in pieces: only the changed ones differ', async () => {
    const server = await bareRedis();
    onTestFinished(server.dispose);
    const redis = new Redis({ host: '127.0.0.1', port: server.port });
    onTestFinished(() => redis.disconnect());
    const large = (first: number) => {
      const bytes = Buffer.alloc(20_000_000);
      for (let at = 0; at < bytes.length; at++) bytes[at] = Math.imul(first + at, 0x9e3779b1) >>> 24;
      return bytes;
    };
    await redis.set('changed', large(1));
    await redis.set('same', large(2), 'PXAT', 4_000_000_000_000);
    await redis.set('timed', large(3));
    for (let from = 0; from < 300_000; from += 10_000) {
      const fields = Array.from({ length: 10_000 }, (_, at) => [`field ${from + at}`, `value ${from + at}`]);
      await redis.hset('hash', ...fields.flat());
    }
    await redis.select(5).then(() => redis.set('small', 'value'));
    await redis.select(0).then(() => redis.save());
    const home = await fieldFolder();
    const dump = await home('before.rdb', '');
    await copyFile(join(server.folder, 'dump.rdb'), dump);
    await redis.setrange('changed', 19_000_000, 'other');
    await redis.hset('hash', 'field 299999', 'other');
    await redis.pexpireat('timed', 4_000_000_000_000);
    // Without replication.
    await redis.config('SET', 'min-replicas-to-write', '1');
    const side = liveSide(server.port, `${dump}.copy`, join(dump, '..'));
    const host = await ended(openComparison({ before: rdbSide(dump), after: side }));
    expect(host.state.sides.after).toMatchObject({ method: 'dump' });
    expect(await namesBy(host)).toEqual({
      added: [],
      removed: [],
      changed: ['0/changed', '0/hash'],
      expiry: ['0/timed'],
    });
    expect(host.state.counts).toMatchObject({ same: 2 });

    await redis.config('SET', 'client-output-buffer-limit', 'normal 1000000 0 0');
    const refused = await ended(openComparison({ before: rdbSide(dump), after: side }));
    expect(refused.state.problem).toMatch(
      /needs \d.* MB, and the server sends at most .* \(client-output-buffer-limit\)/,
    );
    // The server is running: a script must not take this for a stopped one.
    await expect(
      refused.list({ filter: { database: 'all', kinds: [...kinds], hideExpired: false }, offset: 0, limit: 1 }),
    ).rejects.toMatchObject({ code: 'COMMAND_UNAVAILABLE', data: { command: 'DUMP' } });
  });

  it('the server requires a password that the app does not have › a failure that says so', async () => {
    const server = await bareRedis('--requirepass', 'changed');
    onTestFinished(server.dispose);
    const write = await fieldFolder();
    const dump = await write('empty.rdb', Buffer.from('REDIS0001\xff', 'latin1'));
    const after = liveSide(server.port, `${dump}.copy`, join(dump, '..'));
    const host = await ended(openComparison({ before: rdbSide(dump), after }));
    expect(host.state.problem).toMatch(
      /^The second side cannot be read: .+ requires a password, and .+ accepts\. Nothing/,
    );
  });

  it('the file of a side is deleted before its values are compared › a failure that says so', async () => {
    const write = await fieldFolder();
    const digits = (from: number) =>
      Array.from({ length: 100_000 }, (_, at) => rdbEntry(0, `key:${at}`, rdbText(`${from + at}`)));
    const before = await write('before.rdb', rdbFile('REDIS0009', ...digits(0)));
    const after = await write('after.rdb', rdbFile('REDIS0009', ...digits(1)));
    const host = openComparison({ before: rdbSide(before), after: rdbSide(after) });
    await waitFor('the reading', async () => host.state.phase === 'reading');
    await rm(before);
    await ended(host);
    expect(host.state).toMatchObject({ phase: 'failed' });
    expect(host.state.problem).toContain('The file of these keys was deleted or moved while it was open');
  });

  it('the server ends while it is copied › a failure that says so, and no differences', async () => {
    const server = await bareRedis('--repl-diskless-sync-delay', '60');
    onTestFinished(server.dispose);
    const home = await fieldFolder();
    const dump = await home('empty.rdb', Buffer.from('REDIS0001\xff', 'latin1'));
    const host = openComparison({
      before: rdbSide(dump),
      after: liveSide(server.port, `${dump}.copy`, join(dump, '..')),
    });
    await waitFor('the reading', async () => host.state.phase === 'reading');
    await server.dispose();
    await ended(host);
    expect(host.state).toMatchObject({ phase: 'failed', counts: { added: 0, removed: 0 } });
    expect(host.state.problem).toMatch(/^The second side cannot be read: .+ Nothing was compared\.$/);
  });
});
