import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { everyTransition, type Mode } from '../support/persistence-modes.ts';
import { redisCli } from '../support/redis-cli.ts';
import { configGet, fill, keyCount, type SettingsHome, useSettingsHome } from '../support/settings-home.ts';
import { thorough } from '../support/thorough.ts';

const needs: Readonly<Record<RuntimeKind, readonly Need[]>> = { docker: ['docker', 'redis'], process: ['redis'] };
const KEYS = 5000;
/** In a container only the first ones by default, which lead from rdb back to rdb. */
const transitions = (runtime: RuntimeKind) =>
  thorough || runtime === 'process' ? everyTransition : everyTransition.slice(0, 4);

for (const runtime of ['process', 'docker'] as const) {
  describeNeeding(needs[runtime], `persistence of a ${runtime}`, () => {
    test('running › every change keeps every key, also those written since the last save', async () => {
      const settings = await useSettingsHome(runtime);
      const { home, services, done } = settings;
      await fill(home.port, KEYS);
      let keys = KEYS;
      for (const [from, to] of transitions(runtime)) {
        expect(await liveMode(settings), `before ${from} → ${to}`).toBe(from);
        await redisCli(home.port, 'set', `new:${from}:${to}`, 'x');
        keys += 1;
        const { restarted } = await persist(settings, to);
        expect(restarted).toBe(false);
        expect(await keyCount(home.port), `${from} → ${to}`).toBe(keys);
        // Persistence none keeps its keys across a restart only if a client saves them.
        if (to === 'none') await redisCli(home.port, 'save');
        await done(services.instances.restart('main'));
        expect(await keyCount(home.port), `${from} → ${to}, restarted`).toBe(keys);
        expect(await liveMode(settings)).toBe(to);
        expect(await services.settings.drift('main')).toEqual([]);
      }
    });

    test('stopped › every change keeps every key', async () => {
      const settings = await useSettingsHome(runtime);
      const { home, services, done } = settings;
      await fill(home.port, KEYS);
      for (const [from, to] of transitions(runtime)) {
        if (from === 'none') await redisCli(home.port, 'save');
        await done(services.instances.stop('main'));
        await persist(settings, to);
        expect((await services.instances.status('main')).state).toBe('stopped');
        await done(services.instances.start('main'));
        expect(await keyCount(home.port), `${from} → ${to}`).toBe(KEYS);
        expect(await liveMode(settings)).toBe(to);
      }
    });

    test('none › a restart begins empty, and the older dump is kept but not loaded', async () => {
      const settings = await useSettingsHome(runtime);
      const { home, services, done } = settings;
      await fill(home.port, 10);
      await redisCli(home.port, 'save');
      await fill(home.port, 20);
      await persist(settings, 'aof');
      await fill(home.port, 30);
      const { keptSnapshot } = await persist(settings, 'none');
      await fill(home.port, 40);
      await expect(done(services.instances.restart('main'))).rejects.toMatchObject({ code: 'BAD_VALUE' });
      expect(await keyCount(home.port)).toBe(40);
      await done(services.instances.restart('main', { acceptsLoss: true }));
      expect(await keyCount(home.port)).toBe(0);
      expect(keptSnapshot).not.toBeNull();
      await done(services.instances.stop('main'));
      await rename(keptSnapshot ?? '', join(home.path, 'redis/data/dump.rdb'));
      await done(services.instances.start('main'));
      expect(await keyCount(home.port)).toBe(30);
    });
  });
}

describeNeeding(['redis'], 'an AOF that is switched on', () => {
  test('it cannot be written › the file does not change', async () => {
    const settings = await useSettingsHome();
    const { home, hash } = settings;
    await fill(home.port, KEYS);
    const before = await hash();
    // A file where the AOF's folder should be, so that Redis cannot create it.
    const folder = join(home.path, 'redis/data/appendonlydir');
    await rm(folder, { recursive: true, force: true });
    await import('node:fs/promises').then(({ writeFile }) => writeFile(folder, ''));
    await expect(persist(settings, 'both')).rejects.toMatchObject({ code: 'SAVE_FAILED' });
    expect(await hash()).toBe(before);
    expect(await configGet(home.port, 'appendonly')).toBe('no');
    expect(await keyCount(home.port)).toBe(KEYS);
  });
});

function persist({ apply }: SettingsHome, to: Mode) {
  return apply({ kind: 'changes', changes: {}, persistence: to });
}

async function liveMode({ home }: SettingsHome): Promise<Mode> {
  const [aof, save] = await Promise.all([configGet(home.port, 'appendonly'), configGet(home.port, 'save')]);
  if (aof === 'yes') return save === '' ? 'aof' : 'both';
  return save === '' ? 'none' : 'rdb';
}
