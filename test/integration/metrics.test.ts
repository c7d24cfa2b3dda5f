import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { MetricsTick } from '../../electron/services/metrics/metrics.ts';
import type { Services } from '../../electron/services/services.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

interface Measured {
  readonly home: TestHome;
  readonly services: Services;
  readonly ticks: MetricsTick[];
}

/** Services of a face that stays, with main running, at the fastest pace. */
async function useMeasured(): Promise<Measured> {
  const home = await useTestHome({ docker: false });
  const services = await createServices({ env: home.env, face: 'browser' });
  onTestFinished(() => services.close());
  await services.metrics.saveSettings({ intervalMs: 1000, watchedIntervalMs: 250 });
  const ticks: MetricsTick[] = [];
  services.metrics.onTick((tick) => void ticks.push(tick));
  const { id } = await services.instances.install({ runtime: 'process' });
  await services.operations.settled(id);
  await waitFor('main to be measured', () => valuesOf(ticks, 'main'));
  return { home, services, ticks };
}

function valuesOf(ticks: readonly MetricsTick[], id: string) {
  return ticks.at(-1)?.samples.find((sample) => sample.id === id)?.values;
}

describeNeeding(['redis'], 'what is measured', () => {
  test('is what INFO says, and is there afterwards', async () => {
    const { home, services, ticks } = await useMeasured();
    const begun = new Date();
    await redisCli(home.port, 'eval', "for i = 1, 1000 do redis.call('set', 'key:' .. i, i) end", '0');
    const before = ticks.length;
    await waitFor('the keys to be measured', () => valuesOf(ticks, 'main')?.['db0.keys'] === 1000);
    expect(ticks.slice(before).every(({ recording }) => recording)).toBe(true);
    const values = valuesOf(ticks, 'main');
    expect(values).toMatchObject({ keys: 1000, expires: 0, replicas: 0, memoryLimitBytes: 2 ** 31 });
    expect(values?.pingMs).toBeGreaterThan(0);
    const range = await waitFor('the keys to be recorded', async () => {
      const to = new Date(Date.now() + 5000).toISOString();
      const input = { ids: ['main'], metrics: ['keys' as const], from: begun.toISOString(), to, points: 600 };
      const { series } = await services.metrics.range(input);
      return series[0]?.last.includes(1000) && series;
    });
    expect(range).toHaveLength(1);
    expect(await services.metrics.databases('main', begun.toISOString(), new Date().toISOString())).toEqual([0]);
  });
});
