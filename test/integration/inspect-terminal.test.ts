import { randomBytes } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { useBackupHome } from '../support/backup-home.ts';
import { fillDataset } from '../support/dataset.ts';
import { tarGzOf } from '../support/field-files.ts';
import { fieldFolder } from '../support/field-folder.ts';
import { describeNeeding } from '../support/needs.ts';
import { freePort } from '../support/ports.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { thorough } from '../support/thorough.ts';
import { writeKeysRdb } from '../support/write-keys-rdb.ts';

/** The keys that are compared with SCAN. */
const KEYS = thorough ? 200_000 : 20_000;
const databases = [0, 3, 15];

interface Item {
  readonly database: number;
  readonly key: string;
  readonly keyBase64?: string;
  readonly type: string;
  readonly expiresAt: string | null;
  /** Of a folder. */
  readonly prefix: string;
  readonly keys: number;
}

interface Inspected {
  readonly keys: number;
  readonly matched: number;
  readonly databases: readonly { readonly index: number; readonly keys: number; readonly expires: number }[];
  readonly items: readonly Item[];
}

function connect(port: number): Redis {
  const redis = new Redis({ host: '127.0.0.1', port });
  onTestFinished(() => redis.disconnect());
  return redis;
}

/** Every key as SCAN, TYPE and PEXPIRETIME report it: database, key, type, expiry. */
async function scan(redis: Redis): Promise<string[]> {
  const found: string[] = [];
  for (const database of databases) {
    await redis.select(database);
    const keys: Buffer[] = [];
    let cursor = '0';
    do {
      const [next, page] = await redis.scanBuffer(cursor, 'COUNT', 5000);
      cursor = String(next);
      keys.push(...page);
    } while (cursor !== '0');
    const pipeline = redis.pipeline();
    for (const key of keys) pipeline.type(key).call('PEXPIRETIME', key);
    const replies = (await pipeline.exec()) ?? [];
    for (const [at, key] of keys.entries()) {
      const expiresAt = Number(replies[at * 2 + 1]?.[1]);
      const shown = expiresAt < 0 ? null : new Date(expiresAt).toISOString();
      found.push(JSON.stringify([database, key.toString('base64'), replies[at * 2]?.[1], shown]));
    }
  }
  return found.sort();
}

function namesOf({ items }: Inspected): string[] {
  return items
    .map(({ database, key, keyBase64, type, expiresAt }) =>
      JSON.stringify([database, keyBase64 ?? Buffer.from(key).toString('base64'), type, expiresAt]),
    )
    .sort();
}

