import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isolationTest } from '../../shared/contract/tenant.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import type { TestHome } from '../support/test-home.ts';

const engineOf = (home: TestHome) => dockerAt(home.dockerHost ?? '');

describeNeeding(['redis', 'docker', 'linux'], 'tenants in containers', () => {
  it('isolation › two tenants › blocked by address, gateway and name; result saved', async () => {
    const { services } = await servicesOnHome();
    await newTenant(services, { id: 'one', runtime: 'docker' });
    await newTenant(services, { id: 'two', runtime: 'docker', generatePassword: true });
    await newTenant(services, { id: 'plain', runtime: 'process' });
    const { result } = await services.operations.settled((await services.tenants.testIsolation()).id);
    const verification = isolationTest.parse(result);
    expect(verification.ok).toBe(true);
    expect(verification.probes.map(({ from, to, by, outcome }) => `${from} ${to} ${by} ${outcome}`).sort()).toEqual([
      'one two address blocked',
      'one two gateway blocked',
      'one two name blocked',
      'two one address blocked',
      'two one gateway blocked',
      'two one name blocked',
    ]);
    expect(verification.left.map(({ id }) => id)).toEqual(['plain']);
    expect(await services.tenants.isolation()).toEqual(verification);
  });

  it('isolation › containers on a shared network › reported as reached', async () => {
    const { home, services } = await servicesOnHome();
    const one = await newTenant(services, { id: 'one', runtime: 'docker' });
    const two = await newTenant(services, { id: 'two', runtime: 'docker' });
    const network = engineOf(home).getNetwork(one.network ?? '');
    await network.connect({ Container: two.container ?? '' });
    const { result } = await services.operations.settled((await services.tenants.testIsolation()).id);
    const verification = isolationTest.parse(result);
    expect(verification.ok).toBe(false);
    expect(verification.probes.filter(({ outcome }) => outcome === 'reached').length).toBeGreaterThan(0);
    await network.disconnect({ Container: two.container ?? '', Force: true });
  });

  it('container removed by another program › reported, repaired around its data', async () => {
    const { home, services } = await servicesOnHome();
    const tenant = await newTenant(services, { id: 'gone', runtime: 'docker' });
    await redisCli(Number(tenant.port), 'SET', 'k', 'v');
    await redisCli(Number(tenant.port), 'SAVE');
    await engineOf(home)
      .getContainer(tenant.container ?? '')
      .remove({ force: true });
    expect(await services.tenants.get('gone')).toMatchObject({
      state: 'missing',
      port: tenant.port,
      defect: { kind: 'no-container' },
    });
    await services.operations.settled((await services.tenants.repair('gone')).id);
    expect(await services.tenants.get('gone')).toMatchObject({ state: 'running', port: tenant.port, defect: null });
    expect(await redisCli(Number(tenant.port), 'GET', 'k')).toBe('v');
  });

  it('container renamed by another program › found by its label, destroyed under the new name', async () => {
    const { home, services } = await servicesOnHome();
    const tenant = await newTenant(services, { id: 'moved', runtime: 'docker' });
    const renamed = `${home.token}-elsewhere`;
    await engineOf(home)
      .getContainer(tenant.container ?? '')
      .rename({ name: renamed });
    expect(await services.tenants.get('moved')).toMatchObject({
      state: 'running',
      port: tenant.port,
      container: renamed,
    });
    await services.operations.settled((await services.tenants.destroy('moved')).id);
    await expect(engineOf(home).getContainer(renamed).inspect()).rejects.toMatchObject({ statusCode: 404 });
    await expect(
      engineOf(home)
        .getNetwork(tenant.network ?? '')
        .inspect(),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('redis.json missing › repaired from the container', async () => {
    const { home, services } = await servicesOnHome();
    const tenant = await newTenant(services, { id: 'half', runtime: 'docker' });
    await rm(join(home.path, 'clients/half/redis.json'));
    expect(await services.tenants.get('half')).toMatchObject({ state: 'running', defect: { kind: 'no-folder' } });
    await services.operations.settled((await services.tenants.repair('half')).id);
    expect(await services.tenants.get('half')).toMatchObject({ port: tenant.port, defect: null });
    expect(JSON.parse(await readFile(join(home.path, 'clients/half/redis.json'), 'utf8'))).toMatchObject({
      clientId: 'half',
      container: tenant.container,
      network: tenant.network,
      port: tenant.port,
    });
  });

  it('container of the earlier scripts › listed, converted with all keys', async () => {
    const { home, services } = await servicesOnHome();
    // The first tenant provides the image.
    const { image } = await newTenant(services, { id: 'new', runtime: 'docker' });
    const id = `old-${home.token.slice(-8)}`;
    const port = home.clientPorts.start + 5;
    const root = join(home.path, 'clients', id, 'redis');
    for (const folder of ['data', 'config', 'logs']) await mkdir(join(root, folder), { recursive: true });
    await writeFile(
      join(root, 'config/redis.conf'),
      'bind 0.0.0.0\nport 6379\nprotected-mode no\nsave 900 1\ndir /data\n',
    );
    const engine = engineOf(home);
    const old = await engine.createContainer({
      name: `redis-client-${id}`,
      Image: image ?? '',
      Cmd: ['redis-server', '/usr/local/etc/redis/redis.conf'],
      HostConfig: {
        Binds: [`${root}/data:/data`, `${root}/config:/usr/local/etc/redis`, `${root}/logs:/var/log/redis`],
        PortBindings: { '6379/tcp': [{ HostPort: String(port) }] },
      },
    });
    onTestFinished(async () => void (await old.remove({ force: true }).catch(() => undefined)));
    await old.start();
    await expect.poll(() => redisCli(port, 'SET', 'k', 'v').catch(() => null)).toBe('OK');

    expect(await services.tenants.get(id)).toMatchObject({ state: 'running', port, defect: { kind: 'no-folder' } });
    await services.operations.settled((await services.tenants.repair(id)).id);
    expect(await services.tenants.get(id)).toMatchObject({ port, defect: { kind: 'legacy' } });
    await services.operations.settled((await services.tenants.repair(id)).id);
    expect(await services.tenants.get(id)).toMatchObject({
      state: 'running',
      port,
      container: `${home.token}-client-${id}`,
      network: `vrooli-${id}-network`,
      defect: null,
    });
    expect(await redisCli(port, 'GET', 'k')).toBe('v');
  });
});
