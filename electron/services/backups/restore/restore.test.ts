import { constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { Backup } from '../../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { someEntry } from '../../../../test/support/fake-runtime.ts';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import {
  environmentOf,
  keptContext,
  managed,
  observerOf,
  place,
  writeConf,
} from '../../../../test/support/some-instance.ts';
import { onlyFiles } from '../../../../test/support/some-operations.ts';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { undoAll } from '../../operations/undo/undo.ts';
import type { DataFiles } from '../../redis/data/data-files.ts';
import { parseInfo } from '../../redis/info/info.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { asManifest, findBackup, writeManifest } from '../store/backup-folder.ts';
import { damaged } from '../store/damaged.ts';
import { writeUndoable } from '../store/undo-record.ts';
import { canReach } from '../take/can-reach.ts';
import { flushCalls, flushUnwritten } from '../take/flush-command.ts';
import { leavesDump, restoreDumpState, savesForArchive } from '../take/restore-dump-state.ts';
import type { SaveTask } from '../take/save-task.ts';
import type { Saving } from '../take/verified-save.ts';
import { decideData, requireOpenChoice } from '../verify/decide-data.ts';
import { requireKnownFormat } from '../verify/load-need.ts';
import { layOut } from '../verify/work-copy.ts';
import { byteProgress } from '../work/copy-progress.ts';
import { withWorkFolder } from '../work/work-folder.ts';
import { isCrashing, requireAnswer } from './broken-server.ts';
import { previewNewTenant, previewRestore } from './preview-restore.ts';
import { highestDatabase } from './restore-new-tenant.ts';
import { stagePath, swapData, swapUndo, sweepStages } from './swap-data.ts';
import { undoOffer } from './undo-offer.ts';

const at = '2026-11-20T10:00:00.000Z';
const names: DataFiles = {
  ...{ rdb: 'dump.rdb', aofFolder: 'appendonlydir', aof: 'appendonly.aof' },
  ...{ usesAof: false, saves: true, databases: 16 },
};

/** The files of a data folder with their content, without those of a restore. */
function dataOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith('.restore-'))
      .toSorted()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

describe('swap of the data files', () => {
  const oldFiles = fc.subarray([
    'dump.rdb',
    'appendonly.aof',
    'appendonlydir/a.manifest',
    'appendonlydir/a.base',
    'nodes.conf',
    'mine.txt',
  ]);
  const newFiles = fc.subarray(['dump.rdb', 'appendonly.aof'], { minLength: 1 });

  async function prepare(data: string, before: readonly string[], after: readonly string[]) {
    for (const name of before) place(join(data, name), `old ${name}`);
    const stage = stagePath(data, 'id');
    const folder = join(stage, 'new');
    for (const name of after) place(join(folder, name), `new ${name}`);
    const prepared = { folder, names: after, databases: null };
    const undo = await swapUndo(data, stage, names, prepared);
    return { stage, prepared, undo };
  }

  test('any files before and after › exactly the new data can be loaded, other files stay', async () => {
    await fc.assert(
      fc.asyncProperty(oldFiles, newFiles, (before, after) =>
        inTemporaryFolder(async (data) => {
          const { stage, prepared } = await prepare(data, before, after);
          await swapData(data, stage, names, prepared, keptContext());
          const others = before.filter((name) => name === 'nodes.conf' || name === 'mine.txt');
          expect(dataOf(data)).toEqual(
            Object.fromEntries(
              [
                ...after.map((name) => [name, `new ${name}`]),
                ...others.map((name) => [name, `old ${name}`]),
              ].toSorted(),
            ),
          );
        }),
      ),
      { numRuns: 25 },
    );
  });

  test('any files, undone after or before the swap › exactly the old data', async () => {
    await fc.assert(
      fc.asyncProperty(oldFiles, newFiles, fc.boolean(), (before, after, swapped) =>
        inTemporaryFolder(async (data) => {
          const { stage, prepared, undo } = await prepare(data, before, after);
          const expected = dataOf(data);
          if (swapped) await swapData(data, stage, names, prepared, keptContext());
          await undoAll(undo, onlyFiles);
          expect(dataOf(data)).toEqual(expected);
        }),
      ),
      { numRuns: 25 },
    );
  });

  test('temporary files of a save that was killed › are removed, with a line in the log', async () => {
    const data = temporaryFolder();
    const { stage, prepared } = await prepare(data, ['dump.rdb'], ['dump.rdb']);
    const [halves, kept] = [
      ['temp-812.rdb', 'temp-rewriteaof-9.aof', 'temp-rewriteaof-bg-9.aof'],
      ['temp-x.rdb', 'temp-1.txt'],
    ];
    for (const name of [...halves, ...kept]) place(join(data, name), name);
    const op = keptContext();
    await swapData(data, stage, names, prepared, op);
    expect(Object.keys(dataOf(data))).toEqual(['dump.rdb', ...kept.toSorted()]);
    expect(op.logged).toHaveLength(3);
  });

  test('stages of earlier restores › are swept, other hidden folders are not', async () => {
    const data = temporaryFolder();
    place(join(data, '.restore-a/old/dump.rdb'));
    place(join(data, '.mine/file'));
    await sweepStages(data);
    expect(readdirSync(data)).toEqual(['.mine']);
    await expect(sweepStages(join(data, 'none'))).resolves.toBeUndefined();
  });
});

