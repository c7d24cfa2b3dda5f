import { expect, it } from 'vitest';
import { CONTAINER_MEMORY } from '../../shared/contract/names.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { configGet, useSettingsHome } from '../support/settings-home.ts';
import type { TestHome } from '../support/test-home.ts';

const MB = 1024 * 1024;

async function container(home: TestHome) {
  const details = await dockerAt(home.dockerHost ?? '')
    .getContainer(`${home.token}-main`)
    .inspect();
  return { id: details.Id, limit: details.HostConfig.Memory ?? 0 };
}

describeNeeding(['redis', 'docker', 'linux'], 'F2 › the memory limit of a container', () => {
  it('a live change of maxmemory › follows, and reverts with it', async () => {
    const { home, services, change, apply } = await useSettingsHome('docker');
    const made = await container(home);
    expect(made.limit).toBe(4096 * MB);

    const request = { kind: 'changes', changes: { maxmemory: '64mb' } } as const;
    const plan = await services.settings.plan('main', request);
    expect(plan.changes).toContainEqual(
      expect.objectContaining({ directive: CONTAINER_MEMORY, from: '4gb', to: '128mb', how: 'live' }),
    );
    expect(plan.steps.at(-1)).toBe('Lower the memory limit of the container.');
    expect(plan).toMatchObject({ restart: false, recreate: false });
    const lowered = await apply(request);
    expect(lowered.restarted).toBe(false);
    // The same container: it was updated, not recreated.
    expect(await container(home)).toEqual({ id: made.id, limit: 128 * MB });

    const raised = await services.settings.plan('main', { kind: 'changes', changes: { maxmemory: '256mb' } });
    expect(raised.steps[0]).toBe('Raise the memory limit of the container.');
    await change({ maxmemory: '256mb' });
    expect((await container(home)).limit).toBe(512 * MB);

    const [last] = await services.settings.history('main');
    await apply({ kind: 'revert', entry: last?.id ?? '' });
    expect((await container(home)).limit).toBe(128 * MB);
    expect(await configGet(home.port, 'maxmemory')).toBe(String(64 * MB));
    expect((await services.settings.describe('main')).drift).toEqual([]);

    // The engine cannot remove a limit: it gets one that is never reached, which counts as none.
    await change({ maxmemory: '0' });
    expect((await services.settings.describe('main')).drift).toEqual([]);
    await change({ maxmemory: '64mb' });
    expect((await services.settings.describe('main')).drift).toEqual([]);
    expect((await container(home)).limit).toBe(128 * MB);
  });

  it('chosen limit › reverted, kept when recreated, shown', async () => {
    const { home, services, change, apply } = await useSettingsHome('docker', { env: { REDIS_MAX_MEMORY: '64mb' } });
    expect((await container(home)).limit).toBe(128 * MB);
    await change({ [CONTAINER_MEMORY]: '200mb' });
    expect((await container(home)).limit).toBe(200 * MB);
    await change({ maxmemory: '32mb' });
    expect((await container(home)).limit).toBe(200 * MB);
    const described = await services.settings.describe('main');
    expect(described.settings.find(({ name }) => name === CONTAINER_MEMORY)).toMatchObject({ file: '200mb' });
    expect(described.drift).toEqual([]);

    // Recreated for another port, with the chosen limit.
    const before = (await container(home)).id;
    await change({ port: String(home.port + 1) });
    const moved = await container(home);
    expect(moved.id).not.toBe(before);
    expect(moved.limit).toBe(200 * MB);

    const [, , choice] = await services.settings.history('main');
    await apply({ kind: 'revert', entry: choice?.id ?? '' });
    expect((await container(home)).limit).toBe(96 * MB);

    // Another program changed it in the engine.
    await dockerAt(home.dockerHost ?? '')
      .getContainer(`${home.token}-main`)
      .update({ Memory: 300 * MB, MemorySwap: 600 * MB });
    const { drift } = await services.settings.describe('main');
    expect(drift).toEqual([
      { directive: CONTAINER_MEMORY, file: '96mb', live: '300mb', where: 'container', how: 'live' },
    ]);
    const shown = await runInProcess(['--action', 'config'], home.env);
    expect(shown.stdout).toContain("The container's container-memory is 300mb instead of 96mb.");
    expect(await runInProcess(['--action', 'config', '--drift', 'keep-file'], home.env)).toMatchObject({ code: 0 });
    expect((await container(home)).limit).toBe(96 * MB);
  });

  it('data beyond maxmemory › the limit is raised before it is loaded', async () => {
    const { home, services, change, done } = await useSettingsHome('docker', { env: { REDIS_MAX_MEMORY: '256mb' } });
    await redisCli(home.port, 'eval', 'for i = 1, 60 do redis.call("set", i, string.rep("x", 2^20)) end', '0');
    await done(services.instances.stop('main'));
    await change({ maxmemory: '8mb', 'maxmemory-policy': 'noeviction' });
    await done(services.instances.start('main'));
    expect(await redisCli(home.port, 'dbsize')).toBe('60');
    expect((await container(home)).limit).toBeGreaterThan(120 * MB);
  });

  it('an instance is made with --container-memory none › it has no limit', async () => {
    const { home, services } = await useSettingsHome('docker');
    const make = ['--action', 'create-client', '--client-id', 'free', '--runtime', 'docker'];
    expect(await runInProcess([...make, '--container-memory', 'none'], home.env)).toMatchObject({ code: 0 });
    const [tenant] = await services.tenants.list();
    expect(tenant?.limits.memoryBytes).toBe(0);
    const engine = dockerAt(home.dockerHost ?? '');
    expect((await engine.getContainer(tenant?.container ?? '').inspect()).HostConfig.Memory).toBe(0);
    expect((await services.settings.describe('free')).drift).toEqual([]);
  });
});
