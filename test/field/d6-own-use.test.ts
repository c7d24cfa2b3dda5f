import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import { instanceStatus } from '../../shared/contract/instance.ts';
import { runManage } from '../support/run-manage.ts';
import { connectServe } from '../support/serve-client.ts';
import { startServe } from '../support/start-serve.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import type { TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';
import { describeFieldPoint } from './field-point.ts';

/** Long enough for a wrong rate to show, ms. */
const WATCHED_MS = 6000;

/** A client of the user that does not identify itself. */
async function connectTo(services: Services): Promise<Redis> {
  const { port, password } = await services.instances.connection('acme', { reveal: true });
  const options = { port, disableClientInfo: true, enableReadyCheck: false, ...(password !== null && { password }) };
  return new Redis(options);
}

/** Another process of the app that polls all instances the whole time. */
async function watchFromServe(home: TestHome): Promise<void> {
  const serve = await startServe(home);
  onTestFinished(() => serve.kill('SIGKILL'));
  const { api, close } = await connectServe(serve);
  onTestFinished(close);
  void (async () => {
    for await (const _ of await api.live.statuses({ intervalMs: 250 }));
  })().catch(() => undefined);
}

/** The samples of this process, one document each. */
async function samplesOf(services: Services, id: string, forMs: number) {
  const samples = [];
  const end = new AbortController();
  setTimeout(() => end.abort(), forMs);
  try {
    for await (const { items } of services.live.statuses(1000, end.signal)) {
      samples.push(instanceStatus.parse(items.find((item) => item.id === id)));
    }
  } catch (error) {
    if (!end.signal.aborted) throw error;
  }
  return samples;
}

describeFieldPoint('D6', 'several processes of the app watch an instance', (runtime) => {
  test('figures › nobody else uses it › no clients, no operations, no hit rate, also after a verified backup', async () => {
    const { home, services } = await servicesOnHome({ docker: runtime === 'docker' });
    await newTenant(services, { id: 'acme', runtime, generatePassword: true });
    const seed = await connectTo(services);
    for (let key = 0; key < 20; key++) await seed.set(`key:${key}`, key);
    seed.disconnect();
    await watchFromServe(home);
    await samplesOf(services, 'acme', 1500);
    const ask = () => runManage(['--action', 'status', '--client-id', 'acme', '--json'], home.env);
    // A connection that another process opens gets its name a moment later.
    await expect
      .poll(async () => instanceStatus.parse((await ask()).json()))
      .toMatchObject({ clients: { connected: 0 }, hitRate: null, commands: { total: 20 } });
    const backup = await services.backups.create({ instance: 'acme', kind: 'snapshot', verify: true });
    await services.operations.settled(backup.id);
    const samples = await samplesOf(services, 'acme', WATCHED_MS);
    expect(samples.length).toBeGreaterThan(2);
    for (const { clients, hitRate, lookups } of samples) {
      expect({ clients, hitRate, lookups }).toEqual({
        clients: { connected: 0 },
        hitRate: null,
        lookups: { hits: 0, misses: 0 },
      });
    }
    // Several samples: another process may report its share a moment after the server counted it.
    for (const { commands } of samples.slice(1)) expect(commands.perSecond).toBe(0);
    expect(samples.at(-1)?.commands.total).toBe(20);
  });

  test('figures › a client works with it › its connection, operations, lookups and slow commands alone', async () => {
    const { home, services } = await servicesOnHome({ docker: runtime === 'docker' });
    await newTenant(services, { id: 'acme', runtime, generatePassword: true });
    await watchFromServe(home);
    const client = await connectTo(services);
    onTestFinished(() => client.disconnect());
    await client.set('there', 1);
    await client.config('SET', 'slowlog-log-slower-than', '0');
    const ticks: (number | null | undefined)[] = [];
    onTestFinished(
      services.metrics.onTick(({ samples }) => {
        ticks.push(samples.find(({ id }) => id === 'acme')?.values.slowLogLength);
      }),
    );
    await samplesOf(services, 'acme', 1500);
    await client.config('SET', 'slowlog-log-slower-than', '-1');
    await client.call('SLOWLOG', 'RESET');
    await client.config('SET', 'slowlog-log-slower-than', '0');
    await client.get('there');
    await client.config('SET', 'slowlog-log-slower-than', '-1');
    const work = setInterval(
      () =>
        void client
          .pipeline([
            ['get', 'there'],
            ['get', 'none'],
          ])
          .exec(),
      50,
    );
    onTestFinished(() => clearInterval(work));
    const [, , , ...samples] = await samplesOf(services, 'acme', WATCHED_MS);
    clearInterval(work);
    for (const { clients, commands, hitRate } of samples) {
      expect(clients.connected).toBe(1);
      // Forty per second, on a machine that may be slow.
      expect(commands.perSecond).toBeLessThanOrEqual(50);
      expect(commands.perSecond).toBeGreaterThan(4);
      expect(hitRate).toBeCloseTo(0.5, 1);
    }
    // CONFIG SET, GET and CONFIG SET of the client: what the app asked meanwhile is in the log of the server too.
    await waitFor('the slow log to be read', () => ticks.at(-1) === 2);
  });
});