async function useInstance(status: Partial<InstanceStatus> = {}, conf: readonly string[] = ['port 6500']) {
  const environment = environmentOf(temporaryFolder());
  writeConf(environment, 'main', ...conf);
  const instance = await managed(environment);
  const deps = {
    environment,
    observer: observerOf(fakeServer(), status),
    catalogue: { all: async () => [instance], one: async () => instance, recoverableUntil: async () => null },
    planTenant: async () => ({ steps: [], make: async () => undefined, tidy: async () => undefined }),
  } as unknown as BackupDeps;
  return { environment, instance, deps };
}

const noFolder = { instance: 'main', path: '/none' };

describe('restore preview', () => {
  const preview = async (backup: Partial<Backup>, status: Partial<InstanceStatus> = {}, conf?: readonly string[]) => {
    const { deps } = await useInstance(status, conf);
    const one = someBackup('one', at, { sizeBytes: 1000, ...backup });
    return previewRestore(deps, noFolder, one, 'main');
  };

  test('a running target › its current keys next to the backup, and twice the size', async () => {
    const databases = [{ index: 0, keys: 7, expires: 1, averageTtlMs: 5 }];
    expect(await preview({ keys: 3 }, { databases })).toMatchObject({
      into: 'main',
      now: { state: 'running', keys: 7, databases: [{ index: 0, keys: 7, expires: 1 }], connectedClients: 1 },
      problem: null,
      warning: null,
      neededBytes: 2000,
    });
  });

  test('a stopped target › its keys are unknown', async () => {
    expect((await preview({}, { state: 'stopped' })).now.keys).toBeNull();
  });

  test.each<[string, Partial<Backup>, Partial<InstanceStatus>, RegExp]>([
    ['a damaged backup', { damaged: true, damage: 'it is empty' }, {}, /^It is damaged: it is empty\.$/],
    ['a target that is not installed', {}, { runtime: null }, /^main is not installed/],
    [
      'more databases than the target has',
      { databases: [{ index: 20, keys: 1, expires: 0 }] },
      {},
      /database 20, and main has 16 databases/,
    ],
    ['a newer Redis', { redisVersion: '7.4.0' }, { version: '6.0.9' }, /Redis 7\.4\.0 wrote it, and main runs 6\.0\.9/],
    [
      'a replica',
      {},
      { replication: { role: 'replica', masterHost: '10.0.0.1', masterPort: 1, link: 'up' } },
      /replica/,
    ],
  ])('%s › the problem', async (_, backup, status, problem) => {
    expect((await preview(backup, status)).problem).toMatch(problem);
  });

  test('more databases in redis.conf › no problem', async () => {
    const backup = { databases: [{ index: 20, keys: 1, expires: 0 }] };
    expect((await preview(backup, {}, ['port 6500', 'databases 32'])).problem).toBeNull();
  });

  test('more memory than the limit › how many keys would be evicted', async () => {
    const memory = { usedBytes: 0, peakBytes: 0, limitBytes: 1_000_000 };
    const { warning } = await preview({ memoryBytes: 4_000_000, keys: 1000 }, { memory });
    expect(warning).toContain('about 750 of its 1,000 keys would be evicted');
    expect((await preview({ memoryBytes: 4_000_000 }, { memory })).warning).toContain('keys would be evicted');
    expect((await preview({ memoryBytes: 900_000 }, { memory })).warning).toBeNull();
  });

  test('a new tenant › missing, with the limit of the form', async () => {
    const { deps } = await useInstance();
    const backup = someBackup('one', at, { memoryBytes: 4 * 1024 ** 2 });
    const input = { id: 'acme', generatePassword: false, memory: '2mb' };
    expect(await previewNewTenant(deps, noFolder, backup, input)).toMatchObject({
      into: 'acme',
      now: { state: 'missing', keys: 0 },
      warning: expect.stringContaining('acme has a limit of 2'),
    });
    expect((await previewNewTenant(deps, noFolder, backup, { ...input, memory: '0' })).warning).toBeNull();
  });

  test('databases › the highest one with keys', () => {
    expect(highestDatabase({ databases: null })).toBe(-1);
    expect(highestDatabase({ databases: [] })).toBe(-1);
    expect(highestDatabase({ databases: [5, 3].map((index) => ({ index, keys: 1, expires: 0 })) })).toBe(5);
  });
});

