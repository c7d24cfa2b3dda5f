import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONTAINER_MEMORY, CONTAINER_PRIVILEGES } from '../../shared/contract/names.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { fill, useSettingsHome } from '../support/settings-home.ts';
import type { TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

async function inspected(home: TestHome) {
  const engine = dockerAt(home.dockerHost ?? '');
  const container = engine.getContainer(`${home.token}-main`);
  const details = await container.inspect();
  const network = await engine.getNetwork(details.HostConfig.NetworkMode ?? '').inspect();
  return { engine, container, details, network };
}

const answers = (port: number) => async () => (await redisCli(port, 'ping').catch(() => '')) === 'PONG';

describeNeeding(['redis', 'docker', 'linux'], 'F1 › what a container may do', () => {
  it('a new one › has no more privileges than Redis needs, and works', async () => {
    const { home, services, configFile, change } = await useSettingsHome('docker');
    const { container, details, network } = await inspected(home);
    expect(details.HostConfig).toMatchObject({
      CapDrop: ['ALL'],
      ReadonlyRootfs: true,
      SecurityOpt: ['no-new-privileges'],
    });
    expect(details.HostConfig.PidsLimit).toBeGreaterThan(0);
    expect(details.Config.User).toMatch(/^[1-9]\d*:/);
    expect(network.Options).toMatchObject({ 'com.docker.network.bridge.enable_ip_masquerade': 'false' });
    expect((await services.settings.describe('main')).drift).toEqual([]);
    await fill(home.port, 100);
    await change({ timeout: '60' });
    // We replaced its file; the container's own user reads it at its next start.
    expect(`${(await stat(configFile)).uid}`).toBe(details.Config.User.split(':')[0]);
    await container.restart();
    await waitFor('PONG', answers(home.port));
    expect(await redisCli(home.port, 'dbsize')).toBe('100');
    expect(await redisCli(home.port, 'config', 'get', 'timeout')).toContain('60');
    expect((await stat(join(home.path, 'redis/data/dump.rdb'))).size).toBeGreaterThan(0);
  });

  it('an earlier one › is reported as drift and converted on request', async () => {
    const { home, services, apply } = await useSettingsHome('docker');
    await fill(home.port, 100);
    const { engine, container, details } = await inspected(home);
    const { Mounts, PortBindings, NetworkMode } = details.HostConfig;
    await container.remove({ force: true });
    const old = await engine.createContainer({
      name: `${home.token}-main`,
      Image: details.Config.Image,
      Entrypoint: details.Config.Entrypoint ?? [],
      Labels: { 'vrooli.resource': 'redis', 'vrooli.home': home.path },
      ExposedPorts: { '6379/tcp': {} },
      HostConfig: { Mounts: Mounts ?? [], PortBindings, NetworkMode: NetworkMode ?? 'bridge' },
    });
    await old.start();
    await waitFor('PONG', answers(home.port));
    await fill(home.port, 100);
    const { drift } = await services.settings.describe('main');
    expect(drift).toMatchObject([
      { directive: CONTAINER_PRIVILEGES, where: 'container', how: 'recreate' },
      { directive: CONTAINER_MEMORY, file: '4gb', live: 'none', where: 'container', how: 'live' },
    ]);
    for (const part of [
      'capabilities',
      'writable root',
      'runs as root',
      'may gain privileges',
      'no limit of processes',
    ]) {
      expect(drift[0]?.live).toContain(part);
    }
    const applied = await apply({ kind: 'keep-file', directives: [CONTAINER_PRIVILEGES] });
    expect(applied).toMatchObject({ restarted: true, applied: [{ directive: CONTAINER_PRIVILEGES, how: 'recreate' }] });
    expect((await services.settings.describe('main')).drift).toEqual([]);
    expect(await redisCli(home.port, 'dbsize')).toBe('100');
    expect((await inspected(home)).details.HostConfig.ReadonlyRootfs).toBe(true);
  });
});
