import { expect, test, vi } from 'vitest';
import type { RuntimeOptions } from '../../electron/services/runtimes/create-runtimes.ts';
import { type RuntimeKind, runtimeKind } from '../../shared/contract/values.ts';
import { createMemoryRuntime } from '../support/memory-runtime/memory-runtime.ts';
import { MEMORY } from '../support/memory-runtime/memory-traits.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { describeRuntime } from './runtime.contract.ts';

// A third runtime: its row in the contract's table, and one line of registration.
vi.mock('../../shared/contract/runtimes.ts', async (original) => {
  const actual = await original<typeof import('../../shared/contract/runtimes.ts')>();
  const { memoryTraits } = await import('../support/memory-runtime/memory-traits.ts');
  Object.assign(actual.runtimeTraits, { memory: memoryTraits });
  return { ...actual, runtimeKinds: Object.keys(actual.runtimeTraits) };
});
vi.mock('../../electron/services/runtimes/create-runtimes.ts', async (original) => {
  const actual = await original<typeof import('../../electron/services/runtimes/create-runtimes.ts')>();
  const createRuntimes = (options: RuntimeOptions) => {
    const { runtimes, ...rest } = actual.createRuntimes(options);
    return { ...rest, runtimes: { ...runtimes, memory: createMemoryRuntime(options.environment) } };
  };
  return { ...actual, createRuntimes };
});

const memory = MEMORY as RuntimeKind;

describeRuntime('process', ['redis', 'posix']);
describeRuntime('docker', ['redis', 'docker', 'linux']);
describeRuntime(memory, ['redis', 'posix']);

describeNeeding(['redis', 'posix'], 'a third runtime', () => {
  test('contract › its name is valid where a runtime is named', () => {
    expect(runtimeKind.parse(MEMORY)).toBe(MEMORY);
  });

  test('main › installed, stopped, started, restarted, killed and uninstalled by the core', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const { instances, operations, engines } = services;
    const settled = async (begun: Promise<{ readonly id: string }>) => operations.settled((await begun).id);
    expect((await engines.list()).map(({ runtime }) => runtime)).toEqual(['docker', 'process', MEMORY]);

    const installed = await settled(instances.install({ runtime: memory }));
    expect(installed).toMatchObject({
      state: 'succeeded',
      result: { runtime: MEMORY, state: 'running', port: home.port },
    });
    expect(await redisCli(home.port, 'config', 'get', 'save')).toBe('save\n');
    expect(await redisCli(home.port, 'set', 'k', 'v')).toBe('OK');

    expect(await settled(instances.stop('main'))).toMatchObject({ state: 'succeeded' });
    expect(await instances.status('main')).toMatchObject({ state: 'stopped', runtime: MEMORY, problem: null });
    expect(await settled(instances.start('main'))).toMatchObject({ state: 'succeeded' });
    // Its own settings save nothing, but the core saved the keys before it stopped the server.
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
    expect(await settled(instances.restart('main'))).toMatchObject({ state: 'succeeded' });
    expect(await settled(instances.kill('main'))).toMatchObject({ state: 'succeeded' });
    expect(await settled(instances.uninstall('main', { removeData: true }))).toMatchObject({ state: 'succeeded' });
    expect(await instances.list()).toEqual([]);
  });

  test('tenant › created and destroyed by the core', async () => {
    const { services } = await servicesOnHome({ docker: false });
    const tenant = await newTenant(services, { id: 'acme', runtime: memory });
    expect(tenant).toMatchObject({ id: 'acme', runtime: MEMORY, isolated: false, defect: null });
    const begun = await services.tenants.destroy('acme');
    expect(await services.operations.settled(begun.id)).toMatchObject({ state: 'succeeded' });
    expect(await services.tenants.list()).toEqual([]);
  });
});
