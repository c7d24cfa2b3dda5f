import { expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { runManage } from '../support/run-manage.ts';
import { configGet, fill, keyCount, useSettingsHome } from '../support/settings-home.ts';

describeNeeding(['redis', 'posix'], 'config in the terminal', () => {
  test('lines of the older scripts › work, restart only where needed, and keep other settings', async () => {
    const { home } = await useSettingsHome();
    await fill(home.port, 500);
    const config = async (...args: readonly string[]) => {
      const result = await runInProcess(['--action', 'config', ...args, '--json'], home.env);
      expect(result.code, result.stderr).toBe(0);
      return result.json();
    };
    expect(await config('--memory', '4gb')).toEqual({
      id: 'main',
      applied: [{ directive: 'maxmemory', from: '2147483648', to: '4294967296', how: 'live' }],
      restarted: false,
      safetyBackup: null,
      evictedKeys: 0,
      evictedBefore: null,
      keptSnapshot: null,
      restoredKeys: null,
    });
    expect(await config('--persistence', 'both')).toMatchObject({ restarted: false });
    expect(await config('--memory', '3gb', '--persistence', 'aof')).toMatchObject({ restarted: false });
    expect(await config('--set', 'tcp-backlog=99', '--set', 'timeout=5')).toMatchObject({
      restarted: true,
      applied: [
        { directive: 'tcp-backlog', how: 'restart' },
        { directive: 'timeout', how: 'live' },
      ],
    });
    expect(await config('--set', 'timeout=5')).toMatchObject({ applied: [], restarted: false });
    const { settings, pending } = (await config()) as { settings: Record<string, string>; pending: string[] };
    expect(settings).toMatchObject({ maxmemory: '3221225472', appendonly: 'yes', save: '', 'tcp-backlog': '99' });
    expect(pending).toEqual([]);
    expect(await keyCount(home.port)).toBe(500);
    const plan = await config('--persistence', 'none', '--dry-run');
    expect(plan).toMatchObject({ safetyBackup: true, risks: [{ level: 'danger' }] });
    expect(await configGet(home.port, 'appendonly')).toBe('yes');
  });

  test('wrong values › exit code 2, and nothing is touched', async () => {
    const { home, hash } = await useSettingsHome();
    const before = await hash();
    const codes = async (...args: readonly string[]) =>
      (await runInProcess(['--action', 'config', ...args], home.env)).code;
    for (const memory of ['banana', '-1', '0', '1.5g', '']) expect(await codes(`--memory=${memory}`), memory).toBe(2);
    expect(await codes('--persistence', 'all')).toBe(2);
    expect(await codes('--set', 'maxmemory-policy=lru')).toBe(2);
    expect(await codes('--set', 'no-such=1')).toBe(2);
    expect(await codes('--set', 'dir=/tmp')).toBe(2);
    expect(await codes('--set', 'pidfile=/tmp/x')).toBe(2);
    expect(await codes('--dry-run')).toBe(2);
    expect(await codes('--instance', 'nobody', '--memory', '1gb')).toBe(3);
    expect(await hash()).toBe(before);
  });

  test('history and drift › a change is reverted by its id; drift is kept or reverted', async () => {
    const { home, hash } = await useSettingsHome();
    const run = (action: string, ...args: readonly string[]) => runInProcess(['--action', action, ...args], home.env);
    const done = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await run('config', ...args);
      expect(code, stderr).toBe(0);
      return stdout;
    };
    const refused = async (...args: readonly string[]) => {
      const { code, stderr } = await run('config', ...args);
      expect(code).toBe(2);
      return stderr;
    };
    expect((await run('config-history')).stdout).toContain('No settings of main were changed yet.');
    expect((await run('config', '--revert', 'last')).stderr).toContain('no setting of main was changed yet');
    await done('--memory', '64mb', '--set', 'timeout=7');
    await done('--set', 'tcp-keepalive=99');
    const history = (await run('config-history', '--json')).json() as { id: string; changes: unknown[] }[];
    expect(history.map(({ changes }) => changes.length)).toEqual([1, 2]);
    const [newest = '', oldest = ''] = history.map(({ id }) => id.slice(0, 8));
    expect((await run('config-history')).stdout).toMatch(new RegExp(`^${newest}[^]*^${oldest}`, 'm'));
    const undo = (id: string) => `undo: --action config --instance main --revert ${id}`;
    const noted = (await run('activity', '--kind', 'config')).stdout.split('\n');
    expect(noted[0]).toMatch(new RegExp(`maxmemory 2gb → 64mb.*${undo(oldest)}`));
    expect(noted[1]).toContain(undo(newest));

    const before = await hash();
    expect((await run('config', '--revert', 'beef')).stderr).toContain(
      `matches no change: give one of ${newest}, ${oldest}.`,
    );
    expect(await refused('--revert', 'last', '--memory', '1gb')).toContain('--revert and --memory are two changes');
    expect(await refused('--drift', 'keep-live')).toContain('nothing has drifted');
    expect(await done('--revert', oldest, '--dry-run')).toMatch(/maxmemory +67108864 → 2147483648/);
    expect(await hash()).toBe(before);
    await done('--revert', oldest);
    expect(await configGet(home.port, 'maxmemory')).toBe(String(2 * 1024 ** 3));
    expect(await configGet(home.port, 'tcp-keepalive')).toBe('99');
    await done('--revert', 'last');
    expect(await configGet(home.port, 'timeout')).toBe('7');

    await redisCli(home.port, 'config', 'set', 'timeout', '33');
    expect(await done('--drift', 'keep-live')).toMatch(/timeout +33 was in use already, and is now in redis.conf too/);
    await redisCli(home.port, 'config', 'set', 'timeout', '44');
    expect(await done('--drift', 'keep-file')).toMatch(/timeout +44 → 33/);
    expect(await configGet(home.port, 'timeout')).toBe('33');
  });

  test('password › read from standard input', async () => {
    const { home } = await useSettingsHome();
    const set = await runManage(['--action', 'config', '--set', 'requirepass=-', '--json'], home.env, {
      input: 'pa55-x\n',
    });
    expect(set.code, set.stderr).toBe(0);
    expect(set.stdout + set.stderr).not.toContain('pa55-x');
    expect(await redisCli(home.port, '--no-auth-warning', '-a', 'pa55-x', 'ping')).toBe('PONG');
    const shown = await runInProcess(['--action', 'config', '--json'], home.env);
    expect(shown.stdout).not.toContain('pa55-x');
  });
});

