import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { recoverKeys } from '../../electron/services/keyspace/edit/keys-undo.ts';
import { undoConnection } from '../../electron/services/keyspace/edit/undo-connection.ts';
import { createUndoPack } from '../../electron/services/keyspace/edit/undo-pack.ts';
import { openKeyConnection } from '../../electron/services/keyspace/values/key-connection.ts';
import { valueDigest } from '../../electron/services/keyspace/values/value-digest.ts';
import type { Services } from '../../electron/services/services.ts';
import type { KeyChange, KeyChangeResult, NewKeyValue } from '../../shared/contract/key-change.ts';
import { bareRedis } from '../support/bare-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';

const instance = 'main';

describeNeeding(['redis', 'posix'], 'changes of keys', () => {
  let home: TestHome;
  let services: Services;
  let client: Redis;

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    services = await createServices({ env: home.env, client: 'browser' });
    await services.operations.settled(await services.instances.install({ runtime: 'process' }));
    client = new Redis(home.port, { protocol: 2 });
  });
  afterAll(async () => {
    client.disconnect();
    await services.close();
    await home.dispose();
  });

  const settle = async (begun: ReturnType<Services['keyspace']['change']>): Promise<KeyChangeResult> =>
    (await services.operations.settled(await begun)).result;
  const change = (key: string, made: KeyChange, fingerprint?: string) =>
    settle(services.keyspace.change({ instance, database: 0, key: { text: key }, change: made, fingerprint }));
  const create = (key: string, value: NewKeyValue, expiresAt: string | null = null) =>
    settle(services.keyspace.create({ instance, database: 0, key: { text: key }, value, expiresAt }));
  const undo = async (undoPack: string | null, overwrite = false) => {
    const begun = await services.keyspace.undo({ instance, undoPack: undoPack ?? '', overwrite });
    return (await services.operations.settled(begun)).result;
  };
  const dumpOf = async (key: string | Buffer) => [await client.dumpBuffer(key), await client.call('PEXPIRETIME', key)];

  /** Every key with its value and expiry. */
  async function whole(database = 0): Promise<ReadonlyMap<string, string>> {
    const other = new Redis(home.port, { db: database, protocol: 2 });
    try {
      const found = new Map<string, string>();
      const keys = await other.keysBuffer('*');
      const pipeline = other.pipeline();
      for (const key of keys) pipeline.dumpBuffer(key).call('PEXPIRETIME', key);
      const replies = (await pipeline.exec()) ?? [];
      for (const [at, key] of keys.entries()) {
        const dump = replies[at * 2]?.[1];
        const digest = Buffer.isBuffer(dump) ? await valueDigest(dump, 'redis') : null;
        found.set(key.toString('latin1'), `${digest} ${replies[at * 2 + 1]?.[1]}`);
      }
      return found;
    } finally {
      other.disconnect();
    }
  }

  const values: readonly NewKeyValue[] = [
    { type: 'string', value: { base64: '/wD+' } },
    { type: 'list', items: [{ text: 'a' }, { text: 'b' }] },
    { type: 'set', items: [{ text: 'a' }] },
    { type: 'zset', items: [{ member: { text: 'm' }, score: 'inf' }] },
    { type: 'hash', items: [{ field: { text: 'f' }, value: { text: 'v' } }] },
    { type: 'stream', items: [{ fields: [[{ text: 'name' }, { text: 'value' }]] }] },
  ];

  test.each(values)('create › a $type › it exists with its expiry; undo removes it', async (value) => {
    const made = await create('new', value, '2090-01-02T03:04:05.678Z');
    expect(made).toMatchObject({ changed: 1, skipped: 0, undoPack: expect.any(String) });
    expect(await client.type('new')).toBe(value.type);
    expect(await client.call('PEXPIRETIME', 'new')).toBe(Date.parse('2090-01-02T03:04:05.678Z'));
    await expect(create('new', value)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await undo(made.undoPack)).toMatchObject({ changed: 1, skipped: 0 });
    expect(await client.exists('new')).toBe(0);
    await expect(undo(made.undoPack)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  const kinds: readonly (readonly [string, KeyChange, readonly string[], unknown])[] = [
    ['string', { kind: 'set-string', value: { text: 'new' } }, ['GET'], 'new'],
    ['string', { kind: 'expire', at: '2091-01-01T00:00:00.000Z' }, ['PEXPIRETIME'], 3_818_448_000_000],
    ['string', { kind: 'expire', at: null }, ['PTTL'], -1],
    ['string', { kind: 'delete' }, ['EXISTS'], 0],
    ['string', { kind: 'rename', to: { text: 'renamed' } }, ['EXISTS'], 0],
    ['hash', { kind: 'set-field', field: { text: 'a' }, value: { text: 'new' } }, ['HGET', 'a'], 'new'],
    ['hash', { kind: 'delete-field', field: { text: 'a' } }, ['HEXISTS', 'a'], 0],
    ['list', { kind: 'set-index', index: 1, was: { text: 'two' }, value: { text: 'new' } }, ['LINDEX', '1'], 'new'],
    ['list', { kind: 'push', end: 'head', value: { text: 'zero' } }, ['LINDEX', '0'], 'zero'],
    ['list', { kind: 'push', end: 'tail', value: { text: 'last' } }, ['LINDEX', '-1'], 'last'],
    ['list', { kind: 'remove-index', index: 2, was: { text: 'one' } }, ['LRANGE', '0', '-1'], ['one', 'two', 'three']],
    ['set', { kind: 'add-member', member: { text: 'new' } }, ['SISMEMBER', 'new'], 1],
    ['set', { kind: 'remove-member', member: { text: 'a' } }, ['SISMEMBER', 'a'], 0],
    ['zset', { kind: 'add-member', member: { text: 'a' }, score: '-1.5' }, ['ZSCORE', 'a'], '-1.5'],
    ['zset', { kind: 'remove-member', member: { text: 'a' } }, ['ZCARD'], 1],
    ['stream', { kind: 'add-entry', fields: [[{ text: 'n' }, { text: 'v' }]] }, ['XLEN'], 3],
    ['stream', { kind: 'remove-entry', id: '1-1' }, ['XLEN'], 1],
  ];

  test.each(kinds)(
    'change › %s %o › the server has it; undo restores the former value and expiry',
    async (key, made, read, expected) => {
      await client.flushall();
      const expiry = Date.now() + 1_000_000;
      await client.set('string', 'old', 'PXAT', expiry);
      await client.rpush('list', 'one', 'two', 'one', 'three');
      await client.sadd('set', 'a', 'b');
      await client.zadd('zset', 1, 'a', 2, 'b');
      await client.hset('hash', { a: '1', b: '2' });
      await client.xadd('stream', '1-1', 'a', 'b');
      await client.xadd('stream', '2-1', 'a', 'b');
      await client.pexpireat('hash', expiry);
      const before = await whole();
      const { fingerprint } = await services.keyspace.fingerprint({ instance, database: 0, key: { text: key } });
      const { undoPack } = await change(key, made, fingerprint);
      const [command = '', ...args] = read;
      expect(await client.call(command, key, ...args)).toEqual(expected);
      if (made.kind === 'set-string') expect(await client.call('PEXPIRETIME', key)).toBe(expiry);
      if (made.kind === 'rename') expect(await client.get('renamed')).toBe('old');
      expect(await whole()).not.toEqual(before);
      expect(await undo(undoPack)).toMatchObject({ changed: made.kind === 'rename' ? 2 : 1, skipped: 0 });
      expect(await whole()).toEqual(before);
    },
  );

  const refused: readonly (readonly [string, string, KeyChange, string])[] = [
    ['a key that is gone', 'gone', { kind: 'delete' }, 'NOT_FOUND'],
    ['another type', 'text', { kind: 'push', end: 'head', value: { text: 'x' } }, 'BAD_VALUE'],
    ['a taken name', 'text', { kind: 'rename', to: { text: 'rows' } }, 'ALREADY_EXISTS'],
    ['an expiry that has passed', 'text', { kind: 'expire', at: '2020-01-01T00:00:00.000Z' }, 'BAD_VALUE'],
    ['an element that is another one now', 'rows', { kind: 'remove-index', index: 0, was: { text: 'x' } }, 'CONFLICT'],
    ['only a part of a value', 'text', { kind: 'set-string', value: { text: 'a', totalBytes: 9 } }, 'BAD_VALUE'],
    ['the expiry of a field of a text', 'text', { kind: 'expire-field', field: { text: 'a' }, at: null }, 'BAD_VALUE'],
    ['no score', 'scores', { kind: 'add-member', member: { text: 'a' } }, 'BAD_VALUE'],
    ['a bad score', 'scores', { kind: 'add-member', member: { text: 'a' }, score: '1,5' }, 'BAD_VALUE'],
  ];

  test.each(refused)('change › %s › refused, and nothing changes', async (_, key, made, code) => {
    await client.flushall();
    await client.set('text', 'x');
    await client.rpush('rows', 'a', 'b');
    await client.zadd('scores', 1, 'a');
    const before = await whole();
    await expect(change(key, made)).rejects.toMatchObject({ code });
    expect(await whole()).toEqual(before);
    expect(await services.keyspace.undoPacks(instance)).not.toContainEqual(expect.objectContaining({ changed: 0 }));
  });

  test('change › a value that another client has changed since it was seen › CONFLICT, and its value stays', async () => {
    await client.set('seen', 'first');
    const { fingerprint } = await services.keyspace.fingerprint({ instance, database: 0, key: { text: 'seen' } });
    await client.set('seen', 'of another client');
    await expect(change('seen', { kind: 'set-string', value: { text: 'mine' } }, fingerprint)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await client.get('seen')).toBe('of another client');
  });

  test('fingerprint › a set whose hash table Redis rebuilds › the same, as its value is', async () => {
    await client.del('large');
    await client.sadd('large', ...Array.from({ length: 5000 }, (_, at) => `member ${at}`));
    const ask = () => services.keyspace.fingerprint({ instance, database: 0, key: { text: 'large' } });
    const first = await ask();
    await client.sadd('large', ...Array.from({ length: 5000 }, (_, at) => `more ${at}`));
    expect(await ask()).not.toEqual(first);
    await client.srem('large', ...Array.from({ length: 5000 }, (_, at) => `more ${at}`));
    expect(await ask()).toEqual(first);
  });

  test('undo › a key that was changed again › CONFLICT, and the newer value stays', async () => {
    await client.set('twice', 'old');
    const { undoPack } = await change('twice', { kind: 'set-string', value: { text: 'new' } });
    await client.set('twice', 'newer');
    const conflict = { code: 'CONFLICT', data: { what: 'key', count: 1, left: ['db0 twice'] } };
    await expect(undo(undoPack)).rejects.toMatchObject(conflict);
    expect(await client.get('twice')).toBe('newer');
    await client.set('twice', 'new');
    expect(await undo(undoPack)).toMatchObject({ changed: 1 });
    expect(await client.get('twice')).toBe('old');
  });

  test('undo › keys that were changed or created since, overwritten › the former ones, and a pack that brings the others back', async () => {
    await client.mset('left:1', 'a', 'left:2', 'b', 'left:3', 'c');
    await client.pexpireat('left:2', Date.now() + 3_600_000);
    const before = await whole();
    const keys = ['left:1', 'left:2', 'left:3'].map((text) => ({ database: 0, key: { text } }));
    const deleted = await settle(
      services.keyspace.changeMany({ instance, selection: { keys }, change: { kind: 'delete' } }),
    );
    await client.set('left:1', 'another');
    await client.rpush('left:2', 'a list');
    const changed = await whole();
    expect(await undo(deleted.undoPack)).toMatchObject({ changed: 1, skipped: 2, left: ['db0 left:1', 'db0 left:2'] });
    const replaced = await undo(deleted.undoPack, true);
    expect(replaced).toMatchObject({ changed: 2, skipped: 0, left: [] });
    expect(await whole()).toEqual(before);
    expect(await undo(replaced.undoPack)).toMatchObject({ changed: 2, skipped: 0 });
    expect(await whole()).toEqual(new Map([...changed, ['left:3', before.get('left:3') ?? '']]));
  });

  test('changeMany › 10,000 keys of every type in two databases deleted, then undone › equal by DUMP and expiry', async () => {
    await client.flushall();
    const pipeline = client.pipeline();
    const keys: { database: number; key: { base64: string } }[] = [];
    for (let at = 0; at < 10_000; at++) {
      if (at === 5000) pipeline.select(3);
      const key = at % 100 === 0 ? Buffer.from([0xff, 0xfe, at >> 8, at & 255]) : Buffer.from(`key:${at}`);
      keys.push({ database: at < 5000 ? 0 : 3, key: { base64: key.toString('base64') } });
      if (at % 5 === 0) pipeline.set(key, `value ${at}`);
      else if (at % 5 === 1) pipeline.hset(key, 'a', at, 'b', 'x'.repeat(at % 200));
      else if (at % 5 === 2) pipeline.rpush(key, 'a', at, 'c');
      else if (at % 5 === 3) pipeline.zadd(key, at, 'm', at / 7, 'n');
      else pipeline.xadd(key, '*', 'f', at);
      if (at % 7 === 0) pipeline.pexpire(key, 10_000_000 + at);
    }
    pipeline.select(0);
    await pipeline.exec();
    await client.set('other', 'stays');
    const before = [await whole(0), await whole(3)];
    const digest = await client.call('DEBUG', 'DIGEST').catch(() => null);
    const made = await settle(
      services.keyspace.changeMany({ instance, selection: { keys }, change: { kind: 'delete' } }),
    );
    expect(made).toMatchObject({ changed: 10_000, skipped: 0 });
    expect([...(await whole(0)).keys(), ...(await whole(3)).keys()]).toEqual(['other']);
    const packs = await services.keyspace.undoPacks(instance);
    expect(packs[0]).toMatchObject({ undoPack: made.undoPack, changed: 10_000 });
    const folder = join(home.path, 'redis', 'desktop', 'undo-packs', made.undoPack ?? '');
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o600);
    expect(await undo(made.undoPack)).toMatchObject({ changed: 10_000, skipped: 0 });
    expect([await whole(0), await whole(3)]).toEqual(before);
    expect(await client.call('DEBUG', 'DIGEST').catch(() => null)).toEqual(digest);
    expect(await readdir(join(home.path, 'redis', 'desktop', 'undo-packs'))).not.toContain(made.undoPack);
  });

  test('changeMany › expiry of many keys › set, and undone to each former one', async () => {
    await client.flushall();
    await client.mset('a', 1, 'b', 2, 'c', 3);
    await client.pexpire('b', 500_000);
    const before = await whole();
    const selection = { keys: ['a', 'b', 'c', 'gone', 'a'].map((text) => ({ database: 0, key: { text } })) };
    const at = '2090-01-01T00:00:00.000Z';
    const made = await settle(services.keyspace.changeMany({ instance, selection, change: { kind: 'expire', at } }));
    expect(made).toMatchObject({ changed: 3, skipped: 1 });
    expect(await client.call('PEXPIRETIME', 'b')).toBe(Date.parse(at));
    expect(await undo(made.undoPack)).toMatchObject({ changed: 3 });
    expect(await whole()).toEqual(before);
  });

  test('changeMany › keys that a filter finds › only those, and undone', async () => {
    await client.flushall();
    const names = Array.from({ length: 2500 }, (_, at) => `user:${at}`);
    await client.mset(...names.flatMap((name) => [name, 'x']), 'user', 'x', 'other:user:1', 'x');
    await client.hset('user:hash', 'a', 1);
    const before = await whole();
    const filter = { database: 0, prefix: { text: 'user:' }, types: ['string' as const] };
    const remove = () =>
      settle(services.keyspace.changeMany({ instance, selection: { filter }, change: { kind: 'delete' } }));
    const made = await remove();
    expect(made).toMatchObject({ changed: 2500, skipped: 0 });
    expect((await client.keys('*')).sort()).toEqual(['other:user:1', 'user', 'user:hash']);
    expect(await undo(made.undoPack)).toMatchObject({ changed: 2500, skipped: 0 });
    expect(await whole()).toEqual(before);
    const glob = { database: 'all' as const, search: { kind: 'glob' as const, text: 'user:1?' } };
    const at = '2090-01-01T00:00:00.000Z';
    const found = { instance, selection: { filter: glob }, change: { kind: 'expire' as const, at } };
    expect(await settle(services.keyspace.changeMany(found))).toMatchObject({ changed: 10, skipped: 0 });
    expect(await client.call('PEXPIRETIME', 'user:17')).toBe(Date.parse(at));
    expect(await client.call('PEXPIRETIME', 'user:117')).toBe(-1);
  });

  test('recovery › the app ended between a change and its record › an undo restores the value', async () => {
    await client.flushall();
    await client.set('unclear', 'former');
    await client.set('unchanged', 'former');
    const pack = await createUndoPack(home.path, instance);
    const stateBefore = async (key: string) => {
      const before = { dump: await client.dumpBuffer(key), expireAtMs: -1 };
      return { database: 0, key: Buffer.from(key), before, after: { kind: 'unknown' as const } };
    };
    await pack.add([await stateBefore('unclear'), await stateBefore('unchanged')]);
    await client.set('unclear', 'changed');
    const target = { host: '127.0.0.1', port: home.port, password: null };
    const open = async (database: number) =>
      undoConnection(await openKeyConnection(instance, target, database), async () => target);
    expect(await recoverKeys(home.path, pack.id, open, () => undefined)).toBe('completed');
    expect(await client.mget('unclear', 'unchanged')).toEqual(['changed', 'former']);
    const packs = await services.keyspace.undoPacks(instance);
    expect(packs).toContainEqual(expect.objectContaining({ undoPack: pack.id }));
    await client.set('unclear', 'of another client');
    await expect(undo(pack.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await client.set('unclear', 'changed');
    expect(await undo(pack.id)).toMatchObject({ changed: 1, skipped: 0 });
    expect(await client.mget('unclear', 'unchanged')).toEqual(['former', 'former']);
  });

  test('value › a page of more than 32 MB › other reads at the same time are not disturbed', async () => {
    await client.flushall();
    const element = Buffer.alloc(1024 * 1024, 'x');
    await client.rpush('large', ...Array.from({ length: 40 }, () => element));
    await client.set('small', 'x');
    const source = { kind: 'instance', instance } as const;
    const read = (text: string) => services.keyspace.value({ source, database: 0, key: { text }, count: 100 });
    let isOver = false;
    const large = read('large').finally(() => {
      isOver = true;
    });
    for (let reads = 0; !isOver || reads < 20; reads++) {
      expect(await read('small')).toMatchObject({ value: { text: 'x' } });
      expect(await services.keyspace.key({ source, database: 0, key: { text: 'small' } })).toMatchObject({ length: 1 });
    }
    expect(await large).toMatchObject({ length: 40, items: { length: 40 } });
  });

  test('changeMany › clients that write at the same time › no write of theirs is lost', async () => {
    await client.flushall();
    const names = Array.from({ length: 4000 }, (_, at) => `busy:${at}`);
    await client.mset(...names.flatMap((name) => [name, 'old']));
    const writer = new Redis(home.port, { protocol: 2 });
    let ended = false;
    const written = (async () => {
      const last = new Map<string, string>();
      for (let at = 0; !ended; at++) {
        const name = names[(at * 37) % names.length] ?? '';
        await writer.set(name, `written ${at}`);
        last.set(name, `written ${at}`);
      }
      return last;
    })();
    const selection = { keys: names.map((text) => ({ database: 0, key: { text } })) };
    const made = await settle(services.keyspace.changeMany({ instance, selection, change: { kind: 'delete' } }));
    ended = true;
    const last = await written;
    expect(made.changed + made.skipped).toBe(4000);
    const undone = await undo(made.undoPack);
    expect(undone.changed + undone.skipped).toBe(made.changed);
    // Each key has the last value that a client wrote, before or after the deletion.
    const now = await client.mget(...names);
    for (const [at, name] of names.entries()) expect(now[at], name).toBe(last.get(name) ?? 'old');
    writer.disconnect();
  });

  test('changeMany › cancelled in the middle › every key is restored', async () => {
    await client.flushall();
    const names = Array.from({ length: 10_000 }, (_, at) => `many:${at}`);
    await client.mset(...names.flatMap((name) => [name, name]));
    const selection = { keys: names.map((text) => ({ database: 0, key: { text } })) };
    const begun = await services.keyspace.changeMany({ instance, selection, change: { kind: 'delete' } });
    for await (const operation of services.operations.watch(begun.id)) {
      if ((operation.fraction ?? 0) > 0) services.operations.cancel(begun.id);
    }
    await expect(services.operations.settled(begun)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await client.dbsize()).toBe(10_000);
  });

  test('change › a server at its memory limit › WRITE_REFUSED, and nothing changes', async () => {
    await client.flushall();
    await client.set('a', 'x');
    await client.config('SET', 'maxmemory-policy', 'noeviction', 'maxmemory', '1');
    try {
      await expect(change('a', { kind: 'set-string', value: { text: 'y' } })).rejects.toMatchObject({
        ...{ code: 'WRITE_REFUSED', message: expect.stringContaining('maxmemory') },
      });
      expect(await client.get('a')).toBe('x');
    } finally {
      await client.config('SET', 'maxmemory', '0');
    }
  });

  test('change › a user without the right › COMMAND_UNAVAILABLE, and nothing changes', async () => {
    await client.set('a', 'x');
    await client.call('ACL', 'SETUSER', 'default', '-set');
    try {
      await expect(change('a', { kind: 'set-string', value: { text: 'y' } })).rejects.toMatchObject({
        ...{ code: 'COMMAND_UNAVAILABLE', data: { command: 'SET' } },
      });
      expect(await client.get('a')).toBe('x');
    } finally {
      await client.call('ACL', 'SETUSER', 'default', '+@all');
    }
  });

  test('change › a read-only instance › READ_ONLY', async () => {
    await client.set('a', 'x');
    await services.keyspace.setReadOnly(instance, true);
    try {
      await expect(change('a', { kind: 'delete' })).rejects.toMatchObject({ code: 'READ_ONLY' });
    } finally {
      await services.keyspace.setReadOnly(instance, false);
    }
  });

  test('change › a replica › IS_REPLICA', async () => {
    const master = await bareRedis();
    await client.call('REPLICAOF', '127.0.0.1', String(master.port));
    try {
      await expect(change('a', { kind: 'delete' })).rejects.toMatchObject({ code: 'IS_REPLICA' });
      const selection = { keys: [{ database: 0, key: { text: 'a' } }] };
      await expect(
        services.keyspace.changeMany({ instance, selection, change: { kind: 'delete' } }),
      ).rejects.toMatchObject({ code: 'IS_REPLICA', data: { masterPort: master.port } });
    } finally {
      await client.call('REPLICAOF', 'NO', 'ONE');
      await master.dispose();
    }
  });

  test('key and value › of the live instance › its details and pages', async () => {
    await client.flushall();
    await client.hset('h', { a: '1' });
    const source = { kind: 'instance', instance } as const;
    expect(await services.keyspace.key({ source, database: 0, key: { text: 'h' } })).toMatchObject({
      type: 'hash',
      length: 1,
    });
    const page = await services.keyspace.value({ source, database: 0, key: { text: 'h' }, count: 10 });
    expect(page).toMatchObject({ items: [{ field: { text: 'a' }, value: { text: '1' } }] });
    expect(await dumpOf('h')).toHaveLength(2);
  });
});
