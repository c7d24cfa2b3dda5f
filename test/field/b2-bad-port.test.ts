import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { describeFieldPoint } from './field-point.ts';

/** Writes another port into a redis.conf. */
async function setPort(file: string, ...lines: readonly string[]): Promise<void> {
  const kept = (await readFile(file, 'utf8')).split('\n').filter((line) => !/^port\s/.test(line));
  await writeFile(file, `${kept.join('\n')}\n${lines.join('\n')}\n`);
}

async function withTenant(settings: SettingsHome, runtime: 'process' | 'docker'): Promise<string> {
  await settings.done(settings.services.tenants.create({ id: 'acme', runtime, generatePassword: false }));
  return join(settings.home.path, 'clients/acme/redis/config/redis.conf');
}

const answers = ['0', '70000', 'abc'] as const;

describeFieldPoint('B2', 'one redis.conf with a port that is none', (runtime) => {
  test('lists, status and diagnose › of a stopped tenant › it is shown as bad, and main as it is', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    const file = await withTenant(settings, runtime);
    const before = await readFile(file, 'utf8');
    await done(services.instances.stop('acme'));
    for (const port of answers) {
      await writeFile(file, before);
      await setPort(file, `port ${port}`);
      const [main, acme] = await services.instances.list();
      expect(main).toMatchObject({ id: 'main', state: 'running', problem: null, port: home.port });
      expect(acme, port).toMatchObject({ id: 'acme', state: 'stopped', problem: { code: 'CONFIG_UNREADABLE' } });
      expect(acme?.problem?.message).toMatch(new RegExp(`redis\\.conf, line \\d+, says port ${port}`));
      await expect(done(services.instances.start('acme'))).rejects.toThrow(new RegExp(`says port ${port}`));
      expect(await services.tenants.list()).toHaveLength(1);
    }
    const ran = await runManage(['--action', 'diagnose', '--json'], home.env);
    expect(ran.stdout, ran.stderr).toContain('says port abc');
  });

  test('status › of a running tenant › it is reached where it was started, and the line is named', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done } = settings;
    const file = await withTenant(settings, runtime);
    const before = await services.instances.status('acme');
    const text = await readFile(file, 'utf8');
    for (const port of answers) {
      await writeFile(file, text);
      await setPort(file, `port ${port}`);
      const status = await services.instances.status('acme');
      expect(status, port).toMatchObject({ state: 'unhealthy', port: before.port, version: before.version });
      expect(status.problem?.message).toContain(`says port ${port}`);
    }
    await writeFile(file, text);
    expect(await services.instances.status('acme')).toMatchObject({ state: 'running', problem: null });
    await done(services.instances.stop('acme'));
  });

  test('port 0 with a unixsocket › is valid › every client reaches it through the socket', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    const socket = join(home.path, 'redis/data/s');
    await setPort(settings.configFile, 'port 0', `unixsocket ${runtime === 'docker' ? '/data/s' : socket}`);
    await done(services.instances.restart('main'));
    if (runtime === 'docker') await chmod(socket, 0o777).catch(() => undefined);
    const status = await services.instances.status('main');
    expect(status).toMatchObject({ state: 'running', problem: null, port: null, socket, url: `unix://${socket}` });
    await runProgram('redis-cli', ['-s', socket, 'set', 'a', '1']);
    const cli = await runManage(['--action', 'cli', '--', 'GET', 'a'], home.env);
    expect(cli).toMatchObject({ code: 0, stdout: '1\n' });
    const shown = await runManage(['--action', 'status'], home.env);
    expect(shown.stdout).toContain(socket);
    await settings.change({ timeout: '33', 'tcp-backlog': '99' });
    expect((await runProgram('redis-cli', ['-s', socket, 'config', 'get', 'timeout'])).stdout).toContain('33');
    expect(await services.settings.drift('main')).toEqual([]);
    const backup = await done(services.backups.create({ instance: 'main', kind: 'snapshot', verify: true }));
    expect(backup).toMatchObject({ databases: [{ index: 0, keys: 1 }], proof: { ok: true } });
    const load = { id: 'main', live: true, tests: ['get'], requests: 200, clients: 2, pipeline: 1 } as const;
    await done(services.benchmarks.run({ ...load, tests: ['get'], database: 1 }));
    const { name } = backup as { readonly name: string };
    await done(services.backups.restore('main', name));
    await done(services.backups.flush('main', 'all'));
    await done(services.instances.stop('main'));
    expect((await services.instances.status('main')).state).toBe('stopped');
    await done(services.instances.start('main'));
    expect((await services.instances.status('main')).state).toBe('running');
  });
});
