import { chmod } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createDockerRuntime } from '../../electron/services/runtimes/docker/docker-runtime.ts';
import { testDockerHost } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';
import { failureOf, loadTestImage, recordOperation, runInstance, specOf, useDockerHome } from './docker-fixture.ts';

describeNeeding(['docker', 'posix'], 'docker engine', () => {
  test('running › probe › reports version, endpoint and whether the image is present', async () => {
    const home = await useDockerHome();
    expect(await home.runtime.probe()).toMatchObject({
      runtime: 'docker',
      available: true,
      endpoint: home.home.dockerHost,
      rootless: false,
      image: { name: home.image, present: false },
      canBuildImage: process.platform === 'linux',
      problem: null,
    });
    await loadTestImage(home);
    const engine = await home.runtime.probe();
    expect(engine.image?.present).toBe(true);
    expect(engine.version).toMatch(/^\d+\.\d+/);
    expect(engine.answeredInMs).toBeGreaterThan(0);
  });

  test('not running › probe and calls › report the problem and its fix', async () => {
    const home = await useDockerHome({ docker: false });
    const engine = await home.runtime.probe();
    expect(engine).toMatchObject({ available: false, version: null, endpoint: home.home.env.DOCKER_HOST });
    expect(engine.problem?.message).toContain('No Docker engine is running');
    expect(engine.problem?.fix).toContain('systemctl start docker');
    const error = await failureOf('ENGINE_UNREACHABLE', home.runtime.list());
    expect(error.data).toEqual({ endpoint: home.home.env.DOCKER_HOST, reason: 'ENOENT' });
    await failureOf('ENGINE_UNREACHABLE', home.runtime.start('main', new AbortController().signal));
    await failureOf('ENGINE_UNREACHABLE', home.runtime.remove('main'));
  });

  test.each([
    ['ssh://me@elsewhere', 'on another computer through ssh'],
    ['what is this', 'not a valid engine address'],
  ])('DOCKER_HOST=%s › probe and calls › refused with a reason', async (DOCKER_HOST, words) => {
    const home = await useDockerHome({ docker: false, env: { DOCKER_HOST } });
    const engine = await home.runtime.probe();
    expect(engine.available).toBe(false);
    expect(engine.problem?.message).toContain(words);
    expect(engine.problem?.fix).toContain('unix:///var/run/docker.sock');
    expect((await failureOf('ENGINE_UNREACHABLE', home.runtime.list())).message).toContain(words);
  });

  test('accepts a call and never answers › list › times out', async () => {
    const home = await useTestHome({ docker: false });
    const path = join(home.path, 'silent.sock');
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket)).listen(path);
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const silentHome = await useDockerHome({ docker: false, env: { DOCKER_HOST: `unix://${path}` } });
    const error = await failureOf('ENGINE_UNREACHABLE', silentHome.runtime.list());
    expect(error.data.reason).toBe('TIMED_OUT');
    expect(error.message).toContain('is not responding');
  });

  test('stays away › each page that opens watches it again › one line in the log', async () => {
    const home = await useTestHome({ docker: false });
    const { environment } = await useDockerHome({ docker: false });
    const env = { ...home.env, DOCKER_HOST: `unix://${join(home.path, 'none.sock')}` };
    const log: string[] = [];
    const runtime = createDockerRuntime({ env, environment, log: (line) => log.push(line) });
    for (let page = 0; page < 3; page++) {
      const end = runtime.watch(() => undefined);
      await waitFor('the log line', () => log.length > 0);
      // The next attempt comes after 250 ms.
      await sleep(400);
      end();
    }
    expect(log).toEqual(['Docker engine unreachable: ENOENT']);
  });

  test('disconnects and reconnects › watch › reports both, and calls work again', async () => {
    const proxy = await useProxy();
    const home = await useDockerHome({ dockerHost: `unix://${proxy.path}` });
    await loadTestImage(home);
    const spec = await specOf(home);
    const log: string[] = [];
    const environment = home.environment;
    const runtime = createDockerRuntime({ env: home.home.env, environment, log: (line) => log.push(line) });
    const seen: (string | null)[] = [];
    onTestFinished(runtime.watch((id) => seen.push(id)));
    await waitFor('the first connection', () => seen.includes(null));
    await runInstance(home, spec);
    await waitFor('the events of its creation', () => seen.includes('main'));

    seen.length = 0;
    await proxy.stop();
    await waitFor('the disconnection', () => seen.includes(null));
    await failureOf('ENGINE_UNREACHABLE', runtime.list());
    expect((await runtime.probe()).available).toBe(false);
    await waitFor('the log line', () => log.length === 1);

    seen.length = 0;
    await proxy.start();
    expect(await runtime.list()).toMatchObject([{ id: 'main', state: 'running' }]);
    await waitFor('the reconnection', () => seen.includes(null));
    expect(log).toEqual([expect.stringContaining('Docker engine unreachable'), 'Docker engine reconnected']);

    seen.length = 0;
    await home.docker.getContainer(spec.container).kill();
    await waitFor('an event after the reconnection', () => seen.includes('main'));
  });

  test('containers of two homes › watch › only events of its own home', async () => {
    const [one, other] = [await useDockerHome(), await useDockerHome()];
    await loadTestImage(one);
    await loadTestImage(other);
    const seen: (string | null)[] = [];
    onTestFinished(other.runtime.watch((id) => seen.push(id)));
    await waitFor('the first connection', () => seen.includes(null));
    await one.runtime.create(await specOf(one), recordOperation());
    await other.runtime.create(await specOf(other, { id: 'mine' }), recordOperation());
    await waitFor('its own event', () => seen.includes('mine'));
    expect(seen.filter((id) => id !== 'mine')).toEqual([null]);
  });
});

const isRoot = process.getuid?.() === 0;

describeNeeding(['docker', 'posix'], 'docker engine without permission', () => {
  test.skipIf(isRoot)(
    `probe › names the group to join${isRoot ? ' [skipped: root may use every socket]' : ''}`,
    async () => {
      const proxy = await useProxy();
      await chmod(proxy.path, 0o000);
      const home = await useDockerHome({ dockerHost: `unix://${proxy.path}` });
      const engine = await home.runtime.probe();
      expect(engine.problem?.fix).toContain('docker group');
    },
  );
});

/** A proxy socket in front of the engine that can stop and start again. */
async function useProxy() {
  const home = await useTestHome({ docker: false });
  const path = join(home.path, 'engine.sock');
  const engine = (testDockerHost() ?? '').replace('unix://', '');
  let server: Server | null = null;
  const sockets = new Set<Socket>();
  const start = async () => {
    const opened = createServer((socket) => {
      const upstream = connect(engine);
      for (const end of [socket, upstream]) {
        sockets.add(end);
        end.on('error', () => undefined);
        end.on('close', () => sockets.delete(end));
      }
      socket.pipe(upstream).pipe(socket);
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(path, resolve));
  };
  const stop = async () => {
    const closed = new Promise((resolve) => server?.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await start();
  onTestFinished(stop);
  return { path, start, stop };
}
