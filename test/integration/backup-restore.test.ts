import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { modes, useBackupHome } from '../support/backup-home.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { thorough } from '../support/thorough.ts';

const runtimes: readonly (readonly [RuntimeKind, readonly Need[]])[] = [
  ['process', ['redis', 'posix']],
  ['docker', ['redis', 'docker', 'linux']],
];

for (const [runtime, needs] of runtimes) {
  describeNeeding(needs, `backups › a server in the ${runtime} runtime`, () => {
    // Creating a container takes longer than the tests in it, and a container reads the same files.
    for (const mode of runtime === 'docker' && !thorough ? (['both', 'none'] as const) : modes) {
      it(`persistence ${mode} › backup, flush, restore, restart and undo › the keys are exact`, async () => {
        const { home, services, data, backUp, restore, done } = await useBackupHome({ runtime, mode });
        await fillDataset(home.port);
        const before = await readDataset(home.port);
        const dataBefore = (await readdir(data)).filter((name) => !name.startsWith('temp-'));
        const taken = await backUp('pre-deploy');
        expect(taken).toMatchObject({ keys: before.size, reason: 'manual', damaged: false, redisVersion: '7.0.15' });
        expect(taken.proof).toMatchObject({ ok: true, keys: before.size, expiredSince: 0 });
        expect(taken.proof?.compared).toBeGreaterThan(50);
        // Without snapshots a backup must leave no dump, which Redis would load at the next start.
        if (mode === 'aof' || mode === 'none') expect(await readdir(data)).toEqual(dataBefore);

        const flushed = await done(services.backups.flush('main', 'all'));
        expect(flushed).toMatchObject({ removedKeys: before.size, database: 'all' });
        expect(await redisCli(home.port, 'info', 'keyspace')).not.toContain('db');

        const restored = await restore('pre-deploy');
        expect(restored).toMatchObject({ keys: before.size, expiredSince: 0, backup: 'pre-deploy' });
        expect(await readDataset(home.port)).toEqual(before);

        await redisCli(home.port, 'set', 'added', 'later');
        await done(services.instances.restart('main', { acceptsLoss: mode === 'none' }));
        const after = await readDataset(home.port);
        expect(after.has('0 added')).toBe(mode !== 'none');
        const old = new Map([...after].filter(([key]) => key !== '0 added'));
        expect(old).toEqual(before);

        await done(services.backups.undo('main'));
        expect(await readDataset(home.port)).toEqual(new Map());
        await done(services.instances.restart('main'));
        expect(await readDataset(home.port)).toEqual(new Map());
        // An undo can be undone.
        await done(services.backups.undo('main'));
        expect((await readDataset(home.port)).size).toBe(after.size);
        expect((await readdir(data)).filter((name) => name.startsWith('.') || name.startsWith('temp-'))).toEqual([]);
      });

      if (runtime === 'docker' && mode !== 'both' && !thorough) continue;

      it(`persistence ${mode} › an archive › restores the keys of the server`, async () => {
        const { home, services, backUp, restore, done } = await useBackupHome({ runtime, mode });
        await fillDataset(home.port, 1000);
        const before = await readDataset(home.port);
        const taken = await backUp('all', { kind: 'archive' });
        expect(taken).toMatchObject({ kind: 'archive', keys: before.size, countsExact: true });
        expect(taken.proof).toMatchObject({ ok: true, keys: before.size });
        await redisCli(home.port, 'flushall');
        await redisCli(home.port, 'set', 'other', '1');
        await restore('all');
        expect(await readDataset(home.port)).toEqual(before);
        await done(services.instances.restart('main'));
        expect(await readDataset(home.port)).toEqual(before);
      });

      it(`persistence ${mode} › a stopped server › backup and restore work`, async () => {
        const { home, services, backUp, restore, done } = await useBackupHome({ runtime, mode });
        await fillDataset(home.port, 1000);
        // Without persistence, only a manual save has data on disk.
        if (mode === 'none') await redisCli(home.port, 'save');
        const before = await readDataset(home.port);
        await done(services.instances.stop('main'));
        for (const kind of ['snapshot', 'archive'] as const) {
          const taken = await backUp(kind, { kind });
          expect(taken).toMatchObject({ kind, keys: before.size, countsExact: true });
          await done(services.instances.start('main'));
          await redisCli(home.port, 'flushall');
          if (mode === 'none') await redisCli(home.port, 'save');
          await done(services.instances.stop('main'));
          const restored = await restore(kind);
          expect(restored.keys).toBe(before.size);
          expect((await services.instances.status('main')).state).toBe('stopped');
          await done(services.instances.start('main'));
          expect(await readDataset(home.port)).toEqual(before);
          await done(services.instances.stop('main'));
        }
      });
    }
  });
}