describeNeeding(['redis'], 'settings of tenants', () => {
  test('changed, copied and compared › as those of main', async () => {
    const { home, services, done, change } = await useSettingsHome();
    await done(services.tenants.create({ id: 'acme', runtime: 'process', generatePassword: false }));
    await change({ 'maxmemory-policy': 'noeviction', timeout: '7' });
    const port = (await services.instances.status('acme')).port as number;
    const differing = (await services.settings.compare('main', 'acme')).filter(({ same }) => !same);
    expect(differing.map(({ directive }) => directive)).toEqual(
      expect.arrayContaining(['maxmemory-policy', 'timeout', 'port']),
    );
    const request = { kind: 'copy', from: 'main', directives: ['maxmemory-policy', 'timeout'] } as const;
    const plan = await services.settings.plan('acme', { ...request, directives: [...request.directives] });
    await done(services.settings.apply('acme', { ...request, directives: [...request.directives] }, plan.hash));
    expect(await configGet(port, 'timeout')).toBe('7');
    expect(await configGet(port, 'maxmemory-policy')).toBe('noeviction');
    const moved = home.clientPorts.end;
    const portWish = { kind: 'changes', changes: { port: String(moved) } } as const;
    await done(services.settings.apply('acme', portWish, (await services.settings.plan('acme', portWish)).hash));
    expect(await services.tenants.get('acme')).toMatchObject({
      port: moved,
      state: 'running',
      url: `redis://localhost:${moved}`,
    });
    await expect(services.settings.plan('main', portWish)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      data: { by: 'acme' },
    });
    await expect(
      services.settings.plan('acme', { kind: 'copy', from: 'main', directives: ['port'] }),
    ).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });
});
