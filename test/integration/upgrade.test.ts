import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { instanceStatus } from '../../shared/contract/instance.ts';
import { dockerAt } from '../support/docker-host.ts';
import { loadLocalImage } from '../support/local-image.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { configGet, fill, keyCount, useSettingsHome } from '../support/settings-home.ts';
import { waitFor } from '../support/wait-for.ts';

const engine = () => dockerAt(process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock');

describeNeeding(['docker', 'redis'], 'upgrade of a container', () => {
  test('another image › same data and settings, with a safety backup', async () => {
    const { home, services, change, done } = await useSettingsHome('docker');
    await fill(home.port, 5000);
    await change({ maxmemory: '300mb' });
    const image = await loadLocalImage(`${home.token}/redis:next`);
    const after = instanceStatus.parse(await done(services.settings.upgrade('main', image)));
    expect(after).toMatchObject({ state: 'running', image, port: home.port });
    expect(await keyCount(home.port)).toBe(5000);
    expect(await configGet(home.port, 'maxmemory')).toBe('314572800');
    const [entry] = await services.settings.history('main');
    expect(entry).toMatchObject({ what: 'upgrade', safetyBackup: expect.stringContaining('upgrade') });
  });

  test('version that cannot read the data › refused before anything is touched', async () => {
    const { home, services, done } = await useSettingsHome('docker');
    await fill(home.port, 100);
    const before = await services.instances.status('main');
    const image = await loadLocalImage(`${home.token}/redis:old`, { version: '6.2.14' });
    await expect(done(services.settings.upgrade('main', image))).rejects.toMatchObject({ code: 'BAD_VALUE' });
    expect(await keyCount(home.port)).toBe(100);
    expect((await services.instances.status('main')).uptimeSeconds).toBeGreaterThanOrEqual(before.uptimeSeconds ?? 0);
  });

  test('the new container does not start › the old one is restored', async () => {
    const { home, services, done } = await useSettingsHome('docker');
    await fill(home.port, 100);
    const old = (await services.instances.status('main')).image;
    // An image without a Redis in it.
    const image = `${home.token}/redis:none`;
    const container = await engine().createContainer({ Image: old ?? '', Entrypoint: ['/bin/sh'] });
    await container.commit({ repo: `${home.token}/redis`, tag: 'none', changes: 'ENV PATH=/nowhere' });
    await container.remove({ force: true });
    onTestFinished(async () => {
      await engine()
        .getImage(image)
        .remove({ force: true })
        .catch(() => undefined);
    });
    await expect(done(services.settings.upgrade('main', image))).rejects.toMatchObject({ code: 'START_FAILED' });
    await waitFor('the old one', async () => (await keyCount(home.port)) === 100);
    expect(await services.instances.status('main')).toMatchObject({ image: old, state: 'running' });
  });
});

describeNeeding(['docker', 'redis'], 'port and bind of a container', () => {
  test('changed › the container is recreated with the same data', async () => {
    const { home, services, change, configFile } = await useSettingsHome('docker');
    await fill(home.port, 1000);
    const port = home.clientPorts.end;
    const moved = await change({ port: String(port) });
    expect(moved).toMatchObject({ restarted: true, applied: [{ directive: 'port', how: 'recreate' }] });
    expect(await keyCount(port)).toBe(1000);
    const everywhere = await change({ bind: '0.0.0.0' });
    expect(everywhere.applied).toMatchObject([{ directive: 'bind', from: '127.0.0.1', to: '0.0.0.0' }]);
    const details = await engine().getContainer(`${home.token}-main`).inspect();
    expect(details.HostConfig.PortBindings['6379/tcp']).toEqual([{ HostIp: '0.0.0.0', HostPort: String(port) }]);
    expect(await keyCount(port)).toBe(1000);
    // The server in its own container listens as before.
    const text = await readFile(configFile, 'utf8');
    expect(text).toMatch(/^port 6379$/m);
    const document = await services.settings.describe('main');
    expect(document.settings.find(({ name }) => name === 'port')?.live).toBe(String(port));
    expect(document.drift).toEqual([]);
    await expect(
      services.settings.plan('main', { kind: 'text', text: document.text.replace('port 6379', 'port 7000') }),
    ).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });
});

describeNeeding(['docker', 'redis'], 'container with a port other than the recorded one', () => {
  test('drift › either side can be kept', async () => {
    const { home, services, apply } = await useSettingsHome('docker');
    await fill(home.port, 100);
    const record = join(home.path, 'redis/desktop/main.json');
    const recorded = async () => JSON.parse(await readFile(record, 'utf8')).port;
    const setRecorded = async (port: number) =>
      writeFile(record, JSON.stringify({ ...JSON.parse(await readFile(record, 'utf8')), port }));
    const other = home.clientPorts.end;
    await setRecorded(other);
    expect(await services.settings.drift('main')).toEqual([
      { directive: 'port', file: String(other), live: String(home.port), where: 'container', how: 'recreate' },
    ]);
    await apply({ kind: 'keep-live', directives: ['port'] });
    expect(await recorded()).toBe(home.port);
    expect(await services.settings.drift('main')).toEqual([]);
    await setRecorded(other);
    expect(await apply({ kind: 'keep-file', directives: ['port'] })).toMatchObject({ restarted: true });
    expect(await keyCount(other)).toBe(100);
    expect(await services.settings.drift('main')).toEqual([]);
  });
});

describeNeeding(['redis'], 'upgrade of a process', () => {
  test('newer local program › restarted with it, with all keys, also without persistence', async () => {
    const bin = await mkdtemp(join(tmpdir(), 'vt-bin-'));
    onTestFinished(() => rm(bin, { recursive: true, force: true }));
    const { home, services, apply, done } = await useSettingsHome('process', {
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    const { program } = JSON.parse(await readFile(join(home.path, 'redis/desktop/processes/main.json'), 'utf8'));
    await apply({ kind: 'changes', changes: {}, persistence: 'none' });
    await fill(home.port, 3000);
    const run = async () => /run_id:(\w+)/.exec(await redisCli(home.port, 'info', 'server'))?.[1];
    const before = await run();
    const planned = await runInProcess(['--action', 'upgrade', '--dry-run', '--json'], home.env);
    expect(planned.json()).toMatchObject({ id: 'main', keys: 3000, blocked: null, from: { image: null } });
    const refused = await runInProcess(['--action', 'upgrade', '--dry-run', '--image', 'redis:8'], home.env);
    expect(refused.stdout).toContain('Not possible: main runs as a process and has no image.');
    expect(await run()).toBe(before);
    // Nothing newer is installed: it says so, and nothing is restarted.
    const same = await done(services.settings.upgrade('main', undefined));
    expect(same).toMatchObject({
      state: 'running',
      unchanged: expect.stringMatching(/\d stays; nothing was restarted/),
    });
    expect(await run()).toBe(before);
    await writeFile(join(bin, 'redis-server'), `#!/bin/sh\nexec ${program} "$@"\n`, { mode: 0o755 });
    expect(await done(services.settings.upgrade('main', undefined))).toMatchObject({ state: 'running' });
    expect(await run()).not.toBe(before);
    expect(await keyCount(home.port)).toBe(3000);
    await expect(services.settings.upgrade('main', 'redis:8')).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });

  test('another program is first in PATH › used; the old one again if that does not run', async () => {
    const bin = await mkdtemp(join(tmpdir(), 'vt-bin-'));
    onTestFinished(() => rm(bin, { recursive: true, force: true }));
    const { home, services, done } = await useSettingsHome('process', {
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    await fill(home.port, 100);
    const program = async () =>
      JSON.parse(await readFile(join(home.path, 'redis/desktop/processes/main.json'), 'utf8')).program;
    const old = await program();
    const newer = join(bin, 'redis-server');
    await writeFile(newer, '#!/bin/sh\n[ "$1" = --version ] && exec redis-cli --version\nexit 1\n', { mode: 0o755 });
    await expect(done(services.settings.upgrade('main', undefined))).rejects.toMatchObject({ code: 'START_FAILED' });
    await waitFor('the old one', async () => (await keyCount(home.port)) === 100);
    expect(await program()).toBe(old);
    await writeFile(newer, `#!/bin/sh\nexec ${old} "$@"\n`, { mode: 0o755 });
    await done(services.settings.upgrade('main', undefined));
    expect(await program()).toBe(newer);
    expect(await keyCount(home.port)).toBe(100);
  });
});
