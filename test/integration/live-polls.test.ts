import { expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';

async function infoCalls(port: number): Promise<number> {
  const stats = await redisCli(port, 'info', 'commandstats');
  return Number(/cmdstat_info:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

describeNeeding(['redis', 'posix'], 'live polls', () => {
  test('live polls › a live view and a list that is read with every value › one INFO per poll', async () => {
    const { services } = await servicesOnHome({ docker: false });
    const { port } = await newTenant(services, { id: 'acme', runtime: 'process' });
    const end = new AbortController();
    let polls = 0;
    let before = 0;
    for await (const { items } of services.live.statuses(100, end.signal)) {
      // The first poll connects and reads more.
      if (polls === 0) before = await infoCalls(Number(port));
      const [listed] = await services.tenants.list();
      expect(listed?.state).toBe('running');
      expect(items).toHaveLength(1);
      if (++polls === 6) break;
    }
    end.abort();
    // Reading the counter is itself an INFO, and a poll may be in progress at its end.
    expect((await infoCalls(Number(port))) - before - 1).toBeLessThanOrEqual(6);
    const stop = await services.instances.stop('acme');
    await services.operations.settled(stop.id);
    expect((await services.tenants.list())[0]?.state).toBe('stopped');
  });
});