describe('undo offer', () => {
  const later = (change: Partial<ActivityEvent>): ActivityEvent => ({
    ...{
      id: 'e',
      at: '2026-11-20T11:00:00.000Z',
      finishedAt: null,
      instance: 'main',
      kind: 'flush',
      title: 'Flush main',
    },
    ...{ detail: null, backup: null, face: 'terminal', outcome: 'succeeded', level: 'info' },
    ...change,
  });
  const offer = async (items: readonly ActivityEvent[]) => {
    const { environment, deps } = await useInstance();
    const folder = { path: join(environment.home, 'redis/backups'), instance: 'main' };
    place(join(folder.path, 'safety-1.rdb'), 'REDIS0010');
    const databases = [{ index: 0, keys: 7, expires: 0 }];
    await writeManifest(folder, 'safety-1', asManifest(someBackup('safety-1', at, { databases, sizeBytes: 9 })));
    await writeUndoable(environment.home, {
      instance: 'main',
      what: 'restore',
      at,
      backup: 'b',
      safetyBackup: 'safety-1',
    });
    return undoOffer({ ...deps, activity: { list: async () => ({ items }) } }, 'main');
  };

  test('no later change › the state before the restore', async () => {
    expect(await offer([])).toEqual({
      ...{ instance: 'main', what: 'restore', at, backup: 'b', safetyBackup: 'safety-1' },
      ...{ asOf: at, keys: 7, newer: null },
    });
  });

  test('nothing was restored or flushed › null', async () => {
    const { deps } = await useInstance();
    expect(await undoOffer(deps, 'main')).toBeNull();
  });

  test.each([
    ['a later flush', [later({})], 'Flush main'],
    [
      'keys dropped by another program',
      [later({ kind: 'keys-dropped', title: 'Keys dropped', outcome: null })],
      'Keys dropped',
    ],
    ['a failed one', [later({ outcome: 'failed' })], null],
    ['the restore itself', [later({ at })], null],
    ['a failed one, then a successful one', [later({ outcome: 'failed' }), later({ title: 'Second' })], 'Second'],
  ])('%s › newer: %s', async (_, items, title) => {
    expect((await offer(items))?.newer?.title ?? null).toBe(title);
  });
});

describe('a server that cannot be backed up', () => {
  const problem = {
    code: 'WRONG_PASSWORD',
    message: 'The password is wrong.',
    fix: 'Correct it.',
    since: null,
  } as const;

  test('it runs and does not answer › NOT_RUNNING with the fix', async () => {
    const { instance, deps } = await useInstance({ problem, version: null, state: 'unhealthy' });
    await expect(requireAnswer(deps, instance)).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: 'main cannot be backed up now: The password is wrong. Correct it.',
    });
  });

  test('it has a problem and answers, or is stopped › can be backed up', async () => {
    const { environment, instance, deps } = await useInstance({ problem });
    await expect(requireAnswer(deps, instance)).resolves.toBeUndefined();
    const stopped = await managed(environment, 'main', { entry: someEntry('main', { state: 'stopped' }) });
    await expect(requireAnswer(deps, stopped)).resolves.toBeUndefined();
  });

  test('crash loop › only a running entry with that problem', async () => {
    const { environment } = await useInstance();
    const crashing = someEntry('main', { problem: { ...problem, code: 'CRASHED' } });
    expect(isCrashing(await managed(environment, 'main', { entry: crashing }))).toBe(true);
    expect(isCrashing(await managed(environment, 'main', { entry: { ...crashing, state: 'stopped' } }))).toBe(false);
    expect(isCrashing(await managed(environment, 'main', { entry: null }))).toBe(false);
  });

  test('access › a volume of Docker never, an existing folder, a missing one', async () => {
    const { environment, instance } = await useInstance();
    const folder = temporaryFolder();
    const inVolume = await managed(environment, 'main', { entry: someEntry('main', { runtime: CONTAINERS }) });
    expect(await canReach(inVolume, folder, constants.R_OK)).toBe(false);
    expect(await canReach(instance, folder, constants.R_OK)).toBe(true);
    expect(await canReach(instance, join(folder, 'none'), constants.R_OK)).toBe(false);
  });

  test('a damaged backup › the error says that nothing was changed', () => {
    expect(damaged(someBackup('one', at), 'it is empty.').message).toBe(
      'The backup "one" of main is damaged: it is empty. Nothing was changed. Restore another backup.',
    );
  });
});

