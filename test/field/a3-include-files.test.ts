import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { instanceStatus } from '../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { configGet, fill, keyCount, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { describeFieldPoint } from './field-point.ts';

const KEYS = 5;

/** The server's name for the folder of redis.conf. */
function folderOf(runtime: RuntimeKind, { configFile }: SettingsHome): string {
  return runtime === 'docker' ? '/usr/local/etc/redis' : dirname(configFile);
}

/** Removes lines from redis.conf and appends others, as in an editor. */
async function edit({ configFile }: SettingsHome, without: RegExp, ...lines: readonly string[]): Promise<void> {
  const kept = (await readFile(configFile, 'utf8')).split('\n').filter((line) => !without.test(line));
  await writeFile(configFile, `${kept.join('\n')}\n${lines.join('\n')}\n`);
}

async function write(settings: SettingsHome, name: string, ...lines: readonly string[]): Promise<void> {
  const path = join(dirname(settings.configFile), name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.join('\n')}\n`);
}

describeFieldPoint('A3', 'include files', (runtime) => {
  test('start › appendonly yes in a nested include › every start loads all keys from its AOF', async () => {
    const settings = await useSettingsHome(runtime);
    const { home, services, done } = settings;
    const folder = folderOf(runtime, settings);
    await settings.apply({ kind: 'changes', changes: {}, persistence: 'aof' });
    await write(settings, 'conf.d/10-persistence.conf', `include ${folder}/deep/aof.conf`);
    await write(settings, 'deep/aof.conf', 'appendonly yes');
    await edit(settings, /^appendonly\s/, `include ${folder}/conf.d/*.conf`);
    await fill(home.port, KEYS);
    await done(services.instances.stop('main'));
    const stopped = await services.instances.status('main');
    expect(stopped.persistence.mode).toBe('aof');
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
    await done(services.instances.restart('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
    const names = await readdir(join(home.path, 'redis/data'));
    expect(names.filter((name) => name.includes('unused'))).toEqual([]);
  });

  test('drift › a relative include and one that comes last set values › included values are not drift', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    // Relative to the data folder, where the server starts.
    await writeFile(join(home.path, 'redis/data/extra.conf'), 'timeout 77\nmaxmemory 99mb\n');
    await edit(settings, /^(timeout)\s/, 'include extra.conf');
    await done(services.instances.restart('main'));
    expect(await configGet(home.port, 'timeout')).toBe('77');
    expect(await configGet(home.port, 'maxmemory')).toBe(String(99 * 2 ** 20));
    expect(await services.settings.drift('main')).toEqual([]);
    const document = await services.settings.describe('main');
    expect(document.settings.find(({ name }) => name === 'timeout')?.file).toBe('77');
    const status = instanceStatus.parse(await services.instances.status('main'));
    expect(status.memory.limitBytes).toBe(99 * 2 ** 20);
    await done(services.instances.stop('main'));
    expect((await services.instances.status('main')).memory.limitBytes).toBe(99 * 2 ** 20);
  });

  test('plan › a change to an included value › is written after the include, and the plan names file and line', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    const folder = folderOf(runtime, settings);
    await write(settings, 'extra.conf', '# ours', 'timeout 77');
    await edit(settings, /^(timeout)\s/, `include ${folder}/extra.conf`);
    await done(services.instances.restart('main'));
    const plan = await services.settings.plan('main', { kind: 'changes', changes: { timeout: '30' } });
    expect(plan.changes).toMatchObject([{ directive: 'timeout', from: '77', to: '30', how: 'live' }]);
    expect(plan.changes[0]?.note).toContain(`${folder}/extra.conf, line 2`);
    await settings.change({ timeout: '30' });
    const text = await readFile(settings.configFile, 'utf8');
    expect(text.indexOf('timeout 30')).toBeGreaterThan(text.indexOf('include '));
    await done(services.instances.restart('main'));
    expect(await configGet(home.port, 'timeout')).toBe('30');
    expect(await services.settings.drift('main')).toEqual([]);
    // Without it in redis.conf, the included value applies again.
    await settings.change({ timeout: null });
    expect(await configGet(home.port, 'timeout')).toBe('77');
  });

  test('plan › the plan removes an included value › is refused with file and line', async () => {
    const settings = await useSettingsHome(runtime);
    const folder = folderOf(runtime, settings);
    await write(settings, 'extra.conf', 'timeout 77');
    await edit(settings, /^(timeout)\s/, `include ${folder}/extra.conf`);
    await expect(
      settings.services.settings.plan('main', { kind: 'changes', changes: { timeout: null } }),
    ).rejects.toThrow(`${folder}/extra.conf, line 1`);
  });

  test('plan › save points in an include › new ones replace them', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    const folder = folderOf(runtime, settings);
    await write(settings, 'extra.conf', 'save 60 1');
    await edit(settings, /^save\s/, `include ${folder}/extra.conf`);
    await done(services.instances.restart('main'));
    await settings.change({ save: '900 1' });
    await done(services.instances.restart('main'));
    expect(await configGet(home.port, 'save')).toBe('900 1');
    expect(await services.settings.drift('main')).toEqual([]);
  });

  test('status › the password is in an include › the server is reached with it', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    const folder = folderOf(runtime, settings);
    await write(settings, 'secret.conf', 'requirepass hush');
    await edit(settings, /^requirepass\s/, `include ${folder}/secret.conf`);
    await done(services.instances.restart('main'));
    const status = await services.instances.status('main');
    expect(status).toMatchObject({ state: 'running', passwordSet: true });
    expect(await keyCount(home.port, '--no-auth-warning', '-a', 'hush')).toBe(0);
    // A trial and a scratch server see it as well.
    await settings.change({ 'tcp-backlog': '99' });
    expect((await services.instances.status('main')).state).toBe('running');
  });

  test('plan and start › an included file that cannot be read here › is reported with its line', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done } = settings;
    const missing = runtime === 'docker' ? '/etc/nobody.conf' : join(dirname(settings.configFile), 'gone.conf');
    await edit(settings, /^never/, `include ${missing}`);
    const document = await services.settings.describe('main');
    expect(document.unreadIncludes?.join(' ')).toContain(missing);
    if (runtime === 'docker') return;
    const request = { kind: 'changes', changes: { timeout: '5' } } as const;
    await expect(services.settings.plan('main', request)).rejects.toThrow(
      /line \d+, includes .*gone\.conf, which does not exist/,
    );
    await done(services.instances.stop('main'));
    await expect(done(services.instances.start('main'))).rejects.toThrow(/line \d+, includes .*gone\.conf/);
  });
});
