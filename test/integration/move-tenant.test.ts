import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { createRedisLink } from '../../electron/services/redis/connection/redis-link.ts';
import { takeLease } from '../../electron/services/runtimes/docker/containers/lease-container.ts';
import { connectEngine } from '../../electron/services/runtimes/docker/engine/engine-connection.ts';
import { createEngineStore } from '../../electron/services/runtimes/engines/engine-store.ts';
import { type EngineLab, labProblem, startLab } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import type { LabNode } from '../support/engine-lab/node.ts';
import { patience } from '../support/patience.ts';
import { redisCli } from '../support/redis-cli.ts';
import { waitFor } from '../support/wait-for.ts';
import { fleetAddress, useFleetHome } from './fleet-fixture.ts';

const problem = inject('missing').redis ?? (await labProblem());
const title = `moving a tenant between machines${problem === null ? '' : ` [skipped: ${problem}]`}`;

describe.skipIf(problem !== null)(title, { timeout: patience.longTestMs }, () => {
  let lab: EngineLab;
  beforeAll(async () => {
    lab = await startLab([{}, { tls: true }]);
    await loadLabImage(lab);
  });
  afterAll(() => lab?.remove());
  const node = (index: number): LabNode => lab.nodes[index] as LabNode;

  test('from one engine to another and back › keys, settings and writes are kept', async () => {
    const { act, add, redis, run } = await useFleetHome(lab);
    const first = await add('node1', node(0));
    const second = await add('node2', node(1));
    await act('create-client', '--client-id', 'acme', '--engine', 'node1', '--generate-password', 'yes');
    await redis('acme', 'mset', 'a', '1', 'b', '2');
    await redis('acme', 'rpush', 'list', 'x', 'y');
    await redis('acme', 'set', 'short', 'lived', 'ex', '1000');

    const moved = await act('move-client', '--client-id', 'acme', '--engine', 'node2');
    expect(moved).toMatchObject({
      id: 'acme',
      from: { engine: 'node1', port: first.start },
      to: { engine: 'node2', port: second.start },
      keys: 4,
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(moved.pausedMs).toBeLessThan(1000);
    expect(await act('status', '--client-id', 'acme')).toMatchObject({
      engine: 'node2',
      port: second.start,
      state: 'running',
    });
    expect(await redis('acme', 'mget', 'a', 'b')).toBe('1\n2');
    expect(await redis('acme', 'set', 'c', '3')).toBe('OK');
    expect(await node(0).docker.listContainers({ all: true })).toEqual([]);
    const kept = await run('--action', 'list-destroyed', '--json');
    expect(kept.json()).toMatchObject([{ id: 'acme', movedTo: 'node2', safetyBackup: moved.safetyBackup }]);

    const back = await act('move-client', '--client-id', 'acme', '--undo', 'yes');
    expect(back).toMatchObject({ to: { engine: 'node1', port: first.start }, keys: 5 });
    expect(await redis('acme', 'get', 'c')).toBe('3');
    expect((await run('--action', 'move-client', '--client-id', 'acme', '--undo', 'yes')).code).toBe(2);
    await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
  });

  test('a process with TLS only, and a stopped one › to a machine and back as a process, with their data', async () => {
    const { act, add, run, redis } = await useFleetHome(lab);
    await add('node1', node(0));
    const { port } = await act('create-client', '--client-id', 'local', '--runtime', 'process');
    await act('tls', '--client-id', 'local', '--enable', 'yes', '--yes', 'yes');
    await redis('local', 'set', 'a', '1');
    await act('move-client', '--client-id', 'local', '--engine', 'node1');
    expect(await redis('local', 'get', 'a')).toBe('1');
    expect(await redis('local', 'set', 'b', '2')).toBe('OK');
    const back = await act('move-client', '--client-id', 'local', '--undo', 'yes');
    expect(back).toMatchObject({ to: { engine: 'local', runtime: 'process', port } });
    expect(await redis('local', 'mget', 'a', 'b')).toBe('1\n2');
    expect(await redis('local', 'set', 'c', '3')).toBe('OK');
    await act('stop', '--client-id', 'local', '--yes', 'yes');
    const files = await act('move-client', '--client-id', 'local', '--engine', 'node1');
    expect(files).toMatchObject({ keys: null, digest: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(await stateOf(run, 'local')).toEqual(['node1', 'stopped']);
    await act('move-client', '--client-id', 'local', '--undo', 'yes');
    await act('start', '--client-id', 'local');
    expect(await redis('local', 'dbsize')).toBe('3');
    await act('destroy-client', '--client-id', 'local', '--yes', 'yes');
  });

  test('100,000 keys under writes › every acknowledged write is there, and writes pause for less than a second', async () => {
    const { act, add, redis } = await useFleetHome(lab);
    await add('node1', node(0));
    await add('node2', node(1));
    const { port } = await act('create-client', '--client-id', 'busy', '--engine', 'node1');
    await redis('busy', 'eval', "for i=1,100000 do redis.call('set','k'..i,'v'..i) end", '0');
    const link = createRedisLink({ host: '127.0.0.1', port: Number(port), password: null });
    let [acknowledged, isWriting] = [0, true];
    const writing = (async () => {
      while (isWriting) {
        const replies = await link
          .batch(
            10_000,
            Array.from({ length: 20 }, () => ['INCR', 'written'] as const),
          )
          .catch(() => []);
        for (const reply of replies) if (typeof reply === 'number') acknowledged = reply;
      }
    })();
    const moved = await act('move-client', '--client-id', 'busy', '--engine', 'node2');
    isWriting = false;
    await writing;
    link.close();
    expect(moved.pausedMs).toBeLessThan(1000);
    expect(acknowledged).toBeGreaterThan(0);
    expect(Number(await redis('busy', 'get', 'written'))).toBe(acknowledged);
    expect(await redis('busy', 'dbsize')).toBe('100001');
    await act('destroy-client', '--client-id', 'busy', '--yes', 'yes');
  });

  test('drain › every tenant moves, also one that is stopped; production asks for the name', async () => {
    const { home, act, add, run, redis } = await useFleetHome(lab);
    await add('node1', node(0), '--production', 'yes');
    await add('node2', node(1));
    for (const id of ['one', 'two', 'three']) await act('create-client', '--client-id', id, '--engine', 'node1');
    for (const id of ['one', 'three']) await redis(id, 'set', 'a', '1');
    // Cancelled after the first tenant: it stays moved, which the outcome says.
    const { tenants, operations, close } = await createServices({ env: home.env, client: 'browser' });
    const drain = await tenants.drain({ engine: 'node1', to: ['node2'], forward: false });
    await waitFor('the first tenant', () =>
      operations.get(drain.id).log.some(({ text }) => text.endsWith('is on node2.')),
    );
    operations.cancel(drain.id);
    const cancelled = await operations.settled(drain).catch((error: Error) => error.message);
    await close();
    const already = ((await run('--action', 'list-clients', '--json')).json() as { id: string; engine: string }[])
      .filter(({ engine }) => engine === 'node2')
      .map(({ id }) => id);
    expect(already.length).toBeGreaterThan(0);
    for (const id of already) expect(cancelled).toMatch(new RegExp(`not moved back: .*${id} \\(node2\\)`));
    await act('stop', '--client-id', 'three', '--yes', 'yes', '--confirm', 'three');
    const refused = await run('--action', 'engines', '--drain', 'node1', '--targets', 'node2');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('give --confirm node1 as well')]);
    const drained = await run(
      '--action',
      'engines',
      '--drain',
      'node1',
      '--targets',
      'node2',
      '--confirm',
      'node1',
      '--json',
    );
    expect([drained.code, drained.stderr]).toEqual([0, expect.anything()]);
    expect(drained.json()).toMatchObject({
      engine: 'node1',
      moved: expect.arrayContaining(
        ['one', 'two', 'three'].filter((id) => !already.includes(id)).map((id) => expect.objectContaining({ id })),
      ),
      left: [],
    });
    expect(await stateOf(run, 'three')).toEqual(['node2', 'stopped']);
    await act('start', '--client-id', 'three');
    for (const id of ['one', 'three']) expect(await redis(id, 'get', 'a')).toBe('1');
    // Tenants on two machines cannot reach each other either.
    await act('create-client', '--client-id', 'four', '--engine', 'node1');
    const { port } = await fleetAddress(act, 'one');
    const { ok, probes } = await act('test-isolation');
    expect([ok, probes]).toEqual([
      true,
      expect.arrayContaining([
        expect.objectContaining({
          ...{ from: 'four', to: 'one', by: 'machine', outcome: 'blocked' },
          target: `${node(1).network.address}:${port}`,
        }),
      ]),
    ]);
    await act('destroy-client', '--client-id', 'four', '--yes', 'yes', '--confirm', 'four');
    for (const id of ['one', 'two', 'three'])
      await act('destroy-client', '--client-id', id, '--yes', 'yes', '--confirm', id);
  });

  test('what cannot be moved › refused with the reason, and nothing is touched', async () => {
    const { act, add, run, redis } = await useFleetHome(lab);
    await add('node1', node(0));
    await act('create-client', '--client-id', 'still', '--runtime', 'process');
    const move = async (...more: readonly string[]) => {
      const { code, stderr } = await run('--action', 'move-client', '--client-id', 'still', ...more);
      return [code, stderr];
    };
    expect(await move()).toEqual([2, expect.stringContaining('needs --engine NAME')]);
    expect(await move('--engine', 'local')).toEqual([2, expect.stringContaining('is on local already')]);
    expect(await move('--engine', 'nowhere')).toEqual([3, expect.stringContaining('There is no engine')]);
    const toNode = await move('--engine', 'node1', '--node', 'x');
    expect(toNode).toEqual([2, expect.stringContaining('swarm')]);
    expect(await move('--undo', 'yes')).toEqual([2, expect.stringContaining('was not moved')]);
    expect(await move('--engine', 'node1', '--publish', 'tls')).toEqual([
      2,
      expect.stringContaining('needs a password'),
    ]);
    const { port } = await act('status', '--client-id', 'still');
    await act('create-client', '--client-id', 'copy', '--runtime', 'process');
    await act('config', '--client-id', 'copy', '--set', `replicaof=127.0.0.1 ${port}`, '--yes', 'yes');
    await waitFor('the replica', async () => (await redis('copy', 'info', 'replication')).includes('link_status:up'));
    const followed = await move('--engine', 'node1');
    expect(followed).toEqual([2, expect.stringMatching(/still has 1 replica \(127\.0\.0\.1:\d+\).*REPLICAOF NO ONE/)]);
    await act('destroy-client', '--client-id', 'copy', '--yes', 'yes');
    await act('destroy-client', '--client-id', 'still', '--yes', 'yes');
  });

  test('a second port for TLS › moves with the tenant and back, under other numbers, and its old port leads to it', async () => {
    const { home, act, add, redis } = await useFleetHome(lab);
    await add('node1', node(0));
    await act('create-client', '--client-id', 'both', '--runtime', 'process');
    const keep = ['--enable', 'yes', '--plain-port', 'keep', '--yes', 'yes'] as const;
    const { state } = (await act('tls', '--client-id', 'both', ...keep)) as {
      readonly state: { readonly tlsPort: number; readonly files: { readonly ca: string } };
    };
    await redis('both', 'set', 'a', '1');
    const byTls = (port: number) => redisCli(port, '--tls', '--cacert', state.files.ca, 'get', 'a');
    const services = await createServices({ env: home.env, client: 'browser' });
    onTestFinished(() => services.close());
    services.startBackgroundWork();
    const moved = await act('move-client', '--client-id', 'both', '--engine', 'node1', '--forward', 'yes');
    expect(moved).toMatchObject({ forwarder: { tlsPort: state.tlsPort } });
    const { to } = moved as unknown as { readonly to: { readonly tlsPort: number } };
    expect(to.tlsPort).not.toBe(state.tlsPort);
    await waitFor('the forwarder', async () => (await byTls(state.tlsPort)) === '1');
    expect([await redis('both', 'get', 'a'), await byTls(to.tlsPort)]).toEqual(['1', '1']);
    await act('restart', '--client-id', 'both', '--yes', 'yes');
    expect(await byTls(to.tlsPort)).toBe('1');
    const back = await act('move-client', '--client-id', 'both', '--undo', 'yes');
    expect(back).toMatchObject({ to: { engine: 'local', tlsPort: state.tlsPort } });
    expect(await byTls(state.tlsPort)).toBe('1');
    await act('destroy-client', '--client-id', 'both', '--yes', 'yes');
  });

  test('to a machine by TLS and back › its port is open there, for TLS with its password', async () => {
    const { act, add, run, redis } = await useFleetHome(lab);
    const { address = '', certificates = '' } = node(1).tls ?? {};
    const first = await add('node1', node(0));
    const second = await add('secure', { sshAddress: address }, '--certificates', certificates);
    await act('create-client', '--client-id', 'open', '--engine', 'node1', '--generate-password', 'yes');
    await redis('open', 'set', 'a', '1');
    const refused = await run('--action', 'move-client', '--client-id', 'open', '--engine', 'secure');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--publish tls')]);
    const moved = await act('move-client', '--client-id', 'open', '--engine', 'secure', '--publish', 'tls');
    expect(moved).toMatchObject({
      to: { engine: 'secure', port: second.start },
      url: `rediss://${node(1).network.address}:${second.start}`,
    });
    expect(await redis('open', 'get', 'a')).toBe('1');
    await expect(redisCli(second.start, '-h', node(1).network.address, 'ping')).rejects.toThrow();
    await redis('open', 'set', 'b', '2');
    const back = await act('move-client', '--client-id', 'open', '--undo', 'yes');
    expect(back).toMatchObject({ url: `rediss://localhost:${first.start}`, keys: 2 });
    expect(await redis('open', 'mget', 'a', 'b')).toBe('1\n2');
    const again = await act('move-client', '--client-id', 'open', '--engine', 'secure', '--publish', 'tls');
    expect(again).toMatchObject({ keys: 2 });
    await act('move-client', '--client-id', 'open', '--undo', 'yes');
    await act('create-client', '--client-id', 'bare', '--engine', 'node1');
    const drain = ['--action', 'engines', '--drain', 'node1', '--targets', 'secure', '--publish', 'tls', '--json'];
    const drained = await run(...drain);
    expect([drained.code, drained.json()]).toEqual([
      1,
      expect.objectContaining({
        moved: [expect.objectContaining({ id: 'open', url: `rediss://${node(1).network.address}:${second.start}` })],
        left: [{ id: 'bare', reason: expect.stringContaining('no password') }],
      }),
    ]);
    expect(await redis('open', 'mget', 'a', 'b')).toBe('1\n2');
    for (const id of ['open', 'bare']) await act('destroy-client', '--client-id', id, '--yes', 'yes');
    expect(await node(1).docker.listContainers({ all: true })).toEqual([]);
  });

  test('another computer works on a tenant › refused until it has ended', async () => {
    const { home, act, add, run } = await useFleetHome(lab);
    await add('node1', node(0));
    await act('create-client', '--client-id', 'shared', '--engine', 'node1');
    const { docker } = node(0);
    const [container] = await docker.listContainers();
    const store = createEngineStore(home.path);
    const connection = connectEngine(() => ({ DOCKER_HOST: `unix://${node(0).socket}` }));
    const owner = `${home.path}#${store.homeId()}`;
    const lease = await takeLease(connection, { id: 'shared', owner, image: container?.Image ?? '', host: 'laptop' });
    const restart = () => run('--action', 'restart', '--client-id', 'shared', '--yes', 'yes');
    const refused = await restart();
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('the app on laptop works on it')]);
    if ('release' in lease) await lease.release();
    expect((await restart()).code).toBe(0);
    // Only the tenant is left, because the lease of the restart has ended.
    expect(await docker.listContainers({ all: true })).toHaveLength(1);
    await act('destroy-client', '--client-id', 'shared', '--yes', 'yes');
  });
});

/** The status of a stopped tenant has another exit code. */
async function stateOf(run: Awaited<ReturnType<typeof useFleetHome>>['run'], id: string) {
  const { engine, state } = (await run('--action', 'status', '--client-id', id, '--json')).json() as {
    readonly engine: string;
    readonly state: string;
  };
  return [engine, state];
}
