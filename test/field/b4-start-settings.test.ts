import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { configGet, fill, keyCount, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { describeFieldPoint } from './field-point.ts';

const KEYS = 7;

async function edit({ configFile }: SettingsHome, without: RegExp, ...lines: readonly string[]): Promise<void> {
  const kept = (await readFile(configFile, 'utf8')).split('\n').filter((line) => !without.test(line));
  await writeFile(configFile, `${kept.join('\n')}\n${lines.join('\n')}\n`);
}

describeFieldPoint('B4', 'a redis.conf that would start another server', (runtime) => {
  test('start › daemonize, supervised and pidfile as Debian has them › it runs, or is refused with the line', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    await fill(home.port, KEYS);
    await done(services.instances.stop('main'));
    const debian = ['daemonize yes', 'supervised auto', 'pidfile /run/redis/redis-server.pid'];
    await edit(settings, /^(daemonize|supervised|pidfile)\s/, ...debian);
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
    expect((await services.instances.status('main')).state).toBe('running');
    await done(services.instances.restart('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
    expect(await services.settings.drift('main')).toEqual([]);
    await done(services.instances.stop('main'));
    expect((await services.instances.status('main')).state).toBe('stopped');
  });

  test('start › redis.conf has 0 bytes › refused with the file and the reason, and nothing starts', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, configFile } = settings;
    const before = await readFile(configFile, 'utf8');
    await done(services.instances.stop('main'));
    await writeFile(configFile, '');
    await expect(done(services.instances.start('main'))).rejects.toThrow(
      /redis\.conf.*(holds no settings|it is empty)/,
    );
    expect((await services.instances.status('main')).state).toBe('stopped');
    await writeFile(configFile, before);
    await done(services.instances.start('main'));
  });

  test('start › dir leads to another folder › is refused with its line, and no key is lost', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home, configFile } = settings;
    await fill(home.port, KEYS);
    await done(services.instances.stop('main'));
    const before = await readFile(configFile, 'utf8');
    await edit(settings, /^dir\s/, 'dir /tmp');
    if (runtime === 'process') {
      await expect(done(services.instances.start('main'))).rejects.toThrow(/line \d+, says dir \/tmp/);
      await edit(settings, /^(dir|dbfilename)\s/, `dir ${home.path}/redis/data`, 'dbfilename other.rdb');
      await expect(done(services.instances.start('main'))).rejects.toThrow(/line \d+, says dbfilename other\.rdb/);
    }
    await writeFile(configFile, before);
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(KEYS);
  });

  if (runtime === 'docker') return;

  test('start › neither bind nor port in redis.conf › it listens on its own port of this computer only', async () => {
    const settings = await useSettingsHome(runtime);
    const { services, done, home } = settings;
    await done(services.instances.stop('main'));
    await edit(settings, /^(bind|port|protected-mode)\s/, 'protected-mode no');
    expect((await services.instances.status('main')).port).toBe(home.port);
    await done(services.instances.start('main'));
    expect(await configGet(home.port, 'port')).toBe(String(home.port));
    expect(await configGet(home.port, 'bind')).toBe('127.0.0.1');
    expect(await services.settings.drift('main')).toEqual([]);
    await settings.change({ bind: '127.0.0.1 127.0.0.2' });
    expect(await configGet(home.port, 'bind')).toBe('127.0.0.1 127.0.0.2');
  });
});
