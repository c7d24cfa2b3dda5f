import { appendFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { SettingsChangeRequest, SettingsPlan } from '../../shared/contract/settings.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { fill, keyCount, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('B5', 'settings after which nobody gets in', (runtime) => {
  const status = ({ services }: SettingsHome) => services.instances.status('main');
  const changes = (values: Record<string, string | null>): SettingsChangeRequest => ({
    kind: 'changes',
    changes: values,
  });
  const plan = ({ services }: SettingsHome, request: SettingsChangeRequest): Promise<SettingsPlan> =>
    services.settings.plan('main', request);
  const confirmed = async (opened: SettingsHome, request: SettingsChangeRequest) =>
    opened.done(opened.services.settings.apply('main', request, (await plan(opened, request)).hash, true));
  /** What locks this app out: in a container protected mode, as a process a password that redis.conf does not have. */
  const lockOut = async (
    opened: SettingsHome,
  ): Promise<{ readonly request: SettingsChangeRequest; readonly app: string }> => {
    if (runtime === 'docker') return { request: changes({ 'protected-mode': 'yes' }), app: 'protected-mode' };
    const { text } = await opened.services.settings.describe('main');
    const user = 'user default on >unknown-here ~* &* +@all';
    return { request: { kind: 'text', text: `${text.trimEnd()}\n${user}\n` }, app: 'password-required' };
  };

  it('config › a change that locks this app out › asks, and a revert works while the server refuses it', async () => {
    const opened = await useSettingsHome(runtime);
    await fill(opened.home.port, 20);
    const { request, app } = await lockOut(opened);
    const planned = await plan(opened, request);
    expect(planned.access).toEqual({ app, clients: runtime === 'docker' ? 'refused' : 'password' });
    expect(planned.risks).toContainEqual(expect.objectContaining({ confirm: true }));
    const before = await opened.hash();
    await expect(opened.services.settings.apply('main', request, planned.hash)).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringContaining('The server will refuse this app'),
    });
    expect(await opened.hash()).toBe(before);

    await confirmed(opened, request);
    await opened.done(opened.services.instances.restart('main'));
    const code = runtime === 'docker' ? 'PROTECTED_MODE' : 'PASSWORD_REQUIRED';
    expect(await status(opened)).toMatchObject({
      state: 'unhealthy',
      problem: { code },
      passwordSet: runtime !== 'docker',
    });
    const shown = await runInProcess(['--action', 'config'], opened.home.env);
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toContain('These are the values of redis.conf.');

    const last = (await opened.services.settings.history('main'))[0];
    const back = await plan(opened, { kind: 'revert', entry: last?.id ?? '' });
    expect(back).toMatchObject({ restart: true, access: { app: 'ok', clients: 'open' } });
    expect(back.risks[0]?.message).toMatch(/cannot ask it to save/);
    expect(await runInProcess(['--action', 'config', '--revert', 'last'], opened.home.env)).toMatchObject({ code: 0 });
    expect(await status(opened)).toMatchObject({ state: 'running', problem: null, passwordSet: false });
    expect(await keyCount(opened.home.port)).toBe(20);
  });

  it('config › a change of a file while the server refuses › is written through the file and a restart', async () => {
    const opened = await useSettingsHome(runtime);
    const { port } = opened.home;
    await fill(port, 20);
    await redisCli(port, 'config', 'set', 'requirepass', 'by-hand');
    await redisCli(port, '-a', 'by-hand', '--no-auth-warning', 'client', 'kill', 'type', 'normal', 'skipme', 'yes');
    expect(await status(opened)).toMatchObject({ problem: { code: 'PASSWORD_REQUIRED' }, passwordSet: true });
    const made = await runInProcess(['--action', 'config', '--set', 'timeout=30', '--json'], opened.home.env);
    expect(made).toMatchObject({ code: 0 });
    expect(made.json()).toMatchObject({ restarted: true, applied: [{ directive: 'timeout', to: '30' }] });
    expect(await status(opened)).toMatchObject({ state: 'running', passwordSet: false });
    expect(await keyCount(port)).toBe(20);

    // Without persistence the restart would lose all keys: that needs a confirmation.
    await opened.change({ save: '', appendonly: 'no' });
    await redisCli(port, 'config', 'set', 'requirepass', 'by-hand');
    await redisCli(port, '-a', 'by-hand', '--no-auth-warning', 'client', 'kill', 'type', 'normal', 'skipme', 'yes');
    const refused = await runInProcess(['--action', 'config', '--set', 'timeout=60'], opened.home.env);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('--yes yes');
  });

  it('status and plan › aclfile beside requirepass › the password is void, and both say so', async () => {
    const opened = await useSettingsHome(runtime);
    const inside = runtime === 'docker' ? '/usr/local/etc/redis' : dirname(opened.configFile);
    await writeFile(join(dirname(opened.configFile), 'users.acl'), 'user reader on >r3ad ~* &* +@read\n', {
      mode: 0o644,
    });
    await opened.change({ requirepass: 'void-later' });
    expect(await status(opened)).toMatchObject({ passwordSet: true });
    const request = changes({ aclfile: `${inside}/users.acl` });
    const planned = await plan(opened, request);
    expect(planned.access).toEqual({ app: 'ok', clients: 'open' });
    expect(planned.risks).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('requirepass has no effect') }),
    );
    await opened.apply(request);
    expect(await redisCli(opened.home.port, 'ping')).toBe('PONG');
    expect(await status(opened)).toMatchObject({ state: 'running', passwordSet: false });
    await opened.done(opened.services.instances.stop('main'));
    expect(await status(opened)).toMatchObject({ state: 'stopped', passwordSet: false });
    await appendFile(join(dirname(opened.configFile), 'users.acl'), 'user default on nopass >void-later ~* &* +@all\n');
    expect(await status(opened)).toMatchObject({ state: 'stopped', passwordSet: true });
  });

  it('config › the terminal, a change that locks this app out › exit 2 without --yes yes', async () => {
    const opened = await useSettingsHome(runtime);
    const users = join(dirname(opened.configFile), 'users.acl');
    const inside = runtime === 'docker' ? '/usr/local/etc/redis/users.acl' : users;
    await writeFile(users, 'user default on nopass ~* &* +@all -info\n', { mode: 0o644 });
    const config = (...args: string[]) =>
      runInProcess(['--action', 'config', '--set', `aclfile=${inside}`, ...args], opened.home.env);
    const tried = await config('--dry-run', '--json');
    expect(tried.json()).toMatchObject({ access: { app: 'no-permission', clients: 'open' } });
    const before = await opened.hash();
    expect(await config()).toMatchObject({ code: 2 });
    expect(await opened.hash()).toBe(before);
    expect(await config('--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await status(opened)).toMatchObject({ problem: { code: 'NO_PERMISSION' } });
  });

  it('config › CONFIG is disabled › changes go through the file, persistence with every key', async () => {
    const opened = await useSettingsHome(runtime);
    await fill(opened.home.port, 50);
    await appendFile(opened.configFile, '\nrename-command CONFIG ""\n');
    await opened.done(opened.services.instances.restart('main'));
    const planned = await plan(opened, { kind: 'changes', changes: { timeout: '30' }, persistence: 'aof' });
    expect(planned).toMatchObject({ restart: true });
    await opened.apply({ kind: 'changes', changes: { timeout: '30' }, persistence: 'aof' });
    expect(await keyCount(opened.home.port)).toBe(50);
    expect(await redisCli(opened.home.port, 'info', 'persistence')).toContain('aof_enabled:1');
  });
});
