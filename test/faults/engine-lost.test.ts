import { expect, onTestFinished, test } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import { useDockerHome } from '../integration/docker-fixture.ts';
import { type EngineProxy, useEngineProxy } from '../support/engine-proxy.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { startServices } from '../support/start-services.ts';
import type { TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';
import { remains } from './remains.ts';

interface Home {
  readonly home: TestHome;
  readonly proxy: EngineProxy;
  readonly services: Services;
}

/** Services whose engine can be disconnected. */
async function useLosableEngine(): Promise<Home> {
  const proxy = await useEngineProxy();
  const { home: plain, image } = await useDockerHome({ dockerHost: proxy.dockerHost });
  const home = { ...plain, env: { ...plain.env, REDIS_IMAGE: image } };
  const services = await startServices({ env: home.env, client: 'browser' });
  onTestFinished(() => services.close());
  return { home, proxy, services };
}

/** The calls that are held when the engine goes. Network and container are requested simultaneously, so both. */
const moments = [
  [
    'before anything is made',
    [
      [/^POST \S*\/networks\/create/, 'request'],
      [/^POST \S*\/containers\/create/, 'request'],
    ],
  ],
  [
    'when network and container are made',
    [
      [/^POST \S*\/networks\/create/, 'answer'],
      [/^POST \S*\/containers\/create/, 'answer'],
    ],
  ],
  ['when the container is started', [[/^POST \S*\/containers\/\w+\/start/, 'answer']]],
] as const;

/** Resolves when all of them are held. */
async function reach(proxy: EngineProxy, calls: (typeof moments)[number][1]): Promise<unknown> {
  return Promise.all(calls.map(([call, at]) => proxy.hold(call, at).reached));
}

describeNeeding(['docker', 'posix'], 'Docker › the engine is lost during', () => {
  test.each(moments)('an installation, %s › reported, and undone when the engine is back', async (_, calls) => {
    const { home, proxy, services } = await useLosableEngine();
    const reached = reach(proxy, calls);
    const { id } = await services.instances.install({ runtime: 'docker' });
    await lose(proxy, reached, services, id);
    await proxy.restore();
    // The next start of any client undoes what could not be undone then, before anything is built on it.
    expect((await runManage(['--action', 'status', '--json'], home.env)).json()).toMatchObject({ state: 'missing' });
    expect(await remains(home)).toEqual([]);
    const again = await services.instances.install({ runtime: 'docker' });
    expect(await services.operations.settled(again.id)).toMatchObject({ result: { state: 'running' } });
  });

  test.each(moments)('the creation of a tenant, %s › reported and undone', async (_, calls) => {
    const { home, proxy, services } = await useLosableEngine();
    const reached = reach(proxy, calls);
    const { id } = await services.tenants.create({ id: 'acme', runtime: 'docker', generatePassword: false });
    await lose(proxy, reached, services, id);
    await proxy.restore();
    expect((await runManage(['--action', 'list-clients', '--json'], home.env)).json()).toEqual([]);
    expect(await remains(home)).toEqual([]);
    const again = await services.tenants.create({ id: 'acme', runtime: 'docker', generatePassword: false });
    expect(await services.operations.settled(again.id)).toMatchObject({
      result: { state: 'running', port: home.clientPorts.start },
    });
  });
});

/** Disconnects the engine once it is reached, and expects the operation to report that. */
async function lose(proxy: EngineProxy, reached: Promise<unknown>, services: Services, id: string): Promise<void> {
  await reached;
  await proxy.cut();
  await expect(services.operations.settled(id)).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
}

describeNeeding(['docker', 'posix'], 'Docker › the engine stops and starts again', () => {
  test('an open client undoes what had to wait for the engine', async () => {
    const { home, proxy, services } = await useLosableEngine();
    const end = new AbortController();
    const watched = (async () => {
      for await (const _ of services.live.changes(end.signal));
    })();
    const reached = reach(proxy, moments[1][1]);
    const { id } = await services.instances.install({ runtime: 'docker' });
    await lose(proxy, reached, services, id);
    await expect(services.instances.install({ runtime: 'docker' })).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
    });
    await proxy.restore();
    await waitFor('it to be undone', async () => (await remains(home)).length === 0);
    end.abort();
    await watched;
  });

  test('the state of main says so in every stream, and recovers', async () => {
    const { home, proxy, services } = await useLosableEngine();
    const { id } = await services.instances.install({ runtime: 'docker' });
    await services.operations.settled(id);
    await redisCli(home.port, 'set', 'k', 'v');
    const seen: (string | undefined)[] = [];
    const end = new AbortController();
    const watched = (async () => {
      for await (const { items } of services.live.statuses(250, end.signal))
        seen.push(items.find((item) => item.id === 'main')?.problem?.code ?? items[0]?.state);
    })();
    await waitFor('main to run', () => seen.at(-1) === 'running');
    await proxy.cut();
    await waitFor('the loss to be shown', () => seen.at(-1) === 'ENGINE_UNREACHABLE');
    expect(await services.instances.status('main')).toMatchObject({
      state: 'unhealthy',
      problem: { code: 'ENGINE_UNREACHABLE', fix: expect.stringContaining('Start Docker') },
    });
    const status = await runManage(['--action', 'status', '--json'], home.env);
    expect(status.json()).toMatchObject({ state: 'unhealthy', problem: { code: 'ENGINE_UNREACHABLE' } });
    expect((await runManage(['--action', 'stop', '--json'], home.env)).json()).toMatchObject({
      error: { code: 'ENGINE_UNREACHABLE' },
    });
    await proxy.restore();
    await waitFor('main to run again', () => seen.at(-1) === 'running');
    end.abort();
    await watched;
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });
});
