import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { configGet, fill, keyCount, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { waitFor } from '../support/wait-for.ts';

const needs: Readonly<Record<RuntimeKind, readonly Need[]>> = { docker: ['docker', 'redis'], process: ['redis'] };
const KEYS = 3000;

/** An edit by a person, without the app. */
async function edit({ configFile }: SettingsHome, lines: string): Promise<void> {
  const text = await readFile(configFile, 'utf8');
  const others = text.split('\n').filter((line) => !/^(appendonly|save)\s/.test(line));
  await writeFile(configFile, `${others.join('\n')}\n${lines}\n`);
}

const both = 'appendonly yes\nsave 900 1';
const rdb = 'appendonly no\nsave 900 1';

for (const runtime of ['process', 'docker'] as const) {
  describeNeeding(needs[runtime], `a redis.conf of a ${runtime} that was edited by hand`, () => {
    test('names missing files › every kind of start loads all data', async () => {
      const settings = await useSettingsHome(runtime);
      const { home, services, done } = settings;
      await fill(home.port, KEYS);
      await done(services.instances.stop('main'));
      await edit(settings, both);
      await done(services.instances.start('main'));
      expect(await keyCount(home.port), 'started').toBe(KEYS);
      expect(await configGet(home.port, 'appendonly')).toBe('yes');

      // The reverse: the writes since are only in the AOF, and an older dump is beside it.
      await redisCli(home.port, 'config', 'set', 'save', '');
      await redisCli(home.port, 'set', 'new', 'x');
      await edit(settings, rdb);
      await done(services.instances.restart('main'));
      expect(await keyCount(home.port), 'restarted').toBe(KEYS + 1);
      expect(await configGet(home.port, 'appendonly')).toBe('no');
      expect(await readdir(join(home.path, 'redis/data'))).not.toContain('appendonlydir');

      // A restart that a plan makes.
      await edit(settings, both);
      await settings.change({ 'tcp-backlog': '99' });
      expect(await keyCount(home.port), 'restarted by a plan').toBe(KEYS + 1);
      expect(await configGet(home.port, 'appendonly')).toBe('yes');
    });

    test('edited while stopped, then changed by a plan › all data is kept', async () => {
      const settings = await useSettingsHome(runtime);
      const { home, services, done, apply } = settings;
      await fill(home.port, KEYS);
      await done(services.instances.stop('main'));
      await edit(settings, both);
      // Redis would load the missing AOF as empty, and overwrite the dump with that.
      await apply({ kind: 'changes', changes: {}, persistence: 'none' });
      await done(services.instances.start('main'));
      expect(await keyCount(home.port)).toBe(KEYS);
      await done(services.instances.stop('main'));
      await edit(settings, both);
      await apply({ kind: 'changes', changes: { timeout: '7' } });
      await done(services.instances.start('main'));
      expect(await keyCount(home.port)).toBe(KEYS);
      expect(await configGet(home.port, 'appendonly')).toBe('yes');
    });
  });
}

describeNeeding(['redis'], 'an AOF that was switched off', () => {
  test('later start with AOF › does not load it', async () => {
    const settings = await useSettingsHome();
    const { home, services, done, apply } = settings;
    await fill(home.port, 10);
    await apply({ kind: 'changes', changes: {}, persistence: 'both' });
    await apply({ kind: 'changes', changes: {}, persistence: 'rdb' });
    await fill(home.port, 20);
    await done(services.instances.stop('main'));
    await edit(settings, both);
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(20);
  });

  test('program killed before it removed the files › the next start renames them', async () => {
    const settings = await useSettingsHome();
    const { home, services, done, apply } = settings;
    const data = join(home.path, 'redis/data');
    await fill(home.port, 10);
    await apply({ kind: 'changes', changes: {}, persistence: 'both' });
    await cp(join(data, 'appendonlydir'), join(data, 'kept'), { recursive: true, preserveTimestamps: true });
    await apply({ kind: 'changes', changes: {}, persistence: 'rdb' });
    await rename(join(data, 'kept'), join(data, 'appendonlydir'));
    await fill(home.port, 20);
    // The dump is then newer by more than the resolution of its time, one second.
    const written = Math.floor(Date.now() / 1000);
    await waitFor('the next second', async () => Math.floor(Date.now() / 1000) > written);
    await done(services.instances.restart('main'));
    expect((await readdir(data)).filter((name) => name.startsWith('appendonlydir'))).toEqual([
      expect.stringContaining('appendonlydir.unused-'),
    ]);
    await done(services.instances.stop('main'));
    await edit(settings, both);
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(20);
  });

  test('unreadable › the start is refused', async () => {
    const settings = await useSettingsHome();
    const { home, services, done, apply } = settings;
    await apply({ kind: 'changes', changes: {}, persistence: 'aof' });
    await fill(home.port, 10);
    await done(services.instances.stop('main'));
    const folder = join(home.path, 'redis/data/appendonlydir');
    const base = (await readdir(folder)).find((name) => name.endsWith('.base.rdb')) ?? '';
    await writeFile(join(folder, base), 'no data');
    await edit(settings, rdb);
    await expect(done(services.instances.start('main'))).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('is newer than the dump'),
    });
    await rm(folder, { recursive: true });
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(0);
  });
});
