import { mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { configGet, fill, keyCount, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { describeFieldPoint } from './field-point.ts';

const KEYS = 7;

describeFieldPoint('A4', 'a running server that differs from its file', (runtime) => {
  /** Main with one key at the place that redis.conf names, and six more that are saved elsewhere. */
  async function useMoved(to: { readonly dir?: string; readonly dbfilename?: string }): Promise<SettingsHome> {
    const settings = await useSettingsHome(runtime);
    const { home, configFile, services, done } = settings;
    // Redis 7 allows CONFIG SET of both only with this.
    await writeFile(configFile, `${await readFile(configFile, 'utf8')}\nenable-protected-configs yes\n`);
    await done(services.instances.restart('main'));
    await fill(home.port, 1);
    await redisCli(home.port, 'save');
    for (const [name, value] of Object.entries(to)) await redisCli(home.port, 'config', 'set', name, value);
    await fill(home.port, KEYS);
    return settings;
  }

  /** A folder that the server can write to, by the server's name for it. */
  async function otherFolder({ home }: SettingsHome): Promise<string> {
    if (runtime === 'docker') return '/tmp';
    const folder = join(home.path, 'elsewhere');
    await mkdir(folder);
    return folder;
  }

  test('stop and start › CONFIG SET dbfilename › all keys are loaded, and the older dump is kept', async () => {
    const settings = await useMoved({ dbfilename: 'other.rdb' });
    const { home, services, done } = settings;
    expect(await services.settings.drift('main')).toMatchObject([
      { directive: 'dbfilename', file: 'dump.rdb', live: 'other.rdb' },
    ]);
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
    expect(await configGet(home.port, 'dbfilename')).toBe('dump.rdb');
    expect(await services.settings.drift('main')).toEqual([]);
    const names = await readdir(join(home.path, 'redis/data'));
    expect(names.filter((name) => name.startsWith('dump.rdb.unused-'))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('restart › CONFIG SET dir › all keys are loaded', async () => {
    const settings = await useMoved({});
    const { home, services, done } = settings;
    const folder = await otherFolder(settings);
    const before = await configGet(home.port, 'dir');
    await redisCli(home.port, 'config', 'set', 'dir', folder);
    await redisCli(home.port, 'set', 'last', 'x');
    const [drift] = await services.settings.drift('main');
    expect(drift).toMatchObject({ directive: 'dir', live: runtime === 'docker' ? folder : await realpath(folder) });
    await done(services.instances.restart('main'));
    expect(await keyCount(home.port)).toBe(KEYS + 1);
    expect(await configGet(home.port, 'dir')).toBe(before);
  });

  test('config change with a restart › CONFIG SET dbfilename and no save points › all keys are loaded', async () => {
    const { home, change } = await useMoved({ dbfilename: 'other.rdb', save: '' } as { dbfilename: string });
    await change({ 'tcp-backlog': '99' });
    expect(await configGet(home.port, 'tcp-backlog')).toBe('99');
    expect(await keyCount(home.port)).toBe(KEYS);
  });

  test('restore and undo › CONFIG SET dir › the backup is loaded, and undo brings back all keys', async () => {
    const settings = await useMoved({});
    const { home, services, done } = settings;
    await done(services.backups.create({ instance: 'main', name: 'earlier', kind: 'snapshot', verify: false }));
    const before = await configGet(home.port, 'dir');
    await redisCli(home.port, 'config', 'set', 'dir', await otherFolder(settings));
    await fill(home.port, KEYS + 2);
    expect(await done(services.backups.restore('main', 'earlier'))).toMatchObject({ keys: KEYS });
    expect(await keyCount(home.port)).toBe(KEYS);
    expect(await configGet(home.port, 'dir')).toBe(before);
    await done(services.backups.undo('main'));
    expect(await keyCount(home.port)).toBe(KEYS + 2);
    await done(services.instances.restart('main'));
    expect(await keyCount(home.port)).toBe(KEYS + 2);
  });

  test('upgrade › CONFIG SET dir and dbfilename › all keys are loaded', async () => {
    const settings = await useMoved({ dbfilename: 'other.rdb' });
    const { home, services, done } = settings;
    await redisCli(home.port, 'config', 'set', 'dir', await otherFolder(settings));
    await redisCli(home.port, 'set', 'last', 'x');
    expect(await done(services.settings.upgrade('main', undefined))).toMatchObject({ state: 'running' });
    expect(await keyCount(home.port)).toBe(KEYS + 1);
    expect(await configGet(home.port, 'dbfilename')).toBe('dump.rdb');
    expect(await services.settings.drift('main')).toEqual([]);
  });

  test('stop and start › save "" set live › all keys are loaded', async () => {
    const settings = await useMoved({ save: '' } as object);
    const { home, services, done } = settings;
    expect((await services.settings.drift('main')).map(({ directive }) => directive)).toEqual(['save']);
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
  });

  test('stop and start › appendonly differs either way › the newer data is loaded', async () => {
    const settings = await useSettingsHome(runtime);
    const { home, services, done, apply } = settings;
    await fill(home.port, 1);
    await redisCli(home.port, 'config', 'set', 'appendonly', 'yes');
    await redisCli(home.port, 'config', 'set', 'save', '');
    await fill(home.port, KEYS);
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);

    await apply({ kind: 'changes', changes: {}, persistence: 'aof' });
    await redisCli(home.port, 'config', 'set', 'appendonly', 'no');
    await fill(home.port, KEYS + 2);
    expect((await services.settings.drift('main')).map(({ directive }) => directive)).toEqual(['appendonly']);
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS + 2);
    expect(await configGet(home.port, 'appendonly')).toBe('yes');
  });

  test('stop › the folder that redis.conf names does not exist › is refused, and --yes yes ends it', async () => {
    const settings = await useSettingsHome(runtime);
    const { home, services, done, configFile } = settings;
    await fill(home.port, KEYS);
    const text = await readFile(configFile, 'utf8');
    await writeFile(configFile, text.replace(/^dir .*$/m, 'dir /nonexistent/data'));
    const refused = done(services.instances.stop('main'));
    await expect(refused).rejects.toThrow(/\/nonexistent\/data/);
    await expect(refused).rejects.toMatchObject({ data: { remedy: { flags: { yes: 'yes' } } } });
    expect(await keyCount(home.port)).toBe(KEYS);
    await done(services.instances.stop('main', { acceptsLoss: true }));
    expect((await services.instances.status('main')).state).toBe('stopped');
    await writeFile(configFile, text);
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
  });

  test('destroy and undo of a tenant › dbfilename differs › all keys are restored', async () => {
    const { home, services, done } = await useSettingsHome(runtime);
    await done(services.tenants.create({ id: 'acme', runtime, generatePassword: false }));
    const { port } = await services.instances.status('acme');
    if (port === null) throw new Error('acme has no port');
    const configFile = join(home.path, 'clients/acme/redis/config/redis.conf');
    await fill(port, 1);
    await redisCli(port, 'save');
    const text = await readFile(configFile, 'utf8');
    // Here the file is edited, because a running Redis 7 refuses both directives.
    await writeFile(configFile, text.replace(/^dbfilename .*$/m, 'dbfilename next.rdb'));
    await fill(port, KEYS);
    const removal = (await done(services.tenants.destroy('acme'))) as { readonly safetyBackup: string };
    await done(services.tenants.undoDestroy(removal.safetyBackup));
    expect(await keyCount((await services.instances.status('acme')).port ?? 0)).toBe(KEYS);
  });

  test('restart and restore › users made with ACL SETUSER › named, and their lines are kept for redis.conf', async () => {
    const { home, configFile, services, done } = await useSettingsHome(runtime);
    const warnings = async (work: Promise<{ readonly id: string }>) => {
      const { id } = await work;
      return (await services.operations.settled(id)).log
        .filter(({ level }) => level === 'warning')
        .map(({ text }) => text)
        .join(' ');
    };
    expect(await warnings(services.instances.restart('main'))).toBe('');
    await fill(home.port, 1);
    const backup = (await done(services.backups.create({ instance: 'main', kind: 'snapshot', verify: false }))) as {
      readonly name: string;
    };
    await redisCli(home.port, 'acl', 'setuser', 'app', 'on', '>secret', '~app:*', '+@read');
    await redisCli(home.port, 'acl', 'setuser', `q"u'o`, 'on', 'nopass');
    const first = await warnings(services.backups.restore('main', backup.name));
    const file = /app, q"u'o\. .* are in (users-[0-9a-f]{8}\.acl) beside redis\.conf/.exec(first)?.[1] ?? '';
    const path = join(dirname(configFile), file);
    const line = await readFile(path, 'utf8');
    expect(line).toMatch(/^user app on .*#[0-9a-f]{64} .*~app:\*/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await redisCli(home.port, 'acl', 'users')).toBe('default');

    await writeFile(configFile, `${await readFile(configFile, 'utf8')}\n${line}`);
    expect(await warnings(services.instances.restart('main'))).toBe('');
    expect(await redisCli(home.port, 'acl', 'users')).toBe(`app\ndefault\nq"u'o`);
    // A rule of the default user counts as well.
    await redisCli(home.port, 'acl', 'setuser', 'default', '-flushall');
    expect(await warnings(services.instances.stop('main'))).toContain('default. Their lines');
  });
});
