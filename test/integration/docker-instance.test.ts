import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { waitFor } from '../support/wait-for.ts';
import { failureOf, loadTestImage, recordOperation, runInstance, specOf, useDockerHome } from './docker-fixture.ts';

const never = () => new AbortController().signal;

describeNeeding(['docker'], 'docker runtime', () => {
  test('instance › created, started, reached through its port, stopped and removed', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home);
    const op = recordOperation();
    await home.runtime.create(spec, op);
    expect(op.undone).toEqual([
      { type: 'network', name: spec.network },
      { type: 'container', name: spec.container },
    ]);
    expect(await home.runtime.list()).toMatchObject([{ id: 'main', state: 'stopped', problem: null }]);

    const started = await home.runtime.start('main', never());
    expect(started).toMatchObject({
      id: 'main',
      runtime: 'docker',
      state: 'running',
      problem: null,
      container: spec.container,
      network: spec.network,
      image: spec.image,
      address: { host: '127.0.0.1', port: spec.port },
      mounts: { data: spec.paths.data, config: spec.paths.config, logs: spec.paths.logs },
    });
    await waitFor('PONG', async () => (await redisCli(spec.port, 'ping')) === 'PONG');
    await redisCli(spec.port, 'set', 'k', 'v');

    await home.runtime.stop('main', { timeoutMs: 20_000, signal: never() });
    const [stopped] = await home.runtime.list();
    expect(stopped).toMatchObject({ state: 'stopped', problem: null, address: { port: spec.port } });
    expect((await stat(join(spec.paths.data, 'dump.rdb'))).uid).toBe(process.getuid?.() || 999);

    await home.runtime.start('main', never());
    await waitFor('the key', async () => (await redisCli(spec.port, 'get', 'k')) === 'v');
    await home.runtime.kill('main');
    expect(await home.runtime.list()).toMatchObject([{ state: 'stopped', problem: null }]);

    await home.runtime.remove('main');
    await home.runtime.remove('main');
    expect(await home.runtime.list()).toEqual([]);
    expect(await home.docker.listNetworks({ filters: { name: [spec.network] } })).toEqual([]);
  });

  test('container options › own user, 127.0.0.1 only, unless-stopped, no password', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home, {
      password: 'pa55-secret',
      limits: { memoryBytes: 128 * 1024 * 1024, cpus: 0.5 },
    });
    await runInstance(home, spec, '--no-auth-warning', '-a', 'pa55-secret');
    const details = await home.docker.getContainer(spec.container).inspect();
    // Never root: if the app runs as root, the user of the official image.
    expect(details.Config.User).toBe(process.getuid?.() ? `${process.getuid?.()}:${process.getgid?.()}` : '999:999');
    expect(details.NetworkSettings.Ports).toEqual({
      '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: String(spec.port) }],
    });
    expect(details.HostConfig).toMatchObject({
      RestartPolicy: { Name: 'unless-stopped' },
      Memory: 128 * 1024 * 1024,
      NanoCpus: 5e8,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
    });
    expect(details.Config.Labels).toMatchObject({ 'vrooli.resource': 'redis', 'vrooli.home': home.home.path });
    expect(details.State.Health).toBeUndefined();
    expect(JSON.stringify(details)).not.toContain('pa55-secret');
    expect((await home.docker.getNetwork(spec.network).inspect()).Labels?.['vrooli.home']).toBe(home.home.path);
  });

  test('log › two starts › file and engine have the same lines', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home);
    await runInstance(home, spec);
    await home.runtime.stop('main', { timeoutMs: 20_000, signal: never() });
    await home.runtime.start('main', never());
    await waitFor('PONG', async () => (await redisCli(spec.port, 'ping')) === 'PONG');
    const file = (await readFile(spec.paths.logFile, 'utf8')).trimEnd().split('\n');
    const engine = await waitFor('the engine to have all lines', async () => {
      const lines = await home.runtime.recentOutput('main', 1000);
      return lines.length >= file.length ? lines : null;
    });
    expect(engine).toEqual(file);
    expect(file.filter((line) => line.includes('Ready to accept connections'))).toHaveLength(2);
    expect(await home.runtime.recentOutput('main', 2)).toEqual(file.slice(-2));
  });

  test('invalid redis.conf › output shows the line, status is CRASHED', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home, { conf: 'port 6379\nmaxmemory banana\n' });
    await home.runtime.create(spec, recordOperation());
    await home.runtime.start('main', never());
    const problem = await waitFor('the crash', async () => (await home.runtime.list())[0]?.problem);
    expect(problem).toMatchObject({ code: 'CRASHED', message: expect.stringContaining('exit code 1') });
    expect((await home.runtime.recentOutput('main', 50)).join('\n')).toContain('maxmemory banana');
    await home.runtime.stop('main', { timeoutMs: 20_000, signal: never() });
    await waitFor('it to be stopped', async () => (await home.runtime.list())[0]?.state === 'stopped');
    expect((await home.runtime.list())[0]?.problem).toMatchObject({ code: 'CRASHED' });
  });

  test('port used by a program › start refused with its name, works once the port is free', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home);
    await home.runtime.create(spec, recordOperation());
    const otherServer = createServer().listen(spec.port, '127.0.0.1');
    onTestFinished(() => void otherServer.close());
    await waitFor('the other server', () => otherServer.listening);
    const error = await failureOf('PORT_TAKEN', home.runtime.start('main', never()));
    expect(error.data.port).toBe(spec.port);
    expect(error.message).toContain(`port ${spec.port} is already in use by`);
    expect((await home.runtime.list())[0]).toMatchObject({ state: 'stopped', problem: { code: 'PORT_TAKEN' } });
    await new Promise((resolve) => otherServer.close(resolve));
    expect(await home.runtime.start('main', never())).toMatchObject({ state: 'running', problem: null });
  });

  test('port used by a container › start refused with its name', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const main = await specOf(home);
    await runInstance(home, main);
    const tenant = await specOf(home, { id: 'a', port: main.port });
    await home.runtime.create(tenant, recordOperation());
    const error = await failureOf('PORT_TAKEN', home.runtime.start('a', never()));
    expect(error.data.by).toBe(`the container ${main.container}`);
  });

  test('stop times out › keeps running, not killed', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home);
    await runInstance(home, spec);
    await redisCli(spec.port, 'set', 'k', 'v');
    // A folder in place of the dump makes the save fail, and Redis then refuses to exit.
    await mkdir(join(spec.paths.data, 'dump.rdb', 'in-the-way'), { recursive: true });
    const error = await failureOf('TIMED_OUT', home.runtime.stop('main', { timeoutMs: 500, signal: never() }));
    expect(error.data.seconds).toBe(0.5);
    expect(await home.runtime.list()).toMatchObject([{ state: 'running', problem: null }]);
    expect(await redisCli(spec.port, 'get', 'k')).toBe('v');
    await rm(join(spec.paths.data, 'dump.rdb'), { recursive: true });
    await home.runtime.stop('main', { timeoutMs: 20_000, signal: never() });
    expect((await stat(join(spec.paths.data, 'dump.rdb'))).isFile()).toBe(true);
  });

  test('container removed by another program › not listed, can be recreated', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home);
    await runInstance(home, spec);
    await home.docker.getContainer(spec.container).remove({ force: true });
    expect(await home.runtime.list()).toEqual([]);
    expect((await failureOf('NOT_FOUND', home.runtime.start('main', never()))).data.id).toBe('main');
    await home.runtime.stop('main', { timeoutMs: 1000, signal: never() });
    await home.runtime.kill('main');
    const op = recordOperation();
    await home.runtime.create(spec, op);
    expect(op.undone).toEqual([{ type: 'container', name: spec.container }]);
    expect(await home.runtime.start('main', never())).toMatchObject({ state: 'running' });
  });

  test('paused container › reported, unpaused by start and stop', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home);
    await runInstance(home, spec);
    await home.docker.getContainer(spec.container).pause();
    expect(await home.runtime.list()).toMatchObject([
      { state: 'running', problem: { code: 'PAUSED', fix: `Unpause it: docker unpause ${spec.container}` } },
    ]);
    expect(await home.runtime.start('main', never())).toMatchObject({ state: 'running', problem: null });
    expect(await redisCli(spec.port, 'ping')).toBe('PONG');
    await home.docker.getContainer(spec.container).pause();
    await home.runtime.stop('main', { timeoutMs: 20_000, signal: never() });
    expect(await home.runtime.list()).toMatchObject([{ state: 'stopped', problem: null }]);
  });
});
