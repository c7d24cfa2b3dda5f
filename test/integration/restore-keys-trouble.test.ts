import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import type { RestoreKeysRequest } from '../../shared/contract/restore-keys.ts';
import { describeNeeding } from '../support/needs.ts';
import { PROGRAMS } from '../support/runtime-kinds.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const KEYS = 30_000;
const FILL = `for i = 1, ${KEYS} do redis.call('SET', 'cart:' .. i, ARGV[1] .. i) end`;
/** One hash of all keys and values. */
const DIGEST = `
  local sum = ''
  local keys = redis.call('KEYS', '*')
  table.sort(keys)
  for _, key in ipairs(keys) do sum = redis.sha1hex(sum .. key .. redis.call('DUMP', key)) end
  return sum .. ' ' .. #keys`;

describeNeeding(['redis', 'posix'], 'restore of chosen keys in trouble', () => {
  let home: TestHome;
  let services: Services;
  const clients = new Map<string, Redis>();

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    services = await createServices({ env: home.env, client: 'browser' });
    await services.operations.settled(await services.instances.install({ runtime: PROGRAMS }));
    for (const id of ['one', 'two', 'source']) {
      await services.operations.settled(
        await services.tenants.create({ id, runtime: PROGRAMS, generatePassword: false, memory: '0' }),
      );
    }
    for (const id of ['main', 'one', 'two', 'source']) {
      const port = id === 'main' ? home.port : (await services.tenants.get(id)).port;
      const client = new Redis(port ?? 0, { protocol: 2, retryStrategy: () => 50, maxRetriesPerRequest: null });
      client.on('error', () => undefined);
      clients.set(id, client);
    }
    await clientOf('main').eval(FILL, 0, 'saved ');
    const create = { instance: 'main', name: 'carts', kind: 'snapshot', verify: false } as const;
    await services.operations.settled(await services.backups.create(create));
  });
  afterAll(async () => {
    for (const client of clients.values()) client.disconnect();
    await services.close();
    await home.dispose();
  });

  const clientOf = (id: string): Redis => clients.get(id) as Redis;
  const digestOf = async (id: string) => String(await clientOf(id).eval(DIGEST, 0));
  const request = (into: string, change: Partial<RestoreKeysRequest> = {}): RestoreKeysRequest => ({
    ...{ source: { kind: 'backup', instance: 'main', name: 'carts' }, selection: { all: true }, into },
    ...{ existing: 'replace', expiry: 'absolute', unsuitable: 'refuse', ...change },
  });
  const journal = () => readdir(join(home.path, 'redis', 'desktop', 'journal')).catch(() => []);

  test('a replica › refused before the first write, and the preview says why', async () => {
    await clientOf('one').set('own', 'x');
    await clientOf('one').replicaof('127.0.0.1', 1);
    const former = await digestOf('one');
    expect((await services.keyspace.restores.preview(request('one'))).problem).toContain('replica');
    await expect(services.keyspace.restores.run(request('one'))).rejects.toMatchObject({ code: 'IS_REPLICA' });
    expect(await digestOf('one')).toBe(former);
    await clientOf('one').call('REPLICAOF', 'NO', 'ONE');
    await clientOf('one').flushall();
  });

  test('everything into two instances at the same time › both have every key', async () => {
    const whole = await digestOf('main');
    const begun = await Promise.all(['one', 'two'].map((id) => services.keyspace.restores.run(request(id))));
    const results = await Promise.all(begun.map(async (one) => (await services.operations.settled(one)).result));
    expect(results).toMatchObject([{ restored: KEYS }, { restored: KEYS }]);
    expect([await digestOf('one'), await digestOf('two')]).toEqual([whole, whole]);
  });

  test('another program writes to the backup after its keys were read › nothing is restored, then its new values', async () => {
    const main = clientOf('main');
    const take = async (name: string) => {
      const create = { instance: 'main', name, kind: 'snapshot', verify: false } as const;
      await services.operations.settled(await services.backups.create(create));
      return join(home.path, 'redis', 'backups', `${name}.rdb`);
    };
    const path = await take('overwritten');
    // The same sizes at the same places, so that every wrong value is one that a server accepts.
    await main.eval(FILL, 0, 'other ');
    const other = await readFile(await take('other'));
    await main.eval(FILL, 0, 'saved ');
    const target = clientOf('one');
    await target.flushall();
    await target.eval(FILL, 0, 'former ');
    const former = await digestOf('one');
    const source = { kind: 'backup', instance: 'main', name: 'overwritten' } as const;
    const begun = await services.keyspace.restores.run(request('one', { source }));
    await waitFor('the first restored key', async () => ((await target.get('cart:1')) === 'former 1' ? null : true), {
      everyMs: 1,
    });
    await writeFile(path, other, { flag: 'r+' });
    await expect(services.operations.settled(begun)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('was changed while it was open'),
    });
    expect(await digestOf('one')).toBe(former);
    expect(await journal()).toEqual([]);
    await services.operations.settled(await services.keyspace.restores.run(request('one', { source })));
    expect(await target.get('cart:1')).toBe('other 1');
    await target.flushall();
  });

  test('keys of a running source change their type or vanish meanwhile › whole values, old or new', async () => {
    const source = clientOf('source');
    await source.eval(FILL, 0, 'live ');
    await clientOf('one').flushall();
    let stopped = false;
    const writing = (async () => {
      for (let round = 0; !stopped; round++) {
        const key = `cart:${(round % KEYS) + 1}`;
        if (round % 3 === 0) await source.multi().del(key).rpush(key, 'a', 'b').exec();
        else if (round % 3 === 1) await source.multi().del(key).hset(key, 'f', 'v').exec();
        else await source.del(key);
      }
    })();
    const from = { source: { kind: 'instance', instance: 'source' } } as const;
    const begun = await services.keyspace.restores.run(request('one', from));
    const { result } = await services.operations.settled(begun);
    stopped = true;
    await writing;
    expect(result.restored + result.skipped).toBeGreaterThan(KEYS / 2);
    const target = clientOf('one');
    expect(await target.dbsize()).toBe(result.restored);
    const keys = (await target.keys('*')).slice(0, 3000);
    const types = await Promise.all(keys.map((key) => target.type(key)));
    for (const [at, key] of keys.entries()) {
      const number = key.slice('cart:'.length);
      if (types[at] === 'string') expect(await target.get(key)).toBe(`live ${number}`);
      else if (types[at] === 'list') expect(await target.lrange(key, 0, -1)).toEqual(['a', 'b']);
      else expect(await target.hgetall(key)).toEqual({ f: 'v' });
    }
  });

  test('the running source dies in the middle › the former keys, and the reason', async () => {
    const source = clientOf('source');
    await source.flushall();
    await source.eval(FILL, 0, `live ${'x'.repeat(200)}`);
    const target = clientOf('two');
    await target.flushall();
    await target.eval(FILL, 0, 'former ');
    const former = await digestOf('two');
    const from = { source: { kind: 'instance', instance: 'source' } } as const;
    const pid = Number(/process_id:(\d+)/.exec(await source.info('server'))?.[1]);
    const begun = await services.keyspace.restores.run(request('two', from));
    await waitFor('the first restored key', async () => ((await target.get('cart:1')) === 'former 1' ? null : true), {
      everyMs: 1,
    });
    process.kill(pid, 'SIGKILL');
    const end = await services.operations.settled(begun).then(
      () => null,
      (error: Error) => error,
    );
    // A fast machine may have read the last value before the server died.
    if (end !== null) {
      expect(await digestOf('two')).toBe(former);
      expect(end.message).toMatch(/^source stopped responding: .* The operation was undone\./);
    }
    expect(await journal()).toEqual([]);
    await services.operations.settled(await services.instances.start('source'));
  });
});
