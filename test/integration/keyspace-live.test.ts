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
    expect(prefixes).toMatchObject([{ prefix: { text: 'user:' }, keys: 2 }]);
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
