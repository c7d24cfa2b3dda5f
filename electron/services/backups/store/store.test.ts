import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Backup, Undoable } from '../../../../shared/contract/backup.ts';
import type { Change } from '../../../../shared/contract/live.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { environmentOf, keptContext, place } from '../../../../test/support/some-instance.ts';
import { onlyFiles } from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { undoAll } from '../../operations/undo/undo.ts';
import { createChangeBus } from '../../platform/events/change-bus.ts';
import type { BackupFolder } from './backup-files.ts';
import {
  asManifest,
  backupOrder,
  findBackup,
  listFolder,
  removeBackup,
  takenNames,
  writeManifest,
} from './backup-folder.ts';
import { automaticName, hiddenName, safetyName } from './backup-names.ts';
import { changeBackup } from './change-backup.ts';
import { type CleanupLimits, cleanupResult, planCleanup } from './cleanup-backups.ts';
import { holdRemoved, restoreRemoved, sweepRemoved } from './removed-backups.ts';
import { noteUndoable, readUndoable, writeUndoable } from './undo-record.ts';
import { idsWithBackups, watchBackupFolders } from './watch-backup-folders.ts';

const at = '2026-11-20T10:00:00.000Z';

function useFolder(): BackupFolder {
  return { path: temporaryFolder(), instance: 'main' };
}

/** A backup with its data and its manifest. */
async function keep(folder: BackupFolder, name: string, change: Partial<Backup> = {}): Promise<Backup> {
  const { kind = 'snapshot' } = change;
  const file = name + (kind === 'snapshot' ? '.rdb' : '.tar.gz');
  const data = `REDIS0010 ${name}`;
  writeFileSync(join(folder.path, file), data);
  await writeManifest(folder, name, asManifest(someBackup(name, at, { ...change, sizeBytes: data.length })));
  return findBackup(folder, name);
}

describe('backup names', () => {
  test('automatic and safety names › have the local time, and are valid', () => {
    const time = new Date(2026, 10, 20, 9, 5, 7);
    expect(automaticName(time)).toBe('redis-backup-20261120-090507');
    expect(safetyName('flush', time)).toBe('safety-flush-20261120-090507');
  });

  test('hidden names › differ, and are never listed', () => {
    expect(hiddenName()).toMatch(new RegExp(`^\\.part-${process.pid}-[0-9a-f]{12}$`));
    expect(hiddenName()).not.toBe(hiddenName());
  });
});

describe('backup files without an own manifest', () => {
  test.each([
    ['dump.rdb', 'REDIS0010', null],
    ['dump.rdb', 'not Redis', 'its file dump.rdb is not a Redis snapshot'],
    ['dump.rdb', '', 'its file dump.rdb is empty'],
    ['dump.tar.gz', '\u001f\u008b\u0008', null],
    ['dump.tar.gz', 'REDIS0010', 'its file dump.tar.gz is not a tar.gz archive'],
  ])('%s with %j › damage: %s', async (file, content, damage) => {
    const folder = useFolder();
    writeFileSync(join(folder.path, file), Buffer.from(content, 'latin1'));
    const [found] = await listFolder(folder);
    expect(found).toMatchObject({ name: 'dump', damage, damaged: damage !== null, reason: 'imported', keys: null });
  });

  test('a file of the older scripts › has its time and version, and counts as manual', async () => {
    const folder = useFolder();
    writeFileSync(join(folder.path, 'old.rdb'), 'REDIS0009');
    writeFileSync(join(folder.path, 'old.info'), `{"created":"${at}","redis_version":"6.2.1"}`);
    expect(findBackup(folder, 'old')).toMatchObject({
      createdAt: at,
      redisVersion: '6.2.1',
      reason: 'manual',
      damaged: false,
    });
  });

  test('no time in a manifest › the time of the file', async () => {
    const folder = useFolder();
    const path = place(join(folder.path, 'old.rdb'), 'REDIS0009');
    utimesSync(path, new Date(at), new Date(at));
    expect(findBackup(folder, 'old').createdAt).toBe(at);
  });

  test('a snapshot and an archive of one name › the manifest decides which one it is', async () => {
    const folder = useFolder();
    await keep(folder, 'one', { kind: 'archive' });
    writeFileSync(join(folder.path, 'one.rdb'), 'REDIS0010');
    expect(findBackup(folder, 'one')).toMatchObject({ kind: 'archive', file: 'one.tar.gz' });
    rmSync(join(folder.path, 'one.info'));
    expect(findBackup(folder, 'one').kind).toBe('snapshot');
  });

  test('a manifest that was edited since it was cached › is read again', async () => {
    const folder = useFolder();
    await keep(folder, 'one', { note: 'first' });
    expect(findBackup(folder, 'one').note).toBe('first');
    const text = readFileSync(join(folder.path, 'one.info'), 'utf8');
    writeFileSync(join(folder.path, 'one.info'), text.replace('first', 'second, which is longer'));
    expect(findBackup(folder, 'one').note).toBe('second, which is longer');
  });
});

