import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { shownState } from '../../shared/shown-state.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'docker', 'linux'], 'D3 › a tenant in Docker', () => {
  test('tenant › its container is killed by another program › ended unexpectedly, with an alert, until it is started', async () => {
    const { home, services } = await servicesOnHome();
    const { container } = await newTenant(services, { id: 'acme', runtime: 'docker' });
    const alerts = async () => (await services.alerts.list()).filter(({ instance }) => instance === 'acme');
    await waitFor('the first sample', async () => (await services.instances.status('acme')).state === 'running');
    await dockerAt(home.dockerHost ?? '')
      .getContainer(container ?? '')
      .kill();
    await waitFor('the end', async () => (await services.instances.status('acme')).state === 'stopped');
    const { problem } = await services.instances.status('acme');
    expect(problem).toMatchObject({
      code: 'CRASHED',
      since: expect.any(String),
      fix: expect.stringContaining('Start'),
    });
    await waitFor('the alert', async () => (await alerts()).some(({ rule }) => rule === 'down'));
    await services.operations.settled((await services.instances.start('acme')).id);
    expect(await services.instances.status('acme')).toMatchObject({ state: 'running', problem: null });
  });

  test('tenant › the user kills or stops it in this app › stopped without a problem, also for the next start of the app', async () => {
    const { home, services } = await servicesOnHome();
    await newTenant(services, { id: 'acme', runtime: 'docker' });
    await services.operations.settled((await services.instances.kill('acme')).id);
    expect(await services.instances.status('acme')).toMatchObject({ state: 'stopped', problem: null });
    const later = await createServices({ env: home.env, client: 'terminal' });
    onTestFinished(() => later.close());
    expect(await later.instances.status('acme')).toMatchObject({ state: 'stopped', problem: null });
    await services.operations.settled((await services.instances.start('acme')).id);
    await services.operations.settled((await services.instances.stop('acme')).id);
    expect(await services.instances.status('acme')).toMatchObject({ state: 'stopped', problem: null });
  });

  test('engine › unreachable › neither unhealthy nor stopped, in every document', async () => {
    const { home, services } = await servicesOnHome();
    await newTenant(services, { id: 'acme', runtime: 'docker' });
    const env = { ...home.env, DOCKER_HOST: `unix://${home.path}/no-engine.sock` };
    const record = join(home.path, 'clients/acme/redis.json');
    await writeFile(record, (await readFile(record, 'utf8')).replaceAll(home.dockerHost ?? '', env.DOCKER_HOST));
    const cut = await createServices({ env, client: 'terminal' });
    onTestFinished(() => cut.close());
    expect(shownState(await cut.instances.status('acme'))).toBe('engine-unreachable');
    const [tenant] = await cut.tenants.list();
    expect(tenant && shownState(tenant)).toBe('engine-unreachable');
    expect(tenant?.health).toBe('unknown');
  });
});
