import { constants } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { Backup } from '../../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { someEntry } from '../../../../test/support/fake-runtime.ts';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { environmentOf, managed, observerOf, place, writeConf } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { asManifest, findBackup, writeManifest } from '../store/backup-folder.ts';
import { damaged } from '../store/damaged.ts';
import { writeUndoable } from '../store/undo-record.ts';
import { canReach } from '../take/can-reach.ts';
import { isCrashing, requireAnswer } from './broken-server.ts';
import { previewNewTenant, previewRestore } from './preview-restore.ts';
import { highestDatabase } from './restore-new-tenant.ts';
import { undoOffer } from './undo-offer.ts';

const at = '2026-11-20T10:00:00.000Z';

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

test('a verified backup in a folder › is found with its verification', async () => {
  const folder = { path: temporaryFolder(), instance: 'main' };
  place(join(folder.path, 'one.rdb'), 'REDIS0010');
  await writeManifest(folder, 'one', asManifest(someBackup('one', at, { proofs: [goodVerification], sizeBytes: 9 })));
  expect(findBackup(folder, 'one').proof).toEqual(goodVerification);
});