describe('backup folder', () => {
  test('backups of one moment › are sorted by time, then by name', () => {
    const all = [someBackup('a', at), someBackup('b', at), someBackup('c', '2026-11-21T10:00:00.000Z')];
    expect(all.toSorted(backupOrder()).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });

  test('a backup dated in the future by a wrong clock › comes after all others', () => {
    const all = [someBackup('future', '2999-01-01T00:00:00.000Z'), someBackup('past', '2020-01-01T00:00:00.000Z')];
    expect(all.toSorted(backupOrder()).map(({ name }) => name)).toEqual(['past', 'future']);
  });

  test('more backups than one turn reads › are all listed', async () => {
    const folder = useFolder();
    for (let number = 0; number < 230; number++) writeFileSync(join(folder.path, `b${number}.rdb`), 'REDIS0010');
    expect(await listFolder(folder)).toHaveLength(230);
  });

  test('an unknown name › NOT_FOUND', () => {
    expect(() => findBackup(useFolder(), 'none')).toThrow(
      'main has no backup "none". List its backups to see their names.',
    );
  });

  test('a deletion › removes both files and nothing else', async () => {
    const folder = useFolder();
    const backup = await keep(folder, 'one');
    await keep(folder, 'two');
    await removeBackup(folder, backup);
    expect(readdirSync(folder.path).toSorted()).toEqual(['two.info', 'two.rdb']);
  });
});

describe('changing a backup', () => {
  test('a new name › moves file and manifest, and keeps everything else', async () => {
    const folder = useFolder();
    const before = await keep(folder, 'one', { note: 'before the move', proofs: [goodVerification], pinned: true });
    const after = await changeBackup(folder, 'one', { to: 'two' });
    expect(after).toEqual({ ...before, name: 'two', file: 'two.rdb' });
    expect(readdirSync(folder.path).toSorted()).toEqual(['two.info', 'two.rdb']);
  });

  test.each([
    [{ note: 'new' }, { note: 'new', pinned: false }],
    [{ note: null }, { note: null, pinned: false }],
    [{ pinned: true }, { note: 'old', pinned: true }],
    [
      { to: 'one', pinned: true },
      { note: 'old', pinned: true },
    ],
    [{}, { note: 'old', pinned: false }],
  ])('%j › %j', async (change, expected) => {
    const folder = useFolder();
    await keep(folder, 'one', { note: 'old' });
    expect(await changeBackup(folder, 'one', change)).toMatchObject({ name: 'one', ...expected });
  });

  test('a name that is taken by a file without a manifest › ALREADY_EXISTS, and nothing changes', async () => {
    const folder = useFolder();
    await keep(folder, 'one');
    writeFileSync(join(folder.path, 'two.tar.gz'), 'x');
    await expect(changeBackup(folder, 'one', { to: 'two' })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(readdirSync(folder.path).toSorted()).toEqual(['one.info', 'one.rdb', 'two.tar.gz']);
  });

  test('a damaged backup › BACKUP_DAMAGED, so that its manifest is not rewritten', async () => {
    const folder = useFolder();
    await keep(folder, 'one');
    writeFileSync(join(folder.path, 'one.rdb'), 'REDIS');
    await expect(changeBackup(folder, 'one', { pinned: true })).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
  });
});

describe('a deletion that can be undone', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('within ten minutes › the backup is as before', async () => {
    const folder = useFolder();
    const before = await keep(folder, 'one', { note: 'kept' });
    await holdRemoved(folder, before);
    expect(await listFolder(folder)).toEqual([]);
    expect([...takenNames(folder)]).toEqual([]);
    expect(await restoreRemoved(folder, 'one')).toEqual(before);
    expect(readdirSync(folder.path).toSorted()).toEqual(['one.info', 'one.rdb']);
  });

  test('after ten minutes › the files are deleted, and the undo says so', async () => {
    const folder = useFolder();
    await holdRemoved(folder, await keep(folder, 'one'));
    await sweepRemoved(folder);
    expect(readdirSync(join(folder.path, '.removed')).toSorted()).toEqual(['one.info', 'one.rdb']);
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ['Date'] });
    await sweepRemoved(folder);
    expect(readdirSync(folder.path)).toEqual([]);
    await expect(restoreRemoved(folder, 'one')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('it was deleted more than ten minutes ago'),
    });
  });

  test('a new backup has its name › ALREADY_EXISTS, and both are kept', async () => {
    const folder = useFolder();
    await holdRemoved(folder, await keep(folder, 'one'));
    await keep(folder, 'one', { note: 'new' });
    await expect(restoreRemoved(folder, 'one')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(findBackup(folder, 'one').note).toBe('new');
    expect(existsSync(join(folder.path, '.removed/one.rdb'))).toBe(true);
  });

  test('two deletions, one undone › the other can still be undone', async () => {
    const folder = useFolder();
    for (const name of ['one', 'two']) await holdRemoved(folder, await keep(folder, name));
    await restoreRemoved(folder, 'two');
    expect(await restoreRemoved(folder, 'one')).toMatchObject({ name: 'one' });
    expect(existsSync(join(folder.path, '.removed'))).toBe(false);
  });

  test('a backup without a manifest › its data can be restored', async () => {
    const folder = useFolder();
    writeFileSync(join(folder.path, 'one.rdb'), 'REDIS0010');
    await holdRemoved(folder, findBackup(folder, 'one'));
    expect(await restoreRemoved(folder, 'one')).toMatchObject({ name: 'one', damaged: false });
  });
});

