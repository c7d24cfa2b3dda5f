import { chmod } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDockerRuntime } from '../../electron/services/runtimes/docker/docker-runtime.ts';
import { testDockerHost } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';
import { failureOf, loadTestImage, recordOperation, runInstance, specOf, useDockerHome } from './docker-fixture.ts';

describeNeeding(['docker', 'posix'], 'the engine', () => {
  test('that is there is described, with whether the image is', async () => {
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

  test('that is not there is described with what mends it, and every call says so', async () => {
    const home = await useDockerHome({ docker: false });
    const engine = await home.runtime.probe();
    expect(engine).toMatchObject({ available: false, version: null, endpoint: home.home.env.DOCKER_HOST });
    expect(engine.problem?.message).toContain('No Docker engine answers');
    expect(engine.problem?.fix).toContain('systemctl start docker');
    const error = await failureOf('ENGINE_UNREACHABLE', home.runtime.list());
    expect(error.data).toEqual({ endpoint: home.home.env.DOCKER_HOST, reason: 'ENOENT' });
    await failureOf('ENGINE_UNREACHABLE', home.runtime.start('main', new AbortController().signal));
    await failureOf('ENGINE_UNREACHABLE', home.runtime.remove('main'));
  });

  test.each([
    ['ssh://me@elsewhere', 'on another machine, through ssh'],
    ['what is this', 'names no engine'],
  ])('at %s is refused in words', async (DOCKER_HOST, words) => {
    const home = await useDockerHome({ docker: false, env: { DOCKER_HOST } });
    const engine = await home.runtime.probe();
    expect(engine.available).toBe(false);
    expect(engine.problem?.message).toContain(words);
    expect(engine.problem?.fix).toContain('unix:///var/run/docker.sock');
    expect((await failureOf('ENGINE_UNREACHABLE', home.runtime.list())).message).toContain(words);
  });

  test('that takes the call and never answers is given up', async () => {
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
    expect(error.message).toContain('does not answer in time');
  });

  test('that goes away and comes back is seen both times, and works again', async () => {
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
    await waitFor('the events of its making', () => seen.includes('main'));

    seen.length = 0;
    await proxy.stop();
    await waitFor('the loss to be told', () => seen.includes(null));
    await failureOf('ENGINE_UNREACHABLE', runtime.list());
    expect((await runtime.probe()).available).toBe(false);
    await waitFor('it to be logged', () => log.length === 1);

    seen.length = 0;
    await proxy.start();
    expect(await runtime.list()).toMatchObject([{ id: 'main', state: 'running' }]);
    await waitFor('the return to be told', () => seen.includes(null));
    expect(log).toEqual([expect.stringContaining('went away'), 'the Docker engine answers again']);

    seen.length = 0;
    await home.docker.getContainer(spec.container).kill();
    await waitFor('an event after that', () => seen.includes('main'));
  });

  test('tells nothing of other homes to those who watch', async () => {
    const [one, other] = [await useDockerHome(), await useDockerHome()];
    await loadTestImage(one);
    await loadTestImage(other);
    const seen: (string | null)[] = [];
    onTestFinished(other.runtime.watch((id) => seen.push(id)));
    await waitFor('the first connection', () => seen.includes(null));
    await one.runtime.create(await specOf(one), recordOperation());
    await other.runtime.create(await specOf(other, { id: 'mine' }), recordOperation());
    await waitFor('its own', () => seen.includes('mine'));
    expect(seen.filter((id) => id !== 'mine')).toEqual([null]);
  });
});

const isRoot = process.getuid?.() === 0;

describeNeeding(['docker', 'posix'], 'an engine that this user may not use', () => {
  test.skipIf(isRoot)(`says which group to join${isRoot ? ' [skipped: root may use every socket]' : ''}`, async () => {
    const proxy = await useProxy();
    await chmod(proxy.path, 0o000);
    const home = await useDockerHome({ dockerHost: `unix://${proxy.path}` });
    const engine = await home.runtime.probe();
    expect(engine.problem?.fix).toContain('docker group');
  });
});

/** A socket in front of the engine, which can be taken away and given back. */
async function useProxy() {
  const home = await useTestHome({ docker: false });
  const path = join(home.path, 'engine.sock');
  const engine = (testDockerHost() ?? '').replace('unix://', '');
  let server: Server | null = null;
  const sockets = new Set<Socket>();
  const start = async () => {
    const opened = createServer((socket) => {
      const onward = connect(engine);
      for (const end of [socket, onward]) {
        sockets.add(end);
        end.on('error', () => undefined);
        end.on('close', () => sockets.delete(end));
      }
      socket.pipe(onward).pipe(socket);
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
