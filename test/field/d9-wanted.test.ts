import { expect, test } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('D9', 'what everyone who tried it wanted', (runtime) => {
  const docker = runtime === 'docker';

  test('create-client › --persistence aof › the tenant runs with an AOF', async () => {
    const home = await useTestHome({ docker });
    const flags = ['--client-id', 'acme', '--runtime', runtime, '--persistence', 'aof'];
    const created = await runInProcess(['--action', 'create-client', ...flags, '--json'], home.env);
    expect(created).toMatchObject({ code: 0 });
    expect(created.json()).toMatchObject({ client: 'acme', persistence: { mode: 'aof' } });
  });

  test('status › a stopped tenant › shows the keys it held when it last answered', async () => {
    const { services, home } = await servicesOnHome({ docker });
    const { port } = await newTenant(services, { id: 'acme', runtime });
    await redisCli(port ?? 0, 'mset', 'one', '1', 'two', '2', 'three', '3');
    expect((await services.instances.status('acme')).lastKnownKeys).toBeNull();
    const stop = await services.instances.stop('acme');
    await services.operations.settled(stop.id);
    const lastKnownKeys = { count: 3, at: expect.any(String) };
    expect(await services.instances.status('acme')).toMatchObject({ state: 'stopped', databases: [], lastKnownKeys });
    await services.close();
    const status = await runInProcess(['--action', 'status', '--instance', 'acme'], home.env);
    expect(status.stdout).toMatch(/Keys +3 when last seen/);
  });
});
