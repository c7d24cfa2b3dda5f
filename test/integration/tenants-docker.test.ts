import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isolationProof } from '../../shared/contract/tenant.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import type { TestHome } from '../support/test-home.ts';

const engineOf = (home: TestHome) => dockerAt(home.dockerHost ?? '');

describeNeeding(['redis', 'docker', 'linux'], 'tenants in containers', () => {
  it('cannot reach each other by address, gateway or name; the proof is kept', async () => {
    const { services } = await servicesOnHome();
    await newTenant(services, { id: 'one', runtime: 'docker' });
    await newTenant(services, { id: 'two', runtime: 'docker', generatePassword: true });
    await newTenant(services, { id: 'plain', runtime: 'process' });
    const { result } = await services.operations.settled((await services.tenants.proveIsolation()).id);
    const proof = isolationProof.parse(result);
    expect(proof.ok).toBe(true);
    expect(proof.probes.map(({ from, to, by, outcome }) => `${from} ${to} ${by} ${outcome}`).sort()).toEqual([
      'one two address blocked',
      'one two gateway blocked',
      'one two name blocked',
      'two one address blocked',
      'two one gateway blocked',
      'two one name blocked',
    ]);
    expect(proof.left.map(({ id }) => id)).toEqual(['plain']);
    expect(await services.tenants.isolation()).toEqual(proof);
  });

  it('that do reach each other are found out', async () => {
    const { home, services } = await servicesOnHome();
    const one = await newTenant(services, { id: 'one', runtime: 'docker' });
    const two = await newTenant(services, { id: 'two', runtime: 'docker' });
    const network = engineOf(home).getNetwork(one.network ?? '');
    await network.connect({ Container: two.container ?? '' });
    const { result } = await services.operations.settled((await services.tenants.proveIsolation()).id);
    const proof = isolationProof.parse(result);
    expect(proof.ok).toBe(false);
    expect(proof.probes.filter(({ outcome }) => outcome === 'reached').length).toBeGreaterThan(0);
    await network.disconnect({ Container: two.container ?? '', Force: true });
  });

  it('removed outside are shown so and made again around their data', async () => {
    const { home, services } = await servicesOnHome();
    const made = await newTenant(services, { id: 'gone', runtime: 'docker' });
    await redisCli(Number(made.port), 'SET', 'k', 'v');
    await redisCli(Number(made.port), 'SAVE');
    await engineOf(home)
      .getContainer(made.container ?? '')
      .remove({ force: true });
    expect(await services.tenants.get('gone')).toMatchObject({
      state: 'missing',
      port: made.port,
      defect: { kind: 'no-container' },
    });
    await services.operations.settled((await services.tenants.repair('gone')).id);
    expect(await services.tenants.get('gone')).toMatchObject({ state: 'running', port: made.port, defect: null });
    expect(await redisCli(Number(made.port), 'GET', 'k')).toBe('v');
  });

  it('renamed outside are found by their label, and destroyed under the new name', async () => {
    const { home, services } = await servicesOnHome();
    const made = await newTenant(services, { id: 'moved', runtime: 'docker' });
    const renamed = `${home.token}-elsewhere`;
    await engineOf(home)
      .getContainer(made.container ?? '')
      .rename({ name: renamed });
    expect(await services.tenants.get('moved')).toMatchObject({
      state: 'running',
      port: made.port,
      container: renamed,
    });
    await services.operations.settled((await services.tenants.destroy('moved')).id);
    await expect(engineOf(home).getContainer(renamed).inspect()).rejects.toMatchObject({ statusCode: 404 });
    await expect(
      engineOf(home)
        .getNetwork(made.network ?? '')
        .inspect(),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('without their redis.json are taken over as they are', async () => {
    const { home, services } = await servicesOnHome();
    const made = await newTenant(services, { id: 'half', runtime: 'docker' });
    await rm(join(home.path, 'clients/half/redis.json'));
    expect(await services.tenants.get('half')).toMatchObject({ state: 'running', defect: { kind: 'no-folder' } });
    await services.operations.settled((await services.tenants.repair('half')).id);
    expect(await services.tenants.get('half')).toMatchObject({ port: made.port, defect: null });
    expect(JSON.parse(await readFile(join(home.path, 'clients/half/redis.json'), 'utf8'))).toMatchObject({
      clientId: 'half',
      container: made.container,
      network: made.network,
      port: made.port,
    });
  });

  it('of the old scripts appear, and are converted with every key', async () => {
    const { home, services } = await servicesOnHome();
    // The image is made by the first tenant.
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
    await expect.poll(() => redisCli(port, 'SET', 'k', 'v').catch(() => null), { timeout: 10_000 }).toBe('OK');

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
