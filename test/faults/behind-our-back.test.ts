import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import { loadTestImage, useDockerHome } from '../integration/docker-fixture.ts';
import { bareRedis } from '../support/bare-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { servicesOnHome } from '../support/tenant-fixture.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

async function manage(home: Pick<TestHome, 'env'>, ...args: readonly string[]) {
  return (await runInProcess(['--action', ...args, '--json'], home.env)).json();
}

const status = async (home: Pick<TestHome, 'env'>) => (await manage(home, 'status')) as InstanceStatus;

async function serverPid(home: TestHome): Promise<number> {
  return Number((await readFile(join(home.path, 'redis/redis.pid'), 'utf8')).trim());
}

describeNeeding(['docker', 'posix'], 'start › the container was removed by another program', () => {
  test('reported as missing, then created around the same data', async () => {
    const docker = await useDockerHome();
    await loadTestImage(docker);
    const home = { ...docker.home, env: { ...docker.home.env, REDIS_IMAGE: docker.image } };
    await manage(home, 'install', '--runtime', 'docker');
    await redisCli(home.port, 'set', 'k', 'v');
    await redisCli(home.port, 'save');
    await docker.docker.getContainer(`${home.token}-main`).remove({ force: true });
    expect(await status(home)).toMatchObject({
      state: 'missing',
      runtime: 'docker',
      port: home.port,
      problem: { code: 'CONTAINER_GONE', fix: expect.stringContaining('Start it') },
    });
    expect(await manage(home, 'start')).toMatchObject({ state: 'running', problem: null });
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });
});

describeNeeding(['redis', 'posix'], 'start › the server was killed by another program', () => {
  test('reported as crashed, then starts with its last save', async () => {
    const home = await useTestHome({ docker: false });
    await manage(home, 'install', '--runtime', 'process');
    await redisCli(home.port, 'set', 'k', 'v');
    await redisCli(home.port, 'save');
    process.kill(await serverPid(home), 'SIGKILL');
    await expect.poll(() => status(home)).toMatchObject({ state: 'stopped', problem: { code: 'CRASHED' } });
    expect(await manage(home, 'start')).toMatchObject({ state: 'running', problem: null });
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });
});

describeNeeding(['redis', 'posix'], 'start › another program uses the port', () => {
  test('one sentence names the program; starts when the port is free', async () => {
    const home = await useTestHome({ docker: false });
    await manage(home, 'install', '--runtime', 'process');
    await redisCli(home.port, 'set', 'k', 'v');
    await manage(home, 'stop');
    const stranger = createServer((socket) => socket.on('error', () => undefined).destroy());
    await new Promise<void>((resolve) => stranger.listen(home.port, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    expect(await status(home)).toMatchObject({
      state: 'stopped',
      problem: { code: 'PORT_TAKEN', message: expect.stringContaining(`Port ${home.port}`) },
    });
    expect(await manage(home, 'start')).toMatchObject({
      error: { message: expect.stringContaining(String(home.port)) },
    });
    expect(await status(home)).toMatchObject({ state: 'stopped', problem: { code: 'PORT_TAKEN' } });
    await new Promise((resolve) => stranger.close(resolve));
    expect(await status(home)).toMatchObject({ state: 'stopped', problem: null });
    expect(await manage(home, 'start')).toMatchObject({ state: 'running', problem: null });
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });

  test('another Redis on the port is not taken for main', async () => {
    const other = await bareRedis();
    onTestFinished(other.dispose);
    const { home, services } = await servicesOnHome({ docker: false, env: { REDIS_PORT: String(other.port) } });
    await expect(services.instances.install({ runtime: 'process' })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      data: { port: other.port },
    });
    expect(await services.instances.status('main')).toMatchObject({ state: 'missing', problem: null });
    expect(await redisCli(other.port, 'ping')).toBe('PONG');
    expect(home.dockerHost).toBeNull();
  });
});

describeNeeding(['redis', 'linux'], 'start › the redis-server program was deleted', () => {
  test('uses another installed one', async () => {
    const plain = await useTestHome({ docker: false });
    const own = join(plain.path, 'bin');
    const real = (await runProgram('sh', ['-c', 'readlink -f "$(command -v redis-server)"'])).stdout.trim();
    await mkdir(own);
    await copyFile(real, join(own, 'redis-server'));
    const home = { ...plain, env: { ...plain.env, PATH: `${own}:${plain.env.PATH}` } };
    await manage(home, 'install', '--runtime', 'process');
    await redisCli(home.port, 'set', 'k', 'v');
    await rm(own, { recursive: true });
    expect(await status(home)).toMatchObject({ state: 'running', problem: null });
    await manage(home, 'stop');
    expect(await status(home)).toMatchObject({ state: 'stopped', problem: null });
    expect(await manage(home, 'start')).toMatchObject({ state: 'running', problem: null });
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });
});

describeNeeding(['redis', 'linux', 'root'], 'start › no redis-server program is left', () => {
  /** A command in a view of the file system that has no executable Redis program. */
  const withoutProgram = async (home: TestHome, ...args: readonly string[]) => {
    const script = 'mount --bind /dev/null "$(readlink -f "$(command -v redis-server)")" && exec "$@"';
    const line = ['-m', 'sh', '-c', script, 'sh', join(projectRoot, 'resources/manage.sh'), '--action', ...args];
    return runProgram('unshare', [...line, '--json'], { env: home.env });
  };

  test('says what to install, and starts once it is installed', async (context) => {
    const home = await useTestHome({ docker: false });
    await manage(home, 'install', '--runtime', 'process');
    await manage(home, 'stop');
    const gone = await withoutProgram(home, 'status');
    if (gone.stderr.includes('unshare')) context.skip(`this machine lets nobody hide a program: ${gone.stderr.trim()}`);
    expect(JSON.parse(gone.stdout)).toMatchObject({
      state: 'stopped',
      problem: { code: 'PROGRAM_GONE', fix: expect.stringContaining('Reinstall redis-server') },
    });
    const start = await withoutProgram(home, 'start');
    expect([start.code, JSON.parse(start.stdout)]).toMatchObject([1, { error: { code: 'NO_RUNTIME' } }]);
    expect(await status(home)).toMatchObject({ state: 'stopped', problem: null });
    expect(await manage(home, 'start')).toMatchObject({ state: 'running' });
  });

  test('restart or restore of a running server › is refused, and the server keeps running', async (context) => {
    const home = await useTestHome({ docker: false });
    await manage(home, 'install', '--runtime', 'process');
    await redisCli(home.port, 'set', 'k', 'v');
    await manage(home, 'backup', '--backup-name', 'one');
    await redisCli(home.port, 'set', 'k', 'newer');
    const restart = await withoutProgram(home, 'restart');
    if (restart.stderr.includes('unshare')) context.skip(`no program can be hidden: ${restart.stderr.trim()}`);
    const refused = { error: { code: 'START_FAILED', message: expect.stringContaining('keeps running') } };
    expect([restart.code, JSON.parse(restart.stdout)]).toMatchObject([1, refused]);
    const restore = await withoutProgram(home, 'restore', '--backup-name', 'one', '--yes', 'yes');
    expect([restore.code, JSON.parse(restore.stdout)]).toMatchObject([1, refused]);
    expect(await redisCli(home.port, 'get', 'k')).toBe('newer');
  });
});
