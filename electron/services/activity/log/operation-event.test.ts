import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { operationKind } from '../../../../shared/contract/operation.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { someOperation } from '../../../../test/support/some-operations.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import type { Backups } from '../../backups/backups.ts';
import { recordRemovals } from '../watch/record-removals.ts';
import { operationDetail } from './operation-detail.ts';
import { recordOperations } from './operation-event.ts';

const detail = (kind: Operation['kind'], result: unknown) => operationDetail({ kind, result } as Operation);

function recorder() {
  const events: ActivityEvent[] = [];
  return { events, record: async (event: ActivityEvent) => void events.push(event) };
}

describe('the detail of an operation', () => {
  test('every kind without a result › has none', () => {
    for (const kind of operationKind.options) expect(detail(kind, null), kind).toEqual({ text: null, backup: null });
  });

  test('settings › changed, reverted to a default, set to nothing, or unchanged', () => {
    const applied = [
      { directive: 'maxmemory', from: '1073741824', to: '2147483648' },
      { directive: 'save', from: '900 1', to: '' },
      { directive: 'timeout', from: '5', to: null },
      { directive: 'x-unknown', from: '1073741824', to: '1' },
    ];
    expect(detail('config', { applied, restarted: true, safetyBackup: 'safe' })).toEqual({
      text: 'maxmemory 1gb → 2gb, save 900 1 → "", timeout 5 → default, x-unknown 1073741824 → 1; restarted',
      backup: 'safe',
    });
    expect(detail('config', { applied: [], restarted: false, safetyBackup: null }).text).toBe('Nothing changed');
  });

  test('a backup › says whether it was verified, and never that a failed one was', () => {
    const of = (change: object) =>
      detail('backup', someBackup('b', '2026-11-22T12:00:00.000Z', { sizeBytes: 2048, ...change })).text;
    expect(of({ keys: 1 })).toMatch(/^b, .*, 1 key, not verified$/);
    expect(of({ keys: null, proof: goodVerification })).toMatch(/^b, [^,]+, verified$/);
    expect(of({ proof: { ...goodVerification, ok: false, message: 'It does not load.' } })).toContain(
      'verification failed: It does not load.',
    );
  });

  test('a restore and a flush › name the safety backup that Undo uses', () => {
    expect(detail('restore', { backup: 'b', keys: 0, safetyBackup: null })).toEqual({ text: 'b, 0 keys', backup: 'b' });
    expect(detail('restore', { backup: 'b', keys: 2, safetyBackup: 's' }).text).toBe('b, 2 keys; safety backup s');
    expect(detail('flush', { database: 3, removedKeys: 1, safetyBackup: 's' })).toEqual({
      text: '1 key removed from database 3; safety backup s',
      backup: 's',
    });
    expect(detail('flush', { database: 'all', removedKeys: 7, safetyBackup: null }).text).toBe(
      '7 keys removed from all databases',
    );
  });

  test('a removal › of nothing, with and without the data', () => {
    expect(detail('uninstall', { changed: false }).text).toBe('Nothing to remove');
    expect(detail('uninstall', { removedData: true, safetyBackup: 's' }).text).toBe('Data removed; safety backup s');
    expect(detail('destroy-client', { removedData: false, safetyBackup: null }).text).toBe('Data kept');
  });

  test('isolation › reached, blocked, failed to run and nothing to probe are four results', () => {
    const of = (ok: boolean, ...outcomes: readonly string[]) =>
      detail('isolation-proof', { ok, probes: outcomes.map((outcome) => ({ outcome })) }).text;
    expect(of(true)).toBe('No running tenants to probe');
    expect(of(true, 'blocked', 'blocked')).toBe('2 probes, all blocked');
    expect(of(false, 'reached', 'blocked')).toBe('1 of 2 probes reached another tenant');
    expect(of(false, 'blocked', 'failed')).toBe('2 probes, some failed to run');
  });

  test('a start › without a version or port › leaves them out', () => {
    expect(detail('start', someStatus()).text).toBe('Redis 7.0.15, process, port 6500');
    expect(detail('start', someStatus('main', { version: null, port: null })).text).toBe('process');
  });

  test('keys › skipped and changed ones are counted separately', () => {
    expect(detail('change-keys', { changed: 1, skipped: 0 }).text).toBe('1 key changed');
    expect(detail('undo-keys', { changed: 0, skipped: 2 }).text).toBe(
      '0 keys restored; 2 keys skipped, because other clients changed them',
    );
    expect(detail('change-keys', { changed: 3, skipped: 1 }).text).toContain(
      '1 key skipped, because other clients changed it',
    );
  });
});

const nothing = async () => ({ items: [], more: false, unreadable: 0 });

