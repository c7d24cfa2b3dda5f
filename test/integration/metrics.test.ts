import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { MetricsTick } from '../../electron/services/metrics/metrics.ts';
import type { Services } from '../../electron/services/services.ts';
import type { MetricKey, MetricSeries } from '../../shared/contract/metrics.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { waitFor } from '../support/wait-for.ts';

/** Ticks of a client that stays open, at the shortest interval. */
async function useTicks(services: Services): Promise<MetricsTick[]> {
  await services.metrics.saveSettings({ intervalMs: 1000, watchedIntervalMs: 250 });
  const ticks: MetricsTick[] = [];
  onTestFinished(services.metrics.onTick((tick) => void ticks.push(tick)));
  return ticks;
}

function valuesOf(ticks: readonly MetricsTick[], id: string) {
  return ticks.at(-1)?.samples.find((sample) => sample.id === id)?.values;
}

/** Metrics of an instance in the minute around now, in seconds. */
async function aroundNow(services: Services, id: string, metrics: MetricKey[]): Promise<readonly MetricSeries[]> {
  const [from, to] = [-30_000, 30_000].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string];
  return (await services.metrics.range({ ids: [id], metrics, from, to, points: 60 })).series;
}

const defined = (values: readonly (number | null)[] | undefined) => (values ?? []).filter((value) => value !== null);

describeNeeding(['redis'], 'metrics', () => {
  test('INFO and a restart › figures of INFO, no negative rate, and a history', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const ticks = await useTicks(services);
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    await waitFor('main to be measured', () => typeof valuesOf(ticks, 'main')?.hitsPerSecond === 'number');

    await redisCli(home.port, 'eval', "for i = 1, 1000 do redis.call('set', 'key:' .. i, i) end", '0');
    await redisCli(home.port, 'eval', "for i = 701, 1100 do redis.call('get', 'key:' .. i) end", '0');
    await waitFor('the keys to be measured', () => valuesOf(ticks, 'main')?.['db0.keys'] === 1000);
    expect(valuesOf(ticks, 'main')).toMatchObject({ keys: 1000, expires: 0, replicas: 0, memoryLimitBytes: 2 ** 31 });
    expect(valuesOf(ticks, 'main')?.pingMs).toBeGreaterThan(0);
    expect(ticks.every(({ recording, samples }) => recording || samples.length === 0)).toBe(true);
    expect((await services.instances.status('main')).hitRate).toBe(0.75);
    const [rate] = await waitFor('the hit rate to be kept', async () => {
      const series = await aroundNow(services, 'main', ['hitRate']);
      return defined(series[0]?.mean).length > 0 && series;
    });
    for (const value of defined(rate?.mean)) expect(value).toBeCloseTo(0.75, 2);

    const before = ticks.length;
    await services.operations.settled((await services.instances.restart('main')).id);
    await waitFor('three ticks of the new server', () => {
      const since = ticks.slice(before).filter(({ samples }) => samples[0]?.values.commandsPerSecond != null);
      return since.length >= 3;
    });
    const kept = await aroundNow(services, 'main', ['keys', 'commandsPerSecond', 'networkInPerSecond', 'cpuPercent']);
    for (const { metric, min } of kept) {
      expect([metric, defined(min).length > 0, Math.min(...defined(min)) >= 0]).toEqual([metric, true, true]);
    }
    expect(await services.metrics.databases('main', new Date(0).toISOString(), new Date().toISOString())).toEqual([0]);
    expect((await services.metrics.info('main')).text).toContain('# Commandstats');

    const folder = join(home.path, 'redis/desktop/metrics');
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of names) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600]);
    }
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['main', 'ticks.log', 'recorder.lock']));
  });

  test('several readers › one poll a tick, at the pace of the fastest', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const ticks = await useTicks(services);
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    await waitFor('main to be measured', () => valuesOf(ticks, 'main'));
    const calls = async () => {
      const found = /cmdstat_info:calls=(\d+)/.exec(await redisCli(home.port, 'info', 'commandstats'))?.[1];
      return Number(found ?? 0);
    };
    const end = new AbortController();
    const views = [
      services.metrics.follow(end.signal),
      services.metrics.follow(end.signal),
      services.live.statuses(250, end.signal),
    ];
    await Promise.all(views.map((view) => view.next()));
    const before = await calls();
    for (let tick = 0; tick < 4; tick++) await Promise.all(views.map((view) => view.next()));
    const asked = (await calls()) - before;
    end.abort();
    await Promise.all(views.map((view) => view.return(undefined)));
    // One is our own; a tick may fall on either side of the counted range.
    expect(asked).toBeLessThanOrEqual(4 + 3);
  });

  test('tenant destroyed and recovered › its history is deleted and recovered with it', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const ticks = await useTicks(services);
    await newTenant(services, { id: 'acme', runtime: 'process' });
    await waitFor('acme to be measured', () => valuesOf(ticks, 'acme'));
    const kept = async () => defined((await aroundNow(services, 'acme', ['keys']))[0]?.last).length > 0;
    await waitFor('acme to be recorded', kept);
    const { result } = await services.operations.settled((await services.tenants.destroy('acme')).id);
    await waitFor('acme to be gone', () => ticks.at(-1)?.statuses.length === 0);
    expect(await kept()).toBe(false);
    await expect(stat(join(home.path, 'redis/desktop/metrics/acme'))).rejects.toThrow(/ENOENT/);
    const { safetyBackup } = result as { safetyBackup: string };
    await services.operations.settled((await services.tenants.undoDestroy(safetyBackup)).id);
    expect(await kept()).toBe(true);
  });
});