describe('retention › any backups and any limits', () => {
  const now = new Date('2026-11-20T12:00:00.000Z');
  const backups = fc
    .array(
      fc.record({
        hours: fc.integer({ min: 0, max: 24 * 90 }),
        sizeBytes: fc.integer({ min: 0, max: 1000 }),
        pinned: fc.boolean(),
        damaged: fc.boolean(),
        verified: fc.option(fc.boolean()),
      }),
      { maxLength: 12 },
    )
    .map((given) =>
      given
        .toSorted((a, b) => a.hours - b.hours)
        .map(({ hours, sizeBytes, pinned, damaged, verified }, index) =>
          someBackup(`b${index}`, new Date(now.getTime() - hours * 3600_000).toISOString(), {
            ...{ sizeBytes, pinned, damaged },
            proof: verified === null ? null : { ...goodVerification, ok: verified },
          }),
        ),
    );
  const limits = fc.record(
    {
      days: fc.integer({ min: 0, max: 90 }),
      count: fc.integer({ min: 0, max: 12 }),
      bytes: fc.integer({ min: 0, max: 5000 }),
    },
    { requiredKeys: [] },
  );

  test('partition › every backup is kept or removed, in order', () => {
    fc.assert(
      fc.property(backups, limits, (given, limit) => {
        const { remove, keep: kept } = planCleanup(given, limit, now);
        expect(new Set([...remove, ...kept])).toEqual(new Set(given));
        expect(remove.length + kept.length).toBe(given.length);
        expect(kept).toEqual(given.filter((backup) => kept.includes(backup)));
      }),
    );
  });

  test('protection › pinned backups and the newest verified one are kept', () => {
    fc.assert(
      fc.property(backups, limits, (given, limit) => {
        const { remove } = planCleanup(given, limit, now);
        const intact = given.filter(({ damaged }) => !damaged);
        const newest = intact.find(({ proof }) => proof?.ok) ?? intact[0];
        expect(remove.some(({ pinned }) => pinned)).toBe(false);
        if (newest) expect(remove).not.toContain(newest);
      }),
    );
  });

  test('no limit › nothing is removed', () => {
    fc.assert(
      fc.property(backups, (given) => {
        expect(planCleanup(given, {}, now).remove).toEqual([]);
      }),
    );
  });

  test('repeated › removes nothing more', () => {
    fc.assert(
      fc.property(backups, limits, (given, limit) => {
        const { keep: kept } = planCleanup(given, limit, now);
        expect(planCleanup(kept, limit, now).remove).toEqual([]);
      }),
    );
  });

  test('limits › unprotected backups above a limit are removed', () => {
    fc.assert(
      fc.property(backups, limits, (given, limit: CleanupLimits) => {
        const { keep: kept } = planCleanup(given, limit, now);
        const intact = given.filter(({ damaged }) => !damaged);
        const newest = intact.find(({ proof }) => proof?.ok) ?? intact[0];
        const free = kept.filter((backup) => !backup.pinned && backup !== newest);
        const oldest = now.getTime() - (limit.days ?? 0) * 86_400_000;
        if (limit.days !== undefined)
          for (const { createdAt } of free) expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(oldest);
        if (limit.count !== undefined)
          for (const backup of free) expect(given.indexOf(backup)).toBeLessThan(limit.count);
        const bytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
        if (limit.bytes !== undefined && bytes > limit.bytes) expect(free).toEqual([]);
      }),
    );
  });

  test('the result › names and bytes', () => {
    const [a, b] = [someBackup('a', at, { sizeBytes: 3 }), someBackup('b', at, { sizeBytes: 4 })];
    expect(cleanupResult({ remove: [a], keep: [b] })).toEqual({ removed: ['a'], kept: ['b'], freedBytes: 3 });
  });
});

