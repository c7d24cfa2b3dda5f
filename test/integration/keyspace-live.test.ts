import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import type { KeySpace } from '../../shared/contract/keyspace.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { waitFor } from '../support/wait-for.ts';

const source = { kind: 'instance', instance: 'main' } as const;
const everything = { source, filter: { database: 'all' as const }, sort: 'key' as const, offset: 0, limit: 100 };

async function useLive() {
  const base = await useBackupHome();
  const redis = new Redis({ host: '127.0.0.1', port: base.home.port });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  return { ...base, redis, keyspace: base.services.keyspace };
}

describeNeeding(['redis', 'posix'], 'key space of a running instance', () => {
  it('writes, deletions and FLUSHALL while it is watched › the index follows, and the connection ends with the watcher', async () => {
    const { redis, keyspace } = await useLive();
    await redis.mset({ 'user:1': 'a', 'user:2': 'b', plain: 'c' });
    const ending = new AbortController();
    const states: KeySpace[] = [];
    const watching = (async () => {
      for await (const state of keyspace.watch(source, ending.signal)) states.push(state);
    })();
    const names = async () =>
      (await keyspace.list(everything)).items.map(({ key }) => ('text' in key ? key.text : key.base64));
    await waitFor('the copy', () => states.at(-1)?.phase === 'following');
    expect(await names()).toEqual(['plain', 'user:1', 'user:2']);
    await redis.set('user:3', 'd', 'EX', 1000);
    await redis.del('user:1');
    await redis.rename('plain', 'renamed');
    await waitFor('the writes', async () => (await names()).join() === 'renamed,user:2,user:3');
    const folder = await keyspace.folder({ source, database: 0, separator: ':', offset: 0, limit: 10 });
    expect(folder).toMatchObject({ folders: [{ prefix: { text: 'user:' }, keys: 2 }], totalKeys: 1 });
    expect(await keyspace.key({ source, database: 0, key: { text: 'user:3' } })).toMatchObject({
      type: 'string',
      length: 1,
    });
    const value = await keyspace.value({ source, database: 0, key: { text: 'user:3' }, count: 10 });
    expect(value).toMatchObject({ type: 'string', value: { text: 'd' } });
    const { prefixes } = await keyspace.analysis({ source, database: 'all', separator: ':' });
    expect(prefixes[0]).toMatchObject({ prefix: { text: 'user:' }, keys: 2 });
    await redis.xgroup('CREATE', 'events', 'readers', '$', 'MKSTREAM');
    await waitFor('a newer state of the same keys', () => {
      const [former, latter] = states.slice(-2);
      return former && latter && former.revision < latter.revision && former.keysRevision === latter.keysRevision;
    });
    const { keysRevision = 0 } = states.at(-1) ?? {};
    await redis.xgroup('DESTROY', 'events', 'readers');
    await waitFor('the change of a value alone', () => (states.at(-1)?.keysRevision ?? 0) > keysRevision);
    await redis.flushall();
    await waitFor('FLUSHALL', async () => (await names()).length === 0);
    expect(states.at(-1)).toMatchObject({ phase: 'following', live: { method: 'replication' } });
    await waitFor('the state of the empty server', () => states.at(-1)?.keys === 0);
    ending.abort();
    await watching;
    await keyspace.close();
    await waitFor(
      'the end of the replica connection',
      async () => !(await redis.info('replication')).includes('slave0'),
    );
  });

  it('a backup that is deleted while it is open › its state says so, and again not after an undo', async () => {
    const { redis, keyspace, services, backUp } = await useLive();
    await redis.set('kept', '1');
    await backUp('open', { verify: false });
    const ending = new AbortController();
    const states: KeySpace[] = [];
    const watching = (async () => {
      const saved = { kind: 'backup', instance: 'main', name: 'open' } as const;
      for await (const state of keyspace.watch(saved, ending.signal)) states.push(state);
    })();
    await waitFor('its keys', () => states.at(-1)?.phase === 'ready' && !states.at(-1)?.isDeleted);
    await services.backups.remove('main', 'open', { undoable: true });
    await waitFor('the notice', () => states.at(-1)?.isDeleted);
    expect(states.at(-1)).toMatchObject({ phase: 'ready', keys: 1 });
    await services.backups.undoRemove('main', 'open');
    await waitFor('its return', () => states.at(-1)?.isDeleted === false);
    ending.abort();
    await watching;
  });

  it('another backup gets the name of an open one › its keys and values, in the list and in a comparison', async () => {
    const { redis, keyspace, services, backUp } = await useLive();
    const saved = { kind: 'backup', instance: 'main', name: 'open' } as const;
    const key = { database: 0, key: { text: 'kept' } };
    await redis.set('kept', 'former');
    await redis.set('before', '1');
    await backUp('open', { verify: false });
    const ending = new AbortController();
    const states: KeySpace[] = [];
    const watching = (async () => {
      for await (const state of keyspace.watch(saved, ending.signal)) states.push(state);
    })();
    const compared = { before: saved, after: source };
    const differences = async () =>
      services.compare.list({
        ...compared,
        filter: { database: 'all', kinds: ['removed'], hideExpired: false },
        offset: 0,
        limit: 10,
      });
    await keyspace.complete(saved);
    expect(await keyspace.value({ source: saved, ...key, count: 10 })).toMatchObject({ value: { text: 'former' } });
    expect((await differences()).total).toBe(0);
    await services.backups.remove('main', 'open', { undoable: false });
    await waitFor('the notice', () => states.at(-1)?.isDeleted);
    expect((await keyspace.list({ ...everything, source: saved })).total).toBe(2);
    await expect(keyspace.value({ source: saved, ...key, count: 10 })).rejects.toThrow('was deleted or moved');
    await redis.mset({ a: '1', b: '2', kept: 'latter' });
    const { keysRevision = 0 } = states.at(-1) ?? {};
    await backUp('open', { verify: false });
    await waitFor('the new version', () => (states.at(-1)?.keysRevision ?? 0) > keysRevision);
    await keyspace.list({ ...everything, source: saved });
    await watching;
    expect(await keyspace.complete(saved)).toMatchObject({ keys: 4, isDeleted: false });
    expect(await keyspace.value({ source: saved, ...key, count: 10 })).toMatchObject({ value: { text: 'latter' } });
    await redis.del('b');
    expect((await differences()).items).toMatchObject([{ key: { text: 'b' }, change: 'removed' }]);
    ending.abort();
  });

  it('analysis › the memory of each prefix is near the sum of MEMORY USAGE over all its keys, and its error is shown', async () => {
    const { redis, keyspace } = await useLive();
    const fill = redis.pipeline();
    for (let at = 0; at < 12_000; at++) {
      if (at % 3 === 0) fill.set(`page:${at}`, 'x'.repeat((at * 7919) % 3000));
      else if (at % 3 === 1)
        fill.hset(`user:${at}`, { name: `user ${at}`, mail: `${at}@example.org`, bio: 'b'.repeat(at % 90) });
      else
        fill.zadd(
          `score:${at}`,
          ...Array.from({ length: 2 * (1 + (at % 20)) }, (_, one) => (one % 2 ? `m${one}` : one)),
        );
    }
    fill.sadd('few:1', 1, 2, 3).set('few:2', 'x').set('alone', 'x'.repeat(200_000));
    fill.select(3).set('page:1', 'in another database');
    await fill.exec();
    await keyspace.complete(source);
    const analysis = await keyspace.analysis({ source, database: 'all', separator: ':' });
    // The key without a folder comes last, under an empty prefix.
    expect(analysis.prefixes).toHaveLength(6);
    expect(analysis.prefixes[5]).toMatchObject({ database: 0, prefix: { text: '' }, keys: 1 });
    for (const { database, prefix, keys, memoryBytes, memoryError } of analysis.prefixes.slice(0, 5)) {
      const name = 'text' in prefix ? prefix.text : '';
      await redis.select(database);
      const names = await redis.keys(`${name}*`);
      const ask = redis.pipeline();
      for (const key of names) ask.call('MEMORY', 'USAGE', key, 'SAMPLES', '5');
      const sum = ((await ask.exec()) ?? []).reduce((total, [, bytes]) => total + Number(bytes), 0);
      expect(keys, name).toBe(names.length);
      // One interval in twenty misses the sum, so the test allows twice its width: one in ten thousand.
      const half = Math.max(1, 2 * (memoryError ?? 0) * (memoryBytes ?? 0));
      expect(Math.abs((memoryBytes ?? 0) - sum), `${name} ${sum}`).toBeLessThanOrEqual(half);
      expect(memoryError, name).toBeLessThan(0.1);
      if (name === 'few:') expect(memoryBytes).toBe(sum);
    }
    expect(analysis.largest[0]).toMatchObject({ key: { text: 'alone' }, memoryBytes: expect.closeTo(200_000, -5) });
    expect(analysis.sample?.keys).toBeGreaterThan(1000);
    expect(analysis.sample?.keys).toBeLessThan(3000);
    expect(analysis.sample?.error).toBeLessThan(0.05);
    const inside = await keyspace.analysis({ source, database: 3, prefix: { text: 'page:' }, separator: ':' });
    expect(inside).toMatchObject({ prefixes: [{ keys: 1 }], sample: { keys: 1, error: 0 } });
  });

  it('analysis › a server that refuses MEMORY › the sizes, without an estimate', async () => {
    const { redis, keyspace } = await useLive();
    await redis.mset({ 'user:1': 'a', 'user:2': 'b' });
    await keyspace.complete(source);
    await redis.call('ACL', 'SETUSER', 'default', '-memory|usage');
    try {
      const analysis = await keyspace.analysis({ source, database: 'all', separator: ':' });
      expect(analysis).toMatchObject({ prefixes: [{ keys: 2, memoryBytes: null, memoryError: null }], sample: null });
      expect(analysis.largest).toHaveLength(2);
    } finally {
      await redis.call('ACL', 'SETUSER', 'default', '+@all');
    }
  });

  it('inspect and get › the keys of the server; a stopped instance › exit 3', async () => {
    const { redis, home, services, done } = await useLive();
    await redis.mset({ 'a:1': '1', b: '2' });
    const run = (...args: string[]) => runInProcess(['--action', ...args, '--instance', 'main', '--json'], home.env);
    const inspected = await run('inspect');
    expect(inspected.code, inspected.stderr).toBe(0);
    expect(inspected.json()).toMatchObject({
      keys: 2,
      matched: 2,
      items: [{ key: 'a:1', type: 'string' }, { key: 'b' }],
    });
    expect((await run('get', '--key', 'b')).json()).toMatchObject({ key: 'b', value: '2' });
    expect((await run('get', '--key', 'none')).code).toBe(3);
    await done(services.instances.stop('main'));
    expect((await run('inspect')).code).toBe(3);
    expect((await run('get', '--key', 'b')).code).toBe(3);
  });
});