describe('choice of a data set', () => {
  const contents = { form: 'aof', path: 'a.manifest', decidedBy: 'dates', found: [], warnings: [] } as const;
  const archive = someBackup('one', at, { kind: 'archive' });

  test.each([
    [archive, 'rdb', true],
    [{ ...archive, contents: { ...contents, found: [], warnings: [] } }, 'aof', true],
    [{ ...archive, contents: { ...contents, found: [], warnings: [] } }, 'a.manifest', true],
    [{ ...archive, contents: { ...contents, found: [], warnings: [] } }, 'rdb', false],
    [someBackup('one', at), 'rdb', true],
    [someBackup('one', at), 'aof', false],
    [someBackup('one', at), null, true],
  ])('case %# › allowed: %s', (backup, choice, allowed) => {
    const check = () => requireOpenChoice(backup, choice);
    if (allowed) expect(check).not.toThrow();
    else expect(check).toThrow(/uses its (RDB|AOF) .*, as its manifest records/);
  });

  test('a snapshot and a decided archive › are not read again', async () => {
    const folder = { path: temporaryFolder(), instance: 'main' };
    for (const backup of [someBackup('one', at), { ...archive, contents: { ...contents, found: [], warnings: [] } }])
      expect(await decideData({} as BackupDeps, folder, backup, null, keptContext())).toBe(backup);
  });

  test('a format that is too new › BACKUP_UNSUITABLE, because the backup may be intact', () => {
    const check = (output: string) => requireKnownFormat(archive, output, { version: '7.0.15' });
    expect(() => check("Can't handle RDB format version 12")).toThrow(
      /RDB version 12, which Redis 7\.0\.15 cannot load: |it has RDB version 12/,
    );
    expect(() => check('Short read')).not.toThrow();
  });
});

