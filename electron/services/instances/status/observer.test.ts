import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LEGACY_RUNTIME } from '../../../../shared/contract/runtimes.ts';
import { someEntry } from '../../../../test/support/fake-runtime.ts';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { environmentOf, managed, observerOf, writeConf } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { OwnUseFilter } from '../../redis/own-use/own-use-filter.ts';
import type { Runtimes } from '../../runtimes/runtime.ts';
import { createCatalogue, type ManagedInstance } from '../registry/catalogue.ts';
import { moveToTrash } from '../registry/recently-deleted.ts';
import { createLastObserved } from './last-observed.ts';
import { createObserver } from './observer.ts';
import { otherClients } from './other-clients.ts';
import { whyReplicaRefuses } from './refuse-replica.ts';
import { configuredReplication } from './replication.ts';
import { requireInstance } from './status-by-id.ts';

const ownUse = {
  subtract: (_: string, info: unknown) => ({ info, hasRate: true }),
  close: async () => undefined,
} as unknown as OwnUseFilter;

/** A server that accepts connections and replies with `reply` to everything, or with nothing. */
async function listening(reply: string | null): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => reply !== null && socket.write(reply));
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const at = (port: number) => ({ address: { host: '127.0.0.1', port }, startedAt: null });

describe('observer', () => {
  test('a server that hangs › unhealthy after the limit, and the next poll waits less', async () => {
    const environment = environmentOf(temporaryFolder());
    const observer = createObserver(ownUse);
    onTestFinished(() => observer.close());
    const instance = await managed(environment, 'main', { entry: someEntry('main', at(await listening(null))) });
    const begun = performance.now();
    const first = await observer.observe(instance);
    const between = performance.now();
    const second = await observer.observe(instance);
    expect(first.status).toMatchObject({ state: 'unhealthy', problem: { code: 'NOT_ANSWERING' } });
    expect(first.failure?.failure).toBe('timed-out');
    expect(between - begun).toBeGreaterThan(1000);
    expect(performance.now() - between).toBeLessThan(between - begun);
    expect(second.status.problem?.since).toBe(first.status.problem?.since);
  });

  test('a stopped instance whose port another program uses › names the program', async () => {
    const environment = environmentOf(temporaryFolder());
    const observer = createObserver(ownUse);
    onTestFinished(() => observer.close());
    const entry = someEntry('main', { ...at(await listening(null)), state: 'stopped' });
    const status = await observer.status(await managed(environment, 'main', { entry }));
    expect(status).toMatchObject({ state: 'stopped', problem: { code: 'PORT_TAKEN' } });
  });

  test('two instances with one port › the running one is named as the holder', async () => {
    const environment = environmentOf(temporaryFolder());
    const observer = createObserver(ownUse);
    onTestFinished(() => observer.close());
    const port = await listening('-ERR no\r\n');
    await observer.status(await managed(environment, 'main', { entry: someEntry('main', at(port)) }));
    const entry = someEntry('acme', { ...at(port), state: 'stopped' });
    expect((await observer.status(await managed(environment, 'acme', { entry }))).problem?.message).toContain(
      'the instance main',
    );
  });

  test('an instance that is not running › is not asked, and has no connection', async () => {
    const environment = environmentOf(temporaryFolder());
    const observer = createObserver(ownUse);
    onTestFinished(() => observer.close());
    const instance = await managed(environment, 'main', { entry: null });
    expect(await observer.observe(instance)).toMatchObject({
      answer: null,
      failure: null,
      status: { state: 'missing' },
    });
    expect(await observer.link(instance)).toBeNull();
    expect(observer.lastChanges('main')).toBeNull();
    expect(observer.prefetchReplies().size).toBe(0);
  });

  test('a problem that lasts across a restart of the app › keeps its time', async () => {
    const home = temporaryFolder();
    const environment = environmentOf(home);
    // Observations of an instance without files are not kept.
    mkdirSync(join(home, 'redis/config'), { recursive: true });
    const instance = await managed(environment, 'main', { entry: null });
    const first = createObserver(ownUse, createLastObserved(home));
    const since = (await first.status(instance)).problem?.since;
    await first.close();
    const second = createObserver(ownUse, createLastObserved(home));
    onTestFinished(() => second.close());
    expect(since).toBeTypeOf('string');
    expect((await second.status(instance)).problem?.since).toBe(since);
    const gone = await managed(environment, 'main', { entry: null, record: null });
    expect((await second.status(gone)).problem).toBeNull();
    expect((await second.status(instance)).problem?.since).not.toBe(since);
  });
});