describe('undo record', () => {
  const undoable: Undoable = { instance: 'main', what: 'flush', at, backup: null, safetyBackup: 'safety-1' };
  const useHome = () => {
    const environment = environmentOf(temporaryFolder());
    const folder = join(environment.home, 'redis/backups');
    return { environment, place: (name: string) => place(join(folder, `${name}.rdb`), 'REDIS0010'), folder };
  };

  test('its safety backup exists › is offered, and no longer after that was deleted', async () => {
    const { environment, ...home } = useHome();
    const path = home.place('safety-1');
    await writeUndoable(environment.home, undoable);
    expect(await readUndoable({ environment }, 'main')).toEqual(undoable);
    expect(await readUndoable({ environment }, 'acme')).toBeNull();
    rmSync(path);
    expect(await readUndoable({ environment }, 'main')).toBeNull();
  });

  test('a damaged record › is set aside and nothing is offered', async () => {
    const { environment } = useHome();
    const folder = join(environment.home, 'redis/desktop/undo');
    place(join(folder, 'main.json'), '{"instance":"main"}');
    expect(await readUndoable({ environment }, 'main')).toBeNull();
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^main\.json\.damaged-/)]);
  });

  test.each([null, { ...undoable, safetyBackup: 'safety-0' }])(
    'an operation that fails, with the record %j before › it is as before',
    async (before) => {
      const { environment, ...home } = useHome();
      for (const name of ['safety-0', 'safety-1']) home.place(name);
      if (before) await writeUndoable(environment.home, before);
      const op = keptContext();
      await noteUndoable({ environment }, op, undoable);
      expect(await readUndoable({ environment }, 'main')).toEqual(undoable);
      await undoAll(op.entries, onlyFiles);
      expect(await readUndoable({ environment }, 'main')).toEqual(before);
    },
  );
});

describe('watching backup folders', () => {
  test('ids › main and every id with a folder', async () => {
    const environment = environmentOf(temporaryFolder());
    expect(await idsWithBackups(environment)).toEqual(['main']);
    for (const name of ['acme', 'main', 'Not an id'])
      mkdirSync(join(environment.home, 'clients', name), { recursive: true });
    expect(await idsWithBackups(environment)).toEqual(['main', 'acme']);
  });

  test('a file of another program appears › one change of that instance', async () => {
    const environment = environmentOf(temporaryFolder());
    const folders = ['redis/backups', 'clients/acme/redis/backups'].map((name) => join(environment.home, name));
    for (const folder of folders) mkdirSync(folder, { recursive: true });
    const bus = createChangeBus();
    const changes: Change[] = [];
    bus.listen((change) => changes.push(change));
    onTestFinished(watchBackupFolders(environment, bus, 5));
    place(join(folders[1] ?? '', 'new.rdb'), 'REDIS0010');
    await waitFor('the change', () => changes.length > 0);
    expect(changes[0]).toEqual({ noun: 'backups', id: 'acme' });
  });

  test('a folder that is a file › counts as unchanged', async () => {
    const environment = environmentOf(temporaryFolder());
    place(join(environment.home, 'redis/backups'), '');
    place(join(environment.home, 'clients'), '');
    const stop = watchBackupFolders(environment, createChangeBus(), 5);
    await new Promise((resolve) => setTimeout(resolve, 20));
    stop();
    expect(statSync(join(environment.home, 'redis/backups')).isFile()).toBe(true);
  });
});