describe('the event of an operation', () => {
  const ended = async (operation: Operation) => {
    const { events, record } = recorder();
    await recordOperations({ record, list: nothing }).ended(operation);
    return events[0];
  };

  test('succeeded, failed and cancelled › differ in outcome and level', async () => {
    const error = { code: 'BUSY', message: 'main is busy.', data: {} } as unknown as Operation['error'];
    const finishedAt = '2026-11-20T10:00:09.000Z';
    expect(
      await ended(someOperation({ state: 'succeeded', finishedAt, result: someStatus() } as Partial<Operation>)),
    ).toMatchObject({ outcome: 'succeeded', level: 'info', finishedAt, detail: 'Redis 7.0.15, process, port 6500' });
    expect(await ended(someOperation({ state: 'failed', error }))).toMatchObject({
      outcome: 'failed',
      level: 'fail',
      detail: 'main is busy.',
    });
    expect(await ended(someOperation({ state: 'cancelled', error: null }))).toMatchObject({
      outcome: 'cancelled',
      level: 'warn',
      detail: null,
    });
  });

  test('succeeded with a warning › shows it after the result', async () => {
    const at = '2026-11-20T10:00:05.000Z';
    const log: Operation['log'] = [
      { at, text: 'Using the local image.', level: 'info' },
      { at, text: 'Port 6381 is taken. Using port 6382.', level: 'warning' },
    ];
    const succeeded = someOperation({ state: 'succeeded', log, result: someStatus() } as Partial<Operation>);
    expect(await ended(succeeded)).toMatchObject({
      outcome: 'succeeded',
      level: 'warn',
      detail: 'Redis 7.0.15, process, port 6500. Port 6381 is taken. Using port 6382.',
    });
  });

  test('a failed operation with a result of an earlier step › claims no success', async () => {
    const failed = someOperation({
      kind: 'backup',
      state: 'failed',
      error: null,
      result: someBackup('b', '2026-11-20T10:00:00.000Z'),
    } as Partial<Operation>);
    expect(await ended(failed)).toMatchObject({ detail: null, backup: null, outcome: 'failed' });
  });

  test('a journal without its process › the operation is on record › only where it has succeeded there', async () => {
    const { events, record } = recorder();
    const list = async () => ({ items: [...events], more: false, unreadable: 0 });
    const operations = recordOperations({ record, list });
    const succeeded = someOperation({ id: 'op-1', state: 'succeeded', result: someStatus() } as Partial<Operation>);
    await operations.ended(succeeded);
    await operations.ended(someOperation({ id: 'op-2', state: 'cancelled', error: null }));
    const on = (id: string) => operations.hasSucceeded({ id, instance: 'main' });
    expect([await on('op-1'), await on('op-2'), await on('op-3')]).toEqual([true, false, false]);
  });

  test('interrupted by a crash › rolled back or completed › has the client that recovered it', async () => {
    const { events, record } = recorder();
    const { cutOff } = recordOperations({ record, list: nothing });
    const journal = { instance: 'acme', operation: 'flush', notedAt: new Date('2026-11-20T10:00:00.000Z') };
    await cutOff(journal, 'desktop', 'undone');
    await cutOff(journal, 'terminal', 'completed');
    await cutOff({ ...journal, operation: 'of-a-later-version' }, 'terminal', 'undone');
    expect(events).toMatchObject([
      {
        kind: 'flush',
        instance: 'acme',
        face: 'desktop',
        outcome: 'failed',
        level: 'fail',
        at: '2026-11-20T10:00:00.000Z',
      },
      { kind: 'flush', face: 'terminal', outcome: 'succeeded', level: 'warn' },
      { kind: 'repair', outcome: 'failed' },
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });
});

describe('recorded removals', () => {
  const removed = { sizeBytes: 2048 };
  const some = (change: object) =>
    recordRemovals({ list: async () => [], ...change } as unknown as Backups, log, 'terminal');
  let log = recorder();

  test('a deleted backup › undoable or not › is recorded after it is deleted', async () => {
    log = recorder();
    const backups = some({ remove: async () => removed });
    expect(await backups.remove('main', 'b', { undoable: true })).toBe(removed);
    await backups.remove('main', 'c');
    expect(log.events).toMatchObject([
      { kind: 'delete-backup', backup: 'b', instance: 'main', detail: expect.stringContaining('can be undone') },
      { backup: 'c', detail: expect.stringContaining('freed') },
    ]);
  });

  test('a backup that could not be deleted › leaves no event', async () => {
    log = recorder();
    const backups = some({ remove: () => Promise.reject(new Error('denied')) });
    await expect(backups.remove('main', 'b')).rejects.toThrow('denied');
    expect(log.events).toEqual([]);
  });

  test('a clean-up › a dry run or one that deletes nothing › leaves no event', async () => {
    log = recorder();
    let names: readonly string[] = ['a', 'b'];
    const backups = some({ cleanup: async () => ({ removed: names, freedBytes: 10 }) });
    const options = { instance: 'main', dryRun: true } as unknown as Parameters<Backups['cleanup']>[0];
    await backups.cleanup(options);
    expect(log.events).toEqual([]);
    await backups.cleanup({ ...options, dryRun: false });
    expect(log.events).toMatchObject([
      { title: 'Clean-up deleted 2 backups of main', detail: expect.stringContaining('a, b') },
    ]);
    names = [];
    await backups.cleanup({ ...options, dryRun: false });
    expect(log.events).toHaveLength(1);
  });
});
