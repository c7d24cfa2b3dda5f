import { expect, test, vi } from 'vitest';
import type { Backup } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Retention, Schedule } from '../../../shared/contract/schedule.ts';
import { someBackup } from '../../../test/support/some-backup.ts';
import { createScheduleRunner } from './run-schedule.ts';
import type { Taken } from './schedule-file.ts';

type Deps = Parameters<typeof createScheduleRunner>[0];

const last = (count: number): Retention => ({ last: count, daily: 0, weekly: 0, monthly: 0 });
const weekly: Schedule = {
  id: 's',
  instance: 'main',
  when: { kind: 'weekly', day: 1, at: '03:00' },
  kind: 'snapshot',
  prove: true,
  retention: null,
  enabled: true,
  createdAt: '2026-11-01T00:00:00.000Z',
};
const busy = () =>
  new AppError('BUSY', 'main is busy.', {
    id: 'main',
    operation: 'x',
    face: 'terminal',
    pid: 1,
    since: '2026-11-01T00:00:00.000Z',
  });

/** Backups in memory; `create` may fail for an instance. */
function someHome(options: {
  readonly instances?: readonly string[] | Error;
  readonly backups?: readonly Backup[];
  readonly fails?: (instance: string) => Error | null;
  readonly failsToRemove?: string;
}) {
  const { instances = ['main'], fails = () => null, failsToRemove } = options;
  const stored = [...(options.backups ?? [])];
  const created: unknown[] = [];
  let number = 0;
  const deps = {
    catalogue: {
      all: async () => {
        if (instances instanceof Error) throw instances;
        return instances.map((id) => ({ id }));
      },
    },
    operations: { settled: async (begun: { backup: Backup }) => ({ result: begun.backup }) },
    backups: {
      async create(input: { instance: string }) {
        created.push(input);
        const error = fails(input.instance);
        if (error) throw error;
        number += 1;
        const at = new Date(Date.UTC(2026, 0, number)).toISOString();
        const backup = someBackup(`new-${number}`, at, { instance: input.instance, reason: 'scheduled' });
        stored.unshift(backup);
        return { backup };
      },
      list: async (instance: string) => stored.filter((one) => one.instance === instance),
      async remove(instance: string, name: string) {
        if (name === failsToRemove) throw new Error(`${name} cannot be deleted.`);
        stored.splice(
          stored.findIndex((one) => one.instance === instance && one.name === name),
          1,
        );
      },
    },
  };
  return { run: createScheduleRunner(deps as unknown as Deps), stored, created };
}

const scheduled = (name: string, day: number, change: Partial<Backup> = {}) =>
  someBackup(name, new Date(Date.UTC(2025, 10, day)).toISOString(), { reason: 'scheduled', ...change });
const own = (...names: readonly string[]): Taken[] => names.map((name) => ({ instance: 'main', name }));
const names = (backups: readonly { readonly name: string }[]) => backups.map(({ name }) => name);

test('scheduled run › one instance › takes a verified backup, and records it as its own', async () => {
  const { run, created } = someHome({});
  const { outcome, taken } = await run(weekly, [], 0);
  expect(created).toEqual([{ instance: 'main', kind: 'snapshot', verify: true, reason: 'scheduled' }]);
  expect(outcome).toEqual({ ok: true, message: '1 backup taken.', backups: own('new-1'), removed: [] });
  expect(taken).toEqual(own('new-1'));
});

test('scheduled run › retention › deletes only backups that this schedule took', async () => {
  const backups = [
    scheduled('mine-2', 20),
    scheduled('of-another', 19),
    scheduled('mine-1', 18),
    someBackup('manual', '2025-11-17T00:00:00.000Z'),
  ];
  const { run, stored } = someHome({ backups });
  const { outcome, taken } = await run({ ...weekly, retention: last(2) }, own('mine-2', 'mine-1', 'manual'), 0);
  expect(outcome).toMatchObject({ ok: true, message: '1 backup taken, 1 backup removed.', removed: own('mine-1') });
  expect(names(stored)).toEqual(['new-1', 'mine-2', 'of-another', 'manual']);
  expect(names(taken)).toEqual(['mine-2', 'manual', 'new-1']);
});

