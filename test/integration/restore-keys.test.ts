import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { contentHash } from '../../electron/services/redis/data/content/content-hash.ts';
import type { Services } from '../../electron/services/services.ts';
import type { KeySource } from '../../shared/contract/keyspace.ts';
import type { RestoreKeysRequest } from '../../shared/contract/restore-keys.ts';
import { describeNeeding } from '../support/needs.ts';
import { listpackOf } from '../support/packed-bytes.ts';
import { rdbEntry, rdbFile, rdbText } from '../support/rdb-bytes.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const instance = 'main';
const backup: KeySource = { kind: 'backup', instance, name: 'before' };
const carts = { filter: { database: 'all', search: { kind: 'glob', text: 'cart:*' } } } as const;
const binary = Buffer.from([0xff, 0, 0x0d, 0x0a, 0xfe]);

describeNeeding(['redis', 'posix'], 'restore of chosen keys', () => {
  let home: TestHome;
  let services: Services;
  let client: Redis;
  let asSaved: ReadonlyMap<string, string>;

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    services = await createServices({ env: home.env, client: 'browser' });
    await services.operations.settled(await services.instances.install({ runtime: 'process' }));
    client = new Redis(home.port, { protocol: 2 });
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await fill();
    await client.set('cart:over', 'x', 'PX', 1500);
    const create = { instance, name: 'before', kind: 'snapshot', verify: false } as const;
    await services.operations.settled(await services.backups.create(create));
    asSaved = await whole();
    await waitFor('the expiry to pass', async () => (await client.exists('cart:over')) === 0);
  });
  afterAll(async () => {
    client.disconnect();
    await services.close();
    await home.dispose();
  });

  /** Every type, in two databases, with expiries and a binary name. */
  async function fill(): Promise<void> {
    for (const database of [0, 3]) {
      const pipeline = client.pipeline().select(database);
      for (let at = 0; at < 700; at++) {
        pipeline.set(`cart:${at}:s`, `value ${at} `.repeat(at % 40));
        pipeline.set(`cart:${at}:n`, String(at * 1_000_003));
        pipeline.hset(`cart:${at}:h`, 'f', 'v', 'n', String(at));
        pipeline.rpush(`other:${at}:l`, 'a', String(at), 'b'.repeat(at));
        if (at % 3 === 0) pipeline.pexpireat(`cart:${at}:h`, 4_000_000_000_000 + at);
      }
      pipeline.sadd('cart:set', '1', '2', 'three').sadd('cart:ints', '5', '-70000', '12345678901');
      pipeline.sadd('cart:large', ...Array.from({ length: 600 }, (_, at) => `member ${at}`));
      pipeline.zadd('cart:zset', 1.5, 'a', '-inf', 'b', 3, 'c');
      pipeline.zadd('cart:zset:large', ...Array.from({ length: 300 }, (_, at) => [at / 3, `m${at}`]).flat());
      pipeline.hset('cart:hash:large', ...Array.from({ length: 600 }, (_, at) => [`f${at}`, `v${at}`]).flat());
      pipeline.xadd('cart:stream', '1-1', 'name', 'value').xgroup('CREATE', 'cart:stream', 'g', '0');
      // With a fixed time of the delivery.
      pipeline.call('XCLAIM', 'cart:stream', 'g', 'c', '0', '1-1', 'TIME', '1700000000000', 'FORCE');
      pipeline.set(binary, binary).set(Buffer.concat([Buffer.from('cart:'), binary]), binary);
      await pipeline.exec();
    }
    await client.select(0);
  }

  /** Every key of both databases, by content and expiry. */
  async function whole(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const database of [0, 3]) {
      await client.select(database);
      const keys = await client.keysBuffer('*');
      const pipeline = client.pipeline();
      for (const key of keys) pipeline.dumpBuffer(key).call('PEXPIRETIME', key);
      const replies = (await pipeline.exec()) ?? [];
      for (const [at, key] of keys.entries()) {
        const dump = replies[at * 2]?.[1];
        if (!Buffer.isBuffer(dump)) continue;
        const hash = contentHash(dump[0] ?? 0, 'redis', dump, 1, dump.length - 10);
        if (!key.equals(Buffer.from('cart:over'))) {
          found.set(`${database} ${key.toString('latin1')}`, `${hash} ${replies[at * 2 + 1]?.[1]}`);
        }
      }
    }
    await client.select(0);
    return found;
  }

  const request = (changes: Partial<RestoreKeysRequest>): RestoreKeysRequest => ({
    ...{ source: backup, selection: carts, existing: 'skip', expiry: 'absolute', unsuitable: 'refuse' },
    ...changes,
  });
  const preview = (changes: Partial<RestoreKeysRequest>) => services.keyspace.restores.preview(request(changes));
  const run = async (changes: Partial<RestoreKeysRequest>) =>
    (await services.operations.settled(await services.keyspace.restores.run(request(changes)))).result;
  const undo = async (undoPack: string | null) => {
    const begun = await services.keyspace.undo({ instance, undoPack: undoPack ?? '' });
    return (await services.operations.settled(begun)).result;
  };
  const only = (map: ReadonlyMap<string, string>, matches: (name: string) => boolean) =>
    new Map([...map].filter(([name]) => matches(name)).sort());
  const isCart = (name: string) => name.slice(2).startsWith('cart:');

  beforeEach(async () => {
    await client.flushall();
    await fill();
    expect(only(await whole(), () => true)).toEqual(only(asSaved, () => true));
  });

  test('replace › changed, deleted and added keys › exactly the chosen ones as saved; undo brings the other state back', async () => {
    await client.flushdb();
    await client.set('cart:1:s', 'changed').then(() => client.set('cart:2:s', 'x', 'PXAT', 4_100_000_000_000));
    await client.sadd('cart:hash:large', 'another type');
    await client.set('cart:new', 'not in the backup');
    await client.set('other:1:l', 'another value');
    await client.select(3);
    await client.pexpireat('cart:1:h', 4_200_000_000_000);
    // The same value in another encoding.
    await client
      .srem('cart:ints', 'x')
      .then(() => client.sadd('cart:ints', 'text'))
      .then(() => client.srem('cart:ints', 'text'));
    await client.select(0);
    const before = await whole();

    const plan = await preview({ existing: 'replace' });
    const counts = { restored: plan.restored.keys, overwritten: plan.overwritten.keys, equal: plan.equal?.keys };
    expect(counts).toEqual({ restored: 2105, overwritten: 4, equal: 2107 });
    expect(plan).toMatchObject({ selected: { keys: 4217 }, expired: { keys: 1 }, problem: null, conflictCount: 4 });
    expect(await whole()).toEqual(before);
    // Reading values would change the order of eviction.
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const unread = await preview({ existing: 'replace' });
    expect(unread).toMatchObject({ equal: null, overwritten: { keys: 2111 } });
    expect(unread.warnings).toHaveLength(1);
    await client.config('SET', 'maxmemory-policy', 'noeviction');

    const begun = await services.keyspace.restores.run(request({ existing: 'replace' }));
    const { result, steps } = await services.operations.settled(begun);
    expect(steps[0]).toMatchObject({ id: 'read-source', detail: '4,217 keys' });
    expect(result).toMatchObject({ restored: 2105, overwritten: 4, equal: 2107, skipped: 0, expired: 1 });
    const after = await whole();
    const added = (name: string) => name === '0 cart:new';
    expect(only(after, (name) => isCart(name) && !added(name))).toEqual(only(asSaved, isCart));
    expect(only(after, (name) => !isCart(name) || added(name))).toEqual(
      only(before, (name) => !isCart(name) || added(name)),
    );
    expect(await services.keyspace.undoPacks(instance)).toMatchObject([{ undoPack: result.undoPack, changed: 2109 }]);
    expect(await undo(result.undoPack)).toMatchObject({ changed: 2109, skipped: 0 });
    expect(only(await whole(), () => true)).toEqual(only(before, () => true));
  });

  test('skip › existing keys › unchanged, and missing keys are restored', async () => {
    await client.del('cart:1:s', 'cart:set');
    await client.set('cart:2:s', 'changed');
    const selection = {
      prefixes: [{ database: 0, prefix: { text: 'cart:2:' } }],
      keys: [
        { database: 0, key: { text: 'cart:set' } },
        { database: 3, key: { base64: binary.toString('base64') } },
        { database: 0, key: { text: 'not in the backup' } },
      ],
    };
    expect(await preview({ selection })).toMatchObject({ restored: { keys: 1 }, skipped: { keys: 4 }, equal: null });
    expect(await run({ selection })).toMatchObject({ restored: 1, overwritten: 0, skipped: 4 });
    expect(await client.get('cart:2:s')).toBe('changed');
    expect(await client.exists('cart:1:s')).toBe(0);
  });

  test('expiry › remaining and none › counted from now, or removed', async () => {
    const selection = {
      keys: [
        { database: 0, key: { text: 'cart:3:h' } },
        { database: 0, key: { text: 'cart:over' } },
      ],
    };
    await client.del('cart:3:h');
    const from = Date.now();
    expect(await run({ selection, expiry: 'remaining' })).toMatchObject({ restored: 2, expired: 0 });
    expect(Number(await client.call('PEXPIRETIME', 'cart:3:h'))).toBeGreaterThan(from + 1_000_000_000_000);
    expect(await client.pttl('cart:over')).toBeGreaterThan(0);
    await client.del('cart:3:h', 'cart:over');
    expect(await run({ selection, expiry: 'none' })).toMatchObject({ restored: 2 });
    expect([await client.pttl('cart:3:h'), await client.pttl('cart:over')]).toEqual([-1, -1]);
  });

  test('newer › keys used since the backup › unchanged, and the preview says why', async () => {
    const selection = { keys: [{ database: 0, key: { text: 'cart:1:s' } }] };
    await client.set('cart:1:s', 'changed');
    const plan = await preview({ selection, existing: 'newer' });
    expect(plan).toMatchObject({ skipped: { keys: 1, newer: 1 }, conflicts: [{ decision: 'kept' }] });
    expect(await run({ selection, existing: 'newer' })).toMatchObject({ overwritten: 0, skipped: 1, undoPack: null });
    // A backup that is newer than the last use.
    const path = join(home.path, 'later.rdb');
    const later = Buffer.from([0xfa, ...rdbText('ctime'), ...rdbText(String(Math.floor(Date.now() / 1000) + 60))]);
    await writeFile(
      path,
      rdbFile('REDIS0009', later, Buffer.from([0xfe, 0]), rdbEntry(0, 'cart:1:s', rdbText('newer'))),
    );
    const file: KeySource = { kind: 'file', path };
    expect(await run({ source: file, into: instance, selection, existing: 'newer' })).toMatchObject({ overwritten: 1 });
    expect(await client.get('cart:1:s')).toBe('newer');
  });

  test('encodings that the server does not read › named before anything is written; others are restored without them', async () => {
    const path = join(home.path, 'newer.rdb');
    const earliest = Buffer.alloc(8, 1);
    const fields = listpackOf(['f', 'v', 0]);
    const parts = [rdbEntry(25, 'expiring', earliest, rdbText(fields)), rdbEntry(0, 'plain', rdbText('v'))];
    await writeFile(path, rdbFile('REDIS0012', Buffer.from([0xfe, 0]), ...parts));
    const changes = { source: { kind: 'file', path }, into: instance, selection: { all: true } } as const;
    const plan = await preview(changes);
    expect(plan.unsuitable).toMatchObject([
      { reason: 'encoding', type: 'hash', keys: 1, example: { key: { text: 'expiring' } } },
    ]);
    expect(plan.problem).toContain('version 12');
    await expect(run(changes)).rejects.toMatchObject({ code: 'BACKUP_UNSUITABLE' });
    expect(await client.exists('plain')).toBe(0);
    expect(await run({ ...changes, unsuitable: 'leave-out' })).toMatchObject({ restored: 1, leftOut: 1 });
    await expect(run({ ...changes, into: undefined })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      data: { field: 'into' },
    });
  });

  test('refusals › nothing chosen, read-only, a memory limit, no right to RESTORE › before the first write', async () => {
    await client.flushall();
    const none = { filter: { database: 'all', search: { kind: 'glob', text: 'nothing:*' } } } as const;
    await expect(run({ selection: none })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await services.keyspace.setReadOnly(instance, true);
    expect((await preview({})).problem).toContain('read-only');
    await expect(run({})).rejects.toMatchObject({ code: 'READ_ONLY' });
    await services.keyspace.setReadOnly(instance, false);

    const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await client.config('SET', 'maxmemory', String(used + 20_000));
    expect(await preview({})).toMatchObject({
      memory: { effect: 'refuses' },
      problem: expect.stringContaining('maxmemory'),
    });
    await expect(run({})).rejects.toMatchObject({ code: 'WRITE_REFUSED' });
    await client.config('SET', 'maxmemory', '0');

    await client.call('ACL', 'SETUSER', 'default', '-restore');
    expect((await preview({})).problem).toContain('RESTORE');
    await expect(run({})).rejects.toMatchObject({ code: 'COMMAND_UNAVAILABLE' });
    await client.call('ACL', 'SETUSER', 'default', '+restore');
    expect(await client.dbsize()).toBe(0);
  });

  test('a replica as the target › refused with the reason, and nothing is written', async () => {
    const packs = await services.keyspace.undoPacks(instance);
    await client.call('REPLICAOF', '127.0.0.1', '1');
    try {
      expect((await preview({ existing: 'replace' })).problem).toMatch(/replica/);
      await expect(run({ existing: 'replace' })).rejects.toMatchObject({ code: 'IS_REPLICA' });
    } finally {
      await client.call('REPLICAOF', 'NO', 'ONE');
    }
    expect(await services.keyspace.undoPacks(instance)).toEqual(packs);
  });

  test('a running source whose keys vanish and change their type while they are read › those that it has', async () => {
    const other = await services.operations.settled(
      await services.tenants.create({ id: 'source', runtime: 'process', generatePassword: false }),
    );
    expect(other.state).toBe('succeeded');
    const { port } = await services.tenants.get('source');
    const writer = new Redis(port ?? 0, { protocol: 2 });
    const names = Array.from({ length: 20_000 }, (_, at) => `live:${at}`);
    await writer.mset(names.flatMap((name) => [name, 'text']));
    const source: KeySource = { kind: 'instance', instance: 'source' };
    await services.keyspace.complete(source);
    const begun = await services.keyspace.restores.run(
      request({ source, into: instance, selection: { all: true }, existing: 'replace' }),
    );
    const changing = (async () => {
      for (let at = names.length - 1; at >= 0; at -= 500) {
        const some = names.slice(Math.max(0, at - 499), at + 1);
        const pipeline = writer.pipeline().del(...some);
        for (const [place, name] of some.entries()) if (place % 2 === 0) pipeline.rpush(name, 'a', 'list');
        await pipeline.exec();
      }
    })();
    const { result } = await services.operations.settled(begun);
    await changing;
    writer.disconnect();
    // Each key has one of its former values, complete: a string or a list.
    const pipeline = client.pipeline();
    for (const name of names) pipeline.type(name);
    const types = ((await pipeline.exec()) ?? []).map(([, type]) => type);
    const restored = types.filter((type) => type !== 'none').length;
    expect(result).toMatchObject({ restored, leftOut: 0 });
    const lists = names.filter((_, at) => types[at] === 'list');
    const texts = names.filter((_, at) => types[at] === 'string');
    expect(lists.length + texts.length).toBe(restored);
    for (const name of lists.slice(0, 50)) expect(await client.lrange(name, 0, -1)).toEqual(['a', 'list']);
    expect(new Set(texts.length > 0 ? await client.mget(texts) : ['text'])).toEqual(new Set(['text']));
  });

  test('memory that runs out in the middle › all is undone, overwritten keys too', async () => {
    await client.flushall();
    // Redis compresses these strings only in a file, so that the memory cannot be predicted.
    const names = Array.from({ length: 1200 }, (_, at) => `big:${at}`);
    await client.mset(...names.flatMap((name) => [name, 'x'.repeat(20_000)]));
    const create = { instance, name: 'repetitive', kind: 'snapshot', verify: false } as const;
    await services.operations.settled(await services.backups.create(create));
    await client.flushall();
    await client.mset(...names.flatMap((name) => [name, 'small']));
    const before = await whole();
    const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    await client.config('SET', 'maxmemory', String(used + 4_000_000));
    const source: KeySource = { kind: 'backup', instance, name: 'repetitive' };
    await expect(run({ source, selection: { all: true }, existing: 'replace' })).rejects.toMatchObject({
      code: 'WRITE_REFUSED',
    });
    expect(await whole()).toEqual(before);
    expect(await readdir(join(home.path, 'redis', 'desktop', 'journal')).catch(() => [])).toEqual([]);
    await client.config('SET', 'maxmemory', '0');
  });

  test('cancelled in the middle, and a second one at the same time › undone, and BUSY', async () => {
    await client.flushall();
    const begun = await services.keyspace.restores.run(request({ selection: { all: true } }));
    await expect(services.keyspace.restores.run(request({}))).rejects.toMatchObject({ code: 'BUSY' });
    services.operations.cancel(begun.id);
    await expect(services.operations.settled(begun)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await client.dbsize()).toBe(0);
  });

  test('from another instance and into a new tenant › the same keys', async () => {
    const newTenant = { id: 'branch', runtime: 'process', generatePassword: false } as const;
    const made = await run({ source: { kind: 'instance', instance }, newTenant });
    expect(made).toMatchObject({ instance: 'branch', restored: 4216, undoPack: null });
    const { port } = await services.tenants.get('branch');
    const other = new Redis(port ?? 0, { protocol: 2 });
    try {
      expect(await other.dbsize()).toBe(2108);
      await other.del('cart:1:s');
      await client.set('cart:1:s', 'promoted');
    } finally {
      other.disconnect();
    }
    const back = { source: { kind: 'instance', instance: 'branch' }, into: instance, existing: 'replace' } as const;
    expect(await run(back)).toMatchObject({ restored: 0, overwritten: 0, equal: 4215 });
  });
});