describe('work folders', () => {
  test('success, failure › the folder is gone, and so is its undo entry', async () => {
    const path = join(temporaryFolder(), 'work');
    const op = keptContext();
    expect(await withWorkFolder(path, op, async () => existsSync(path) && op.entries.length)).toBe(1);
    await expect(
      withWorkFolder(path, op, async () => {
        place(join(path, 'inside/file'), 'x');
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    expect([existsSync(path), op.entries]).toEqual([false, []]);
  });

  test.each([
    [{ settings: { databases: '32' } }, 32],
    [{}, 1024],
    [{ databases: [{ index: 2000, keys: 1, expires: 0 }] }, 2001],
    [{ settings: { databases: '4' }, databases: [{ index: 9, keys: 1, expires: 0 }] }, 10],
  ])('a snapshot with %j › %i databases', async (change, databases) => {
    const root = temporaryFolder();
    const path = place(join(root, 'one.rdb'), 'REDIS0010');
    mkdirSync(join(root, 'work'));
    const copy = await layOut(path, someBackup('one', at, change), join(root, 'work'), keptContext());
    expect(copy).toMatchObject({ useAof: false, names: { rdb: 'dump.rdb', databases } });
    expect(readFileSync(join(root, 'work/dump.rdb'), 'utf8')).toBe('REDIS0010');
  });

  test('an archive without a chosen data set › an error', async () => {
    await expect(layOut('/x', archiveBackup(), temporaryFolder(), keptContext())).rejects.toThrow(
      'no data set was chosen',
    );
  });
});

describe('dump of a server that keeps none', () => {
  const taskOf = (kind: SaveTask['kind'], keepDump = false) => ({ kind, keepDump }) as SaveTask;
  const quiet = { ...names, saves: false };

  test.each([
    ['snapshot', quiet, false, true],
    ['snapshot', names, false, false],
    ['snapshot', quiet, true, false],
    ['archive', quiet, false, true],
    ['archive', { ...quiet, usesAof: true }, false, false],
  ] as const)('%s of %j › leaves a dump', (kind, files, keepDump, leaves) => {
    expect(leavesDump(taskOf(kind, keepDump), files)).toBe(leaves);
  });

  test('an archive of a server with an AOF only › needs no save', () => {
    expect(savesForArchive({ ...quiet, usesAof: true })).toBe(false);
    expect(savesForArchive({ ...names, usesAof: true })).toBe(true);
  });

  test.each(['older', null])('the dump before was %s › it is as before, also after a failure', async (before) => {
    for (const fails of [false, true]) {
      const dataFolder = temporaryFolder();
      if (before) place(join(dataFolder, 'dump.rdb'), before);
      const op = keptContext();
      const saving = { dataFolder, op } as unknown as Saving;
      const taking = restoreDumpState(taskOf('snapshot'), saving, quiet, async () => {
        // Redis writes a temporary file and renames it.
        renameSync(place(join(dataFolder, 'temp-1.rdb'), 'of the backup'), join(dataFolder, 'dump.rdb'));
        if (fails) throw new Error('no space');
        return 'taken';
      });
      if (fails) {
        await expect(taking).rejects.toThrow('no space');
        await undoAll(op.entries, onlyFiles);
      } else expect(await taking).toBe('taken');
      expect(dataOf(dataFolder)).toEqual(before ? { 'dump.rdb': before } : {});
    }
  });
});

describe('flush command', () => {
  const state = { runId: 'run-1', changes: 3, saves: 2 };

  test('the script flushes › no plain command is sent', async () => {
    const server = fakeServer();
    server.replies.EVAL = 1;
    expect(await flushUnwritten(server.link, 'all', state)).toBe(true);
    expect(server.received[0]).toBe('CLIENT UNPAUSE');
    expect(server.received[1]).toMatch(/^EVAL .* 0 3 2 all$/s);
    expect(server.received).toHaveLength(2);
  });

  test('a write came in between › false, and nothing else is sent', async () => {
    const server = fakeServer();
    server.replies.EVAL = 0;
    expect(await flushUnwritten(server.link, 3, { ...state, saves: null })).toBe(false);
    expect(server.received[1]).toMatch(/ 0 3 {2}3$/);
    expect(server.received).toHaveLength(2);
  });

  test.each([
    ['all', ['FLUSHALL']],
    [3, ['SELECT 3', 'FLUSHDB']],
  ] as const)('scripts are forbidden, %s › plain commands', async (database, expected) => {
    const server = fakeServer();
    server.replies.EVAL = new Error('NOPERM');
    expect(await flushUnwritten(server.link, database, state)).toBe(true);
    expect(server.received.slice(2)).toEqual(expected);
  });

  test('everything is forbidden › the error of the server', async () => {
    const server = fakeServer();
    server.replies.EVAL = new Error('NOPERM eval');
    server.replies.FLUSHALL = new Error('NOPERM flushall');
    await expect(flushUnwritten(server.link, 'all', state)).rejects.toThrow('NOPERM flushall');
  });

  test('calls so far › of both commands', () => {
    expect(flushCalls(parseInfo('cmdstat_flushall:calls=2,usec=9\r\ncmdstat_flushdb:calls=3,usec=1\r\n'))).toBe(5);
    expect(flushCalls(parseInfo('cmdstat_get:calls=2\r\n'))).toBe(0);
  });
});

test('byte progress › at most every 50 ms, and always the end', () => {
  const op = keptContext();
  const report = byteProgress(op, 1000);
  for (let bytes = 0; bytes <= 1000; bytes += 10) report(bytes);
  expect(op.details.length).toBeLessThan(10);
  expect(op.details.at(-1)).toMatch(/^0\.98 KB of 0\.98 KB, /);
});

test('a verified backup in a folder › is found with its verification', async () => {
  const folder = { path: temporaryFolder(), instance: 'main' };
  place(join(folder.path, 'one.rdb'), 'REDIS0010');
  await writeManifest(folder, 'one', asManifest(someBackup('one', at, { proofs: [goodVerification], sizeBytes: 9 })));
  expect(findBackup(folder, 'one').proof).toEqual(goodVerification);
});

function archiveBackup(): Backup {
  return someBackup('one', at, { kind: 'archive' });
}