describeNeeding(['redis', 'posix'], 'inspect and get', () => {
  it(`${KEYS} keys of all types in three databases › a backup, its dump, .gz and tar.gz name the keys that SCAN names`, async () => {
    const { home, backUp, backups } = await useBackupHome();
    const redis = connect(home.port);
    await fillDataset(home.port, KEYS);
    await redis.select(3);
    await redis.set(Buffer.from([0xff, 0x00, 0x0a]), 'binary key');
    const expected = await scan(redis);
    await backUp('b', { verify: false });
    const write = await fieldFolder();
    const dump = await readFile(join(backups, 'b.rdb'));
    const sources: readonly (readonly string[])[] = [
      ['--backup-name', 'b'],
      ['--file', await write('dump.rdb', dump)],
      ['--file', await write('dump.rdb.gz', gzipSync(dump))],
      ['--file', await write('volume.tar.gz', await tarGzOf([{ name: 'data/dump.rdb', data: dump }]))],
    ];
    for (const source of sources) {
      const result = await runInProcess(['--action', 'inspect', ...source, '--json', '--limit', '0'], home.env);
      expect(result.code, result.stderr).toBe(0);
      const document = result.json() as Inspected;
      expect(namesOf(document)).toEqual(expected);
      expect(document).toMatchObject({ keys: expected.length, matched: expected.length });
      expect(document.databases.map(({ index }) => index)).toEqual(databases);
    }
  });

  it('150,000 keys without a limit › every one of them, as JSON and as lines', async () => {
    const { home } = await useBackupHome();
    const path = join(home.path, 'many.rdb');
    await writeKeysRdb(path, 150_000);
    const inspect = (...args: string[]) =>
      runInProcess(['--action', 'inspect', '--file', path, '--limit', '0', ...args], home.env);
    const asJson = await inspect('--json');
    expect(asJson.code, asJson.stderr).toBe(0);
    expect(new Set((asJson.json() as Inspected).items.map(({ key }) => key)).size).toBe(150_000);
    const asLines = await inspect();
    expect(asLines.code, asLines.stderr).toBe(0);
    expect(asLines.stdout.split('\n').filter((line) => / string /.test(line))).toHaveLength(150_000);
    const tree = await inspect('--tree', 'yes', '--separator', '0');
    expect(tree.code, tree.stderr).toBe(0);
  });

  it('filters, orders and the tree › as SCAN and the sizes say', async () => {
    const { home, backUp } = await useBackupHome();
    const redis = connect(home.port);
    await redis.mset({
      'user:1:name': 'a',
      'user:1:mail': 'b',
      'user:2:name': 'c',
      plain: randomBytes(1000).toString('hex'),
      User: 'd',
    });
    await redis.set('soon', 'x', 'EX', 600);
    await redis.set('later', 'x', 'EX', 86_400);
    await redis.hset('user:3', 'f', 'v');
    await backUp('b', { verify: false });
    const inspect = async (...args: string[]) => {
      const result = await runInProcess(['--action', 'inspect', '--backup-name', 'b', '--json', ...args], home.env);
      expect(result.code, result.stderr).toBe(0);
      return result.json() as Inspected;
    };
    const keys = async (...args: string[]) => (await inspect(...args)).items.map(({ key }) => key);
    expect(await keys('--pattern', 'user:?:n*')).toEqual(['user:1:name', 'user:2:name']);
    expect(await keys('--type', 'hash')).toEqual(['user:3']);
    expect(await keys('--expires', 'soon')).toEqual(['soon']);
    expect(await keys('--min-size', '1kb')).toEqual(['plain']);
    expect(await keys('--sort', 'size', '--limit', '1')).toEqual(['plain']);
    expect((await keys('--sort', 'expires')).slice(0, 2)).toEqual(['soon', 'later']);
    expect(await keys('--prefix', 'user:1:')).toEqual(['user:1:mail', 'user:1:name']);
    expect((await inspect('--expires', 'none', '--limit', '1')).matched).toBe(6);
    const tree = await inspect('--tree', 'yes');
    expect(tree).toMatchObject({ matched: 8, items: [{ database: 0, prefix: 'user:', keys: 4 }] });
    const below = (await inspect('--tree', 'yes', '--prefix', 'user:')).items.map(({ prefix, keys: count }) => [
      prefix,
      count,
    ]);
    expect(below).toEqual([
      ['user:1:', 2],
      ['user:2:', 1],
    ]);
    const text = await runInProcess(['--action', 'inspect', '--backup-name', 'b', '--limit', '2'], home.env);
    expect(text.stdout).toMatch(/KEY +TYPE/);
    expect(text.stdout).toContain('2 of 8 keys; --limit 0 lists all.');
  });

  it('get › a key of each type › the reply of the server', async () => {
    const { home, backUp } = await useBackupHome();
    const redis = connect(home.port);
    await redis.set('string', 'größe\nline 2');
    await redis.set('binary', Buffer.from([0xff, 0xfe]));
    await redis.set('number', '12345');
    await redis.set('long', 'abcdefghij'.repeat(30_000));
    await redis.rpush('list', ...Array.from({ length: 2500 }, (_, at) => `item ${at}`));
    await redis.sadd('set', 'a', 'b', 'c');
    await redis.call('ZADD', 'zset', '1.5', 'one', '-inf', 'two', '3', 'three');
    await redis.hset('hash', { f: 'v', g: 'w' });
    await redis.xadd('stream', '5-1', 'f', 'v');
    await redis.xadd('stream', '6-1', 'g', 'w', 'h', 'x');
    await backUp('b', { verify: false });
    const get = async (key: string, ...args: string[]) => {
      const result = await runInProcess(
        ['--action', 'get', '--backup-name', 'b', '--key', key, '--json', ...args],
        home.env,
      );
      expect(result.code, result.stderr).toBe(0);
      return result.json() as { readonly value: unknown; readonly length: number };
    };
    for (const key of ['string', 'number', 'long']) expect((await get(key)).value).toBe(await redis.get(key));
    expect((await get('binary')).value).toEqual({ base64: '//4=' });
    expect((await get('list')).value).toEqual(await redis.lrange('list', 0, -1));
    expect(await get('list', '--from', '1200', '--count', '2')).toMatchObject({
      length: 2500,
      value: ['item 1200', 'item 1201'],
    });
    expect((await get('long', '--from', '10', '--count', '3')).value).toBe('abc');
    expect(((await get('set')).value as string[]).sort()).toEqual((await redis.smembers('set')).sort());
    const scored = await redis.zrange('zset', 0, '-1', 'WITHSCORES');
    expect(((await get('zset')).value as string[][]).flat()).toEqual(scored);
    expect((await get('hash')).value).toEqual(await redis.hgetall('hash'));
    const stream = (await get('stream')).value as { readonly id: string; readonly fields: Record<string, string> }[];
    expect(stream.map(({ id, fields }) => [id, Object.entries(fields).flat()])).toEqual(
      await redis.xrange('stream', '-', '+'),
    );
    const text = await runInProcess(['--action', 'get', '--backup-name', 'b', '--key', 'hash'], home.env);
    expect(text.stdout).toMatch(/f: v\ng: w\n/);
  });

  it.each([
    ['inspect'],
    ['get', '--key', 'a'],
    ['compare'],
    ['restore'],
    ['verify-backup'],
    ['pin-backup'],
    ['change-backup', '--note', 'x'],
    ['delete-backup'],
    ['export-backup', '--file', 'copy.rdb'],
  ])('%s with a backup of an instance that does not exist › names the instances', async (...action) => {
    const { home } = await useBackupHome();
    const source = ['--backup-name', 'b', '--instance', 'nope'];
    const result = await runInProcess(['--action', ...action, ...source, '--yes', 'yes'], home.env);
    expect(result).toMatchObject({ code: 3, stderr: 'There is no instance "nope". Managed instances: main.\n' });
  });

  it('a running instance whose access rules do not permit SYNC › its keys, by SCAN', async () => {
    const { home } = await useBackupHome();
    const redis = connect(home.port);
    await redis.mset({ a: '1', 'b:1': '2' });
    await redis.acl('SETUSER', 'default', '-sync', '-psync');
    const result = await runInProcess(['--action', 'inspect', '--json'], home.env);
    expect(result.code, result.stderr).toBe(0);
    expect((result.json() as Inspected).items.map(({ key }) => key)).toEqual(['a', 'b:1']);
    const text = await runInProcess(['--action', 'inspect'], home.env);
    expect(text.stdout).toMatch(/read by +SCAN/);
  });

  it('a replica that has lost its master › its keys, by SCAN', async () => {
    const { home } = await useBackupHome();
    const redis = connect(home.port);
    await redis.mset({ a: '1', b: '2' });
    await redis.replicaof('127.0.0.1', await freePort());
    const text = await runInProcess(['--action', 'inspect'], home.env);
    expect(text.code, text.stderr).toBe(0);
    expect(text.stdout).toContain('SCAN: The server is a replica without a connection to its master');
    expect(text.stdout).toMatch(/keys +2,/);
  });

  it('what cannot be read › the exit code and one sentence', async () => {
    const { home, backUp, backups } = await useBackupHome();
    const redis = connect(home.port);
    await redis.mset({ a: '1', b: '2' });
    await backUp('b', { verify: false });
    const exits = async (...args: string[]) => {
      const { code, stderr } = await runInProcess(['--action', ...args, '--json'], home.env);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      return code;
    };
    expect(await exits('inspect', '--file', '/no/such.rdb')).toBe(3);
    expect(await exits('inspect', '--backup-name', 'none')).toBe(3);
    expect(await exits('inspect', '--file', '/x', '--backup-name', 'b')).toBe(2);
    expect(await exits('inspect', '--backup-name', 'b', '--type', 'json')).toBe(2);
    expect(await exits('inspect', '--backup-name', 'b', '--tree', 'yes', '--type', 'set')).toBe(2);
    expect(await exits('get', '--backup-name', 'b')).toBe(2);
    for (const key of ['', 'two\nlines']) {
      const refused = await runInProcess(['--action', 'get', '--backup-name', 'b', '--key', key], home.env);
      expect(refused.stderr).toContain('--key-base64 takes every other name');
    }
    const none = await runInProcess(['--action', 'get', '--backup-name', 'b', '--key', 'none'], home.env);
    // A key of a backup cannot expire or be deleted.
    expect(none.stderr.trim()).toBe('Database 0 has no key "none". Check the name and the database.');
    expect(none.code).toBe(3);
    expect(await exits('get', '--backup-name', 'b', '--key', 'a', '--database', 'all')).toBe(2);
    const cut = join(backups, '..', 'cut.rdb');
    await copyFile(join(backups, 'b.rdb'), cut);
    const write = await fieldFolder();
    const whole = await readFile(cut);
    const path = await write('cut.rdb', whole.subarray(0, whole.length - 10));
    const damaged = await runInProcess(['--action', 'inspect', '--file', path, '--json'], home.env);
    expect(damaged.code).toBe(1);
    expect(damaged.json()).toMatchObject({ problem: expect.stringContaining('at byte'), matched: expect.any(Number) });
  });
});