test('scheduled run › without a retention › deletes nothing', async () => {
  const { run, stored } = someHome({ backups: [scheduled('old', 1)] });
  await run(weekly, own('old'), 0);
  expect(names(stored)).toEqual(['new-1', 'old']);
});

test('scheduled run › backups that a person deleted or renamed › are no longer its own', async () => {
  const { run } = someHome({ backups: [scheduled('kept', 3)] });
  const other = { instance: 'acme', name: 'of-acme' };
  const { taken } = await run(weekly, [...own('gone', 'kept'), other], 0);
  expect(taken).toEqual([...own('kept'), other, ...own('new-1')]);
});

test('scheduled run › all tenants › one failure does not stop the others, and main is left out', async () => {
  const { run, created } = someHome({
    instances: ['main', 'a', 'b', 'c'],
    fails: (instance) => (instance === 'b' ? new Error('The disk of b is full.') : null),
  });
  const { outcome, taken } = await run({ ...weekly, instance: null }, [], 0);
  expect(created).toHaveLength(3);
  expect(outcome).toMatchObject({ ok: false, message: 'The disk of b is full.' });
  expect(outcome.backups.map(({ instance }) => instance)).toEqual(['a', 'c']);
  expect(taken.map(({ instance }) => instance)).toEqual(['a', 'c']);
});

test('scheduled run › no tenants, or an unreadable list of them › fails with the reason', async () => {
  const none = await someHome({ instances: ['main'] }).run({ ...weekly, instance: null }, [], 0);
  expect(none.outcome).toMatchObject({ ok: false, message: 'There are no tenants to back up.' });
  const unreadable = someHome({ instances: new Error('The list of tenants is damaged.') });
  const before = [{ instance: 'a', name: 'old' }];
  const { outcome, taken } = await unreadable.run({ ...weekly, instance: null }, before, 0);
  expect(outcome).toMatchObject({ ok: false, message: 'The list of tenants is damaged.' });
  // What an earlier run has taken stays recorded, otherwise retention would never delete it.
  expect(taken).toEqual(before);
});

test('scheduled run › a backup that fails verification › belongs to the schedule, but is no success', async () => {
  const damaged = new AppError('BACKUP_DAMAGED', 'new-x does not load.', { name: 'new-x', instance: 'main' } as never);
  const { run } = someHome({ backups: [scheduled('new-x', 20)], fails: () => damaged });
  const { outcome, taken } = await run(weekly, [], 0);
  expect(outcome).toMatchObject({ ok: false, message: 'new-x does not load.', backups: [] });
  expect(taken).toEqual(own('new-x'));
});

test('scheduled run › a busy instance › is tried again until the patience ends', async () => {
  vi.useFakeTimers();
  try {
    let tries = 0;
    const short = someHome({ fails: () => (++tries <= 3 ? busy() : null) });
    const done = short.run(weekly, [], 10_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await done).outcome).toMatchObject({ ok: true });
    expect(tries).toBe(4);

    const long = someHome({ fails: busy });
    const failed = long.run(weekly, [], 10_000);
    await vi.advanceTimersByTimeAsync(12_000);
    expect((await failed).outcome).toMatchObject({ ok: false, message: 'main is busy.' });
    expect(long.created.length).toBeGreaterThan(3);
  } finally {
    vi.useRealTimers();
  }
});

test('scheduled run › without patience, as when a person starts it › a busy instance fails immediately', async () => {
  const { run, created } = someHome({ fails: busy });
  const busyNow = { ok: false, message: 'main is busy.', failureCode: 'BUSY' };
  expect((await run(weekly, [], 0)).outcome).toMatchObject(busyNow);
  expect(created).toHaveLength(1);
});

test('scheduled run › a backup that cannot be deleted › is reported, and the deleted ones are too', async () => {
  const backups = [scheduled('c', 3), scheduled('b', 2), scheduled('a', 1)];
  const { run, stored } = someHome({ backups, failsToRemove: 'b' });
  const { outcome, taken } = await run({ ...weekly, retention: last(1) }, own('a', 'b', 'c'), 0);
  expect(names(stored)).toEqual(['new-1', 'b']);
  expect(outcome).toMatchObject({ ok: false, message: 'b cannot be deleted.', backups: own('new-1') });
  expect(names(outcome.removed)).toEqual(['c', 'a']);
  expect(names(taken)).toEqual(['b', 'new-1']);
});
