import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dockerAt } from '../support/docker-host.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('A7', 'paths of the shell that installed main', (runtime) => {
  async function useInstalledMain() {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const elsewhere = join(home.path, 'elsewhere');
    const folders = { data: join(elsewhere, 'data'), config: join(elsewhere, 'config'), logs: join(elsewhere, 'logs') };
    const first = {
      ...home.env,
      REDIS_DATA_DIR: folders.data,
      REDIS_CONFIG_DIR: folders.config,
      REDIS_LOG_DIR: folders.logs,
    };
    const ofInstall = /^(REDIS_(PORT|CONTAINER_NAME|NETWORK_NAME)|DOCKER_HOST)$/;
    // Without Docker, so that the machine's own engine is not found.
    const kept = (name: string) => !ofInstall.test(name) || (name === 'DOCKER_HOST' && runtime === 'process');
    const next = Object.fromEntries(Object.entries(home.env).filter(([name]) => kept(name)));
    const inEnv =
      (env: Readonly<Record<string, string>>) =>
      (...line: string[]) =>
        runInProcess(['--action', ...line], env);
    expect(await inEnv(first)('install', '--runtime', runtime)).toMatchObject({ code: 0 });
    const record = join(home.path, 'redis/desktop/main.json');
    return { home, folders, record, run: inEnv(next), runFirst: inEnv(first) };
  }

  test('a path of more than 1,023 characters, which Redis does not report › backup and uninstall work', async ({
    skip,
  }) => {
    if (runtime === 'docker') skip('in a container the path is /data');
    const home = await useTestHome({ docker: false });
    const env = { ...home.env, VROOLI_HOME: join(home.path, ...Array.from({ length: 5 }, () => 'a'.repeat(210))) };
    const run = (...line: string[]) => runInProcess(['--action', ...line], env);
    expect(await run('install', '--runtime', runtime)).toMatchObject({ code: 0 });
    await redisCli(home.port, 'set', 'a', '1');
    expect(await run('backup', '--backup-name', 'first')).toMatchObject({ code: 0 });
    expect((await run('config', '--json')).json()).toMatchObject({ pending: [] });
    expect(await run('uninstall', '--remove-data', 'yes', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect((await run('status', '--json')).json()).toMatchObject({ state: 'missing' });
  });

  test('another shell without those variables › every command works on the same instance and folders', async () => {
    const { home, folders, run } = await useInstalledMain();
    const { port } = home;
    const status = { state: 'running', port, container: runtime === 'docker' ? home.env.REDIS_CONTAINER_NAME : null };
    const observe = async () => (await run('status', '--json')).json();
    expect(await observe()).toMatchObject(status);
    await redisCli(port, 'set', 'a', '1');
    expect(await run('restart')).toMatchObject({ code: 0 });
    expect(await redisCli(port, 'get', 'a')).toBe('1');
    expect(await run('stop')).toMatchObject({ code: 0 });
    expect(await run('start')).toMatchObject({ code: 0 });
    expect(await observe()).toMatchObject(status);
    expect(await redisCli(port, 'get', 'a')).toBe('1');
    expect(await run('config', '--set', 'timeout=77', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await readFile(join(folders.config, 'redis.conf'), 'utf8')).toMatch(/^timeout 77$/m);
    expect(await run('backup', '--backup-name', 'first')).toMatchObject({ code: 0 });
    await redisCli(port, 'set', 'a', '2');
    expect(await run('restore', '--backup-name', 'first', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await redisCli(port, 'get', 'a')).toBe('1');
    expect((await run('logs', '--lines', '500')).stdout).toContain('Ready to accept connections');
    for (const usual of ['data', 'config', 'logs']) expect(existsSync(join(home.path, 'redis', usual))).toBe(false);

    await writeFile(join(folders.data, 'photo.jpg'), 'of somebody');
    const removed = await run('uninstall', '--remove-data', 'yes', '--yes', 'yes');
    expect(removed).toMatchObject({ code: 0 });
    const photo = join(folders.data, 'photo.jpg');
    expect(removed.stdout).toContain(`Not removed: ${photo} (it is not a file of Redis).`);
    expect(await readFile(photo, 'utf8')).toBe('of somebody');
    for (const gone of [join(folders.data, 'dump.rdb'), folders.config, folders.logs])
      expect(existsSync(gone)).toBe(false);
    expect(existsSync(join(home.path, 'redis/desktop/main.json'))).toBe(false);
    expect(await observe()).toMatchObject({ state: 'missing' });
  });

  test('a record of an earlier version › it is adopted once › the next shell works on the same folders', async () => {
    const { home, folders, record, run } = await useInstalledMain();
    const { port, image } = JSON.parse(await readFile(record, 'utf8'));
    await writeFile(record, JSON.stringify({ runtime, port, image }));
    const elsewhere = runtime === 'docker' ? { DOCKER_HOST: home.env.DOCKER_HOST ?? '' } : {};
    const env = { ...home.env, ...elsewhere, REDIS_CONTAINER_NAME: `${home.token}-other` };
    expect(await runInProcess(['--action', 'status'], env)).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(record, 'utf8'))).toMatchObject({ folders });
    expect(await run('restart')).toMatchObject({ code: 0 });
    expect(await run('config', '--set', 'timeout=78', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await readFile(join(folders.config, 'redis.conf'), 'utf8')).toMatch(/^timeout 78$/m);
  });

  test('uninstalled with its data kept › the next install without the variables uses that data again', async () => {
    const { home, folders, run } = await useInstalledMain();
    await redisCli(home.port, 'set', 'a', '1');
    expect(await run('uninstall')).toMatchObject({ code: 0 });
    const again = await runInProcess(['--action', 'install', '--runtime', runtime], home.env);
    expect(again).toMatchObject({ code: 0 });
    expect(await redisCli(home.port, 'get', 'a')).toBe('1');
    expect(await run('uninstall', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await run('uninstall', '--remove-data', 'yes', '--yes', 'yes')).toMatchObject({ code: 0 });
    for (const folder of Object.values(folders)) expect(existsSync(folder)).toBe(false);
  });

  if (runtime === 'process') {
    test('REDIS_PORT and REDIS_PASSWORD of this shell › restart in a terminal applies them', async () => {
      const { home, run, folders } = await useInstalledMain();
      const port = String(home.clientPorts.end);
      const env = { ...home.env, REDIS_PORT: port, REDIS_PASSWORD: 'rosebud' };
      expect(await runInProcess(['--action', 'restart'], env)).toMatchObject({ code: 0 });
      expect((await run('status', '--json')).json()).toMatchObject({ state: 'running', port: Number(port) });
      expect(await readFile(join(folders.config, 'redis.conf'), 'utf8')).toMatch(/^requirepass "?rosebud"?$/m);
    });
    return;
  }

  test('the container was removed behind our back › start recreates it under its recorded name', async () => {
    const { home, run } = await useInstalledMain();
    const name = home.env.REDIS_CONTAINER_NAME ?? '';
    await redisCli(home.port, 'set', 'a', '1');
    await redisCli(home.port, 'save');
    await dockerAt(home.dockerHost ?? '')
      .getContainer(name)
      .remove({ force: true });
    expect(await run('start')).toMatchObject({ code: 0 });
    expect((await run('status', '--json')).json()).toMatchObject({ state: 'running', container: name });
    expect(await redisCli(home.port, 'get', 'a')).toBe('1');
  });

  test('DOCKER_HOST of this shell names another engine › the recorded one is used', async () => {
    const { home } = await useInstalledMain();
    await mkdir(join(home.path, 'other'));
    const env = { ...home.env, DOCKER_HOST: `unix://${home.path}/other/engine.sock` };
    const status = await runInProcess(['--action', 'status', '--json'], env);
    expect(status.json()).toMatchObject({ state: 'running', runtime: 'docker' });
  });
});