describe('other clients', () => {
  const list = [
    'id=1 addr=127.0.0.1:1 name=vrooli-redis-desktop db=0',
    'id=2 addr=127.0.0.1:2 name=vrooli-redis-benchmark db=0',
    'id=3 addr=127.0.0.1:3 name= db=0',
    'id=4 addr=127.0.0.1:4 name=vrooli-redis-console db=0',
    '',
  ].join('\n');

  test.each([
    ['a list', list, 2],
    ['only own connections', 'id=1 name=vrooli-redis-desktop\n', 0],
    ['no text', ['x'], null],
    ['a refusal', new Error('NOPERM'), null],
  ])('%s › %s', async (_, reply, count) => {
    const server = fakeServer();
    server.replies.CLIENT = reply;
    const instance = await managed(environmentOf(temporaryFolder()));
    expect(await otherClients({ observer: observerOf(server) }, instance)).toEqual({ id: 'main', count });
  });

  test('stopped › none', async () => {
    const entry = someEntry('main', { state: 'stopped' });
    const instance = await managed(environmentOf(temporaryFolder()), 'main', { entry });
    expect(await otherClients({ observer: observerOf(null) }, instance)).toEqual({ id: 'main', count: 0 });
  });
});

describe('replicas', () => {
  const replica = { role: 'replica', masterHost: '10.0.0.1', masterPort: 6379, link: 'up' } as const;

  test('a running replica › rejects a restore and a flush', async () => {
    const instance = await managed(environmentOf(temporaryFolder()));
    const observer = observerOf(null, { replication: replica });
    for (const action of ['restore', 'flush'] as const)
      expect(await whyReplicaRefuses({ observer }, instance, action)).toMatchObject({
        code: 'IS_REPLICA',
        data: { masterHost: '10.0.0.1' },
      });
  });

  test('redis.conf makes it a replica at the next start › rejects a restore, but not a flush', async () => {
    const environment = environmentOf(temporaryFolder());
    writeConf(environment, 'main', 'port 6500', 'replicaof 10.0.0.1 6379');
    const instance = await managed(environment);
    expect(await whyReplicaRefuses({ observer: observerOf(null) }, instance, 'restore')).toMatchObject({
      code: 'IS_REPLICA',
    });
    expect(await whyReplicaRefuses({ observer: observerOf(null) }, instance, 'flush')).toBeNull();
  });

  test('no settings › no master is configured', () => {
    expect(configuredReplication(null)).toEqual({ role: null, masterHost: null, masterPort: null, link: null });
  });
});

test('required instance › that does not exist › NOT_FOUND', async () => {
  const catalogue = { all: async () => [], one: async () => null, recoverableUntil: async () => null };
  await expect(requireInstance({ catalogue }, 'acme')).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no instance "acme".',
    data: { id: 'acme' },
  });
});

test.each([
  [['main', 'shop'], 'Managed instances: main, shop.'],
  [[...'abcdefghij'], 'Managed instances: a, b, c, d, e, f, g, h and 2 more.'],
])('required instance › that does not exist, beside %j › names the others', async (ids, named) => {
  const all = async () => ids.map((id) => ({ id }) as ManagedInstance);
  const catalogue = { all, one: async () => null, recoverableUntil: async () => null };
  await expect(requireInstance({ catalogue }, 'acme')).rejects.toThrow(`There is no instance "acme". ${named}`);
});

test('required instance › that was destroyed › says until when it can be recovered', async () => {
  const environment = environmentOf(temporaryFolder());
  const about = { id: 'acme', runtime: LEGACY_RUNTIME, port: 6381, keys: 3 } as const;
  const { undoUntil } = await moveToTrash(environment.home, about);
  const catalogue = createCatalogue(environment, {} as Runtimes);
  await expect(requireInstance({ catalogue: { ...catalogue, one: async () => null } }, 'acme')).rejects.toThrow(
    `It was destroyed, and can be recovered from Recently deleted until ${undoUntil.slice(0, 10)}.`,
  );
});
