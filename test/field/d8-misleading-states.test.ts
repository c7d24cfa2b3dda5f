import { expect, onTestFinished, test } from 'vitest';
import { bareRedis } from '../support/bare-redis.ts';
import { startServices } from '../support/start-services.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('D8', 'misleading states', (runtime) => {
  const docker = runtime === 'docker';

  async function stoppedTenant() {
    const { home, services } = await servicesOnHome({ docker });
    const { port } = await newTenant(services, { id: 'acme', runtime });
    const stop = await services.instances.stop('acme');
    await services.operations.settled(stop.id);
    return { home, services, port: port ?? 0 };
  }

  async function settled(services: Awaited<ReturnType<typeof startServices>>, id: string): Promise<string> {
    return services.operations.settled(id).then(
      ({ state }) => state,
      (error: Error) => error.message,
    );
  }

  test('status › another program uses the port of a stopped tenant › names that program', async () => {
    const { services, port } = await stoppedTenant();
    const other = await bareRedis('--port', String(port));
    onTestFinished(other.dispose);
    const { problem } = await services.instances.status('acme');
    expect(problem).toMatchObject({ code: 'PORT_TAKEN' });
    expect(problem?.message).toBe(
      `Port ${port} is already in use by redis-server (pid ${other.pid}), so it cannot start.`,
    );
    const start = await services.instances.start('acme');
    expect(await settled(services, start.id)).toContain(`already in use by redis-server (pid ${other.pid})`);
  });

  test('create tenant › the wanted port is used by a program › names that program', async () => {
    const { services, home } = await servicesOnHome({ docker });
    const wanted = home.clientPorts.start;
    const other = await bareRedis('--port', String(wanted));
    onTestFinished(other.dispose);
    const begun = await services.tenants.create({ id: 'acme', runtime, port: wanted, generatePassword: false });
    expect(await settled(services, begun.id)).toContain(`already in use by redis-server (pid ${other.pid})`);
  });

  test('problem › the program that observed it ends and another one starts › since is unchanged', async () => {
    const { home, services, port } = await stoppedTenant();
    const other = await bareRedis('--port', String(port));
    onTestFinished(other.dispose);
    const since = (await services.instances.status('acme')).problem?.since;
    expect(since).toEqual(expect.any(String));
    await services.close();
    const later = await startServices({ env: home.env, client: 'browser' });
    onTestFinished(() => later.close());
    expect((await later.instances.status('acme')).problem?.since).toBe(since);
  });
});
