import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runOnTerminal } from '../support/run-on-terminal.ts';
import { configGet, fill, keyCount, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { describeFieldPoint } from './field-point.ts';

const KEYS = 30;
const LATER = 40;

describeFieldPoint('A11', 'persistence none', (runtime) => {
  /** Main that was switched to persistence none with some keys, and now has more. */
  async function useSwitched(): Promise<SettingsHome & { readonly keptSnapshot: string | null }> {
    const settings = await useSettingsHome(runtime);
    await fill(settings.home.port, KEYS);
    const { keptSnapshot } = await settings.apply({ kind: 'changes', changes: {}, persistence: 'none' });
    await fill(settings.home.port, LATER);
    return { ...settings, keptSnapshot };
  }

  const dumps = async ({ home }: SettingsHome) =>
    (await readdir(join(home.path, 'redis/data'))).filter((name) => name.startsWith('dump.rdb')).sort();
  const runId = async (port: number) => /run_id:(\w+)/.exec(await redisCli(port, 'info', 'server'))?.[1];

  it('stop, restart › off a terminal › exit 2 with the number of keys, and nothing is touched', async () => {
    const settings = await useSwitched();
    const { home, services } = settings;
    const before = await runId(home.port);
    expect(await services.instances.stopPreview('main')).toMatchObject({
      mode: 'none',
      keys: LATER,
      snapshotAt: null,
      losesKeys: true,
      consequence: expect.stringContaining('40 keys in memory only'),
    });
    for (const action of ['stop', 'restart']) {
      const refused = await runInProcess(['--action', action], home.env);
      expect(refused).toMatchObject({ code: 2 });
      expect(refused.stderr).toContain('40 keys');
      expect(refused.stderr).toContain('--yes yes');
    }
    // Without a confirmation, the core refuses.
    await expect(services.instances.stop('main')).rejects.toMatchObject({ code: 'BAD_VALUE' });
    expect(await runId(home.port)).toBe(before);
    expect(await keyCount(home.port)).toBe(LATER);
    expect(await runInProcess(['--action', 'restart', '--yes', 'yes'], home.env)).toMatchObject({ code: 0 });
    expect(await keyCount(home.port)).toBe(0);
    // Without keys there is nothing to ask.
    expect(await runInProcess(['--action', 'stop'], home.env)).toMatchObject({ code: 0 });
  });

  it('stop › on a terminal › asks with the number of keys, and no is the default', async () => {
    const { home, services } = await useSwitched();
    const program = join(projectRoot, 'resources/manage.sh');
    // Builds the program first, which takes longer than a question is waited for.
    await runManage(['--action', 'version'], home.env);
    const terminal = runOnTerminal(program, ['--action', 'stop'], home.env);
    await terminal.type('\n', 'Stop main and lose them? [y/N] ');
    await terminal.exitCode;
    expect(terminal.text()).toContain('40 keys in memory only');
    expect(await keyCount(home.port)).toBe(LATER);
    const yes = runOnTerminal(program, ['--action', 'stop'], home.env);
    await yes.type('y\n', 'Stop main and lose them? [y/N] ');
    expect(await yes.exitCode).toBe(0);
    expect(await services.instances.status('main')).toMatchObject({ state: 'stopped' });
  });

  it('switch to none › the snapshot › is kept where no start loads it, and reverting saves what the server holds', async () => {
    const settings = await useSwitched();
    const { home, services, done, apply, keptSnapshot } = settings;
    expect(keptSnapshot).toMatch(/dump\.rdb\.unused-/);
    expect(await dumps(settings)).toEqual([keptSnapshot?.split('/').at(-1)]);
    await apply({ kind: 'changes', changes: {}, persistence: 'rdb' });
    expect(await dumps(settings)).toContain('dump.rdb');
    await done(services.instances.restart('main'));
    expect(await keyCount(home.port)).toBe(LATER);

    // The kept snapshot is complete.
    await done(services.instances.stop('main'));
    await rename(keptSnapshot ?? '', join(home.path, 'redis/data/dump.rdb'));
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
  });

  it('a plan that restarts, upgrade › no key is lost, and they leave no snapshot behind', async () => {
    const settings = await useSwitched();
    const { home, services, done, change } = settings;
    const before = await dumps(settings);
    expect(await change({ 'tcp-backlog': '99' })).toMatchObject({ restarted: true, keptSnapshot: null });
    expect(await keyCount(home.port)).toBe(LATER);
    await expect.poll(() => dumps(settings)).toEqual(before);
    await done(services.settings.upgrade('main', undefined));
    expect(await keyCount(home.port)).toBe(LATER);
    await expect.poll(() => dumps(settings)).toEqual(before);
  });

  it('a snapshot saved by hand › a restart loads it without a question; after more writes it asks', async () => {
    const { home, services, done } = await useSwitched();
    await redisCli(home.port, 'save');
    expect(await services.instances.stopPreview('main')).toMatchObject({ losesKeys: false, changesSinceSave: 0 });
    await done(services.instances.restart('main'));
    expect(await keyCount(home.port)).toBe(LATER);
    await redisCli(home.port, 'set', 'one-more', 'x');
    const preview = await services.instances.stopPreview('main');
    expect(preview).toMatchObject({ losesKeys: true, changesSinceSave: 1 });
    expect(preview.consequence).toContain('1 change since then is lost');
    await expect(services.instances.restart('main')).rejects.toThrow(/41 keys in memory only/);
  });

  it('uninstall and install › the data stays, as it says', async () => {
    const { home, services, done } = await useSwitched();
    await done(services.instances.uninstall('main', { removeData: false }));
    await done(services.instances.install({ runtime }));
    expect(await keyCount(home.port)).toBe(LATER);
  });

  it('config --persistence none › killed as it moves the snapshot › no key is lost', async () => {
    const settings = await useSettingsHome(runtime);
    const { home } = settings;
    await fill(home.port, KEYS);
    const program = join(projectRoot, 'resources/manage.sh');
    const child = spawn(program, ['--action', 'config', '--persistence', 'none'], {
      env: home.env,
      stdio: 'ignore',
      detached: true,
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const watcher = watch(join(home.path, 'redis/data'), (_, name) => {
      if (!name?.startsWith('dump.rdb.unused-') || child.exitCode !== null) return;
      watcher.close();
      process.kill(-(child.pid as number), 'SIGKILL');
    });
    onTestFinished(() => watcher.close());
    await ended;
    watcher.close();
    // The next client reverts the unfinished change.
    expect(await runInProcess(['--action', 'status'], home.env)).toMatchObject({ code: 0 });
    expect(await keyCount(home.port)).toBe(KEYS);
    if ((await configGet(home.port, 'save')) === '') {
      expect(await dumps(settings)).toEqual([expect.stringContaining('dump.rdb.unused-')]);
      expect(await runInProcess(['--action', 'restart'], home.env)).toMatchObject({ code: 2 });
    } else {
      expect(await runInProcess(['--action', 'restart'], home.env)).toMatchObject({ code: 0 });
    }
    expect(await keyCount(home.port)).toBe(KEYS);
  });
});
