import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { orderOf, showCells } from '../../../test/support/components/show-cells.tsx';
import { commandOf, offerOf, someContext } from '../../../test/support/components/some-context.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { orpc } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { removeSchedule, runningSchedules, runSchedule, runSummary, switchSchedule } from './do-schedule.ts';
import { scheduleColumns } from './schedule-columns.tsx';
import { scheduleDialog, schedulesPlace } from './schedule-dialog-state.ts';
import './schedule-commands.ts';

const at = '2026-11-20T10:00:00.000Z';
const done: ScheduleRun = {
  ...{ dueAt: at, startedAt: at, finishedAt: at, missed: false, ok: true, message: '1 backup taken.' },
  backups: [{ instance: 'main', name: 'nightly' }],
  removed: [],
};
const hourly: ScheduleState = {
  ...{ id: '12345678-aaaa', instance: 'main', when: { kind: 'hours', every: 6 }, kind: 'snapshot', prove: true },
  ...{ retention: null, enabled: true, createdAt: at, nextRunAt: '2026-11-20T16:00:00.000Z', lastRun: null },
};

beforeEach(() => {
  queryClient.clear();
  scheduleDialog.set(null);
});

describe('cells of a schedule', () => {
  test('on, not run yet › when, what it takes, and its next run', () => {
    const { text } = cellsOf({});
    expect(text('when')).toMatch(/6 h/);
    expect(text('of')).toBe('main');
    expect(text('takes')).toBe('Snapshot, verified');
    expect(text('next')).not.toMatch(/off|never/i);
    expect(text('last')).toMatch(/not run yet/i);
  });

  test('all tenants, unverified › said so', () => {
    const { text } = cellsOf({ instance: null, prove: false, kind: 'archive' });
    expect(text('of')).toMatch(/all tenants/i);
    expect(text('takes')).toMatch(/^Archive, not verified$/i);
  });

  test('switched off › no next run, even if one is known', () => {
    expect(cellsOf({ enabled: false }).text('next')).toMatch(/switched off/i);
    expect(cellsOf({ nextRunAt: null }).text('next')).toMatch(/never/i);
  });

  test.each([
    [done, /^done/i],
    [{ ...done, missed: true }, /^ran late/i],
    [{ ...done, ok: false, message: 'The disk is full.' }, /^failed/i],
  ])('last run %o › its result', (lastRun, words) => {
    expect(cellsOf({ lastRun }).text('last')).toMatch(words);
  });

  test('it runs now › running, whatever the last result was', () => {
    const { text } = showCells(scheduleColumns(new Set([hourly.id])), { ...hourly, lastRun: done });
    expect(text('last')).toMatch(/^running/i);
  });

  test('order › the next run, and those that are on before those that are off', () => {
    const rows = {
      a: { ...hourly, enabled: false },
      b: { ...hourly, nextRunAt: '2026-11-20T12:00:00.000Z' },
    };
    expect(orderOf(scheduleColumns(new Set()), 'next', rows)).toEqual(['b', 'a']);
    expect(orderOf(scheduleColumns(new Set()), 'on', rows)).toEqual(['b', 'a']);
  });
});

describe('what is done with a schedule', () => {
  test('switched off › saved with all its other values', async () => {
    core.reply({ schedules: { save: () => ({ ...hourly, enabled: false }), list: () => [] } });
    await switchSchedule(hourly, false);
    const { id, instance, when, kind, prove, retention } = hourly;
    expect(inputsOf('schedules.save')).toEqual([{ id, instance, when, kind, prove, retention, enabled: false }]);
  });

  test('run now › marked as running until its end, and the backup is named', async () => {
    let end: (run: ScheduleRun) => void = () => undefined;
    core.reply({
      schedules: {
        runNow: () =>
          new Promise<ScheduleRun>((resolve) => {
            end = resolve;
          }),
      },
    });
    show(<div />);
    const running = runSchedule(hourly);
    await waitFor(() => expect(inputsOf('schedules.runNow')).toEqual([{ id: hourly.id }]));
    expect(runningSchedules.get().has(hourly.id)).toBe(true);
    end(done);
    await running;
    expect(runningSchedules.get().has(hourly.id)).toBe(false);
    expect(await screen.findByText('nightly. 1 backup taken.')).toBeTruthy();
  });

  test('run now › it fails › the reason, and it no longer counts as running', async () => {
    core.reply({ schedules: { runNow: () => ({ ...done, ok: false, message: 'The disk is full.' }) } });
    show(<div />);
    await runSchedule(hourly);
    expect(await screen.findByText(/The disk is full\./)).toBeTruthy();
    expect(runningSchedules.get().size).toBe(0);
  });

  test('removed › says that the backups are kept, and Undo restores it', async () => {
    core.reply({ schedules: { remove: () => hourly, undoRemove: () => hourly } });
    const { user } = show(<div />);
    await removeSchedule(hourly);
    expect(await screen.findByText(/backups are kept/i)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(inputsOf('schedules.undoRemove')).toEqual([{ id: hourly.id }]));
  });

  test.each([
    [[{ instance: 'main', name: 'a' }], 'a. Done.'],
    [
      [
        { instance: 'main', name: 'a' },
        { instance: 'shop', name: 'b' },
      ],
      'Done.',
    ],
    [[], 'Done.'],
  ])('summary of %o › names a single backup only', (backups, summary) => {
    expect(runSummary({ ...done, backups, message: 'Done.' })).toBe(summary);
  });
});

describe('schedule commands', () => {
  const main = someContext(someStatus('main'));

  test('schedule › a new one of the instance, or of all tenants', () => {
    commandOf('instance.schedule').run(main);
    expect(scheduleDialog.get()).toEqual({ schedule: null, instance: 'main' });
    commandOf('schedules.tenants').run(main);
    expect(scheduleDialog.get()).toEqual({ schedule: null, instance: null });
  });

  test('run › only if the instance has a schedule, by the start of its id', () => {
    expect(offerOf('instance.run-schedule', main)).toBe(false);
    queryClient.setQueryData(orpc.schedules.list.queryKey(), [hourly] as never);
    expect(offerOf('instance.run-schedule', main)).toBe(true);
    expect(commandOf('instance.run-schedule').terminalLine?.(main)).toBe(
      'manage.sh --action run-schedule --schedule 12345678',
    );
    expect(offerOf('instance.run-schedule', someContext(someStatus('shop')))).toBe(false);
  });

  test('disconnected › disabled with the reason', () => {
    queryClient.setQueryData(orpc.schedules.list.queryKey(), [hourly] as never);
    const offline = { ...main, connected: false };
    for (const id of ['instance.schedule', 'instance.run-schedule', 'schedules.tenants'])
      expect(typeof offerOf(id, offline)).toBe('string');
  });

  test.each([
    [null, '/backups?tab=schedules'],
    ['shop', '/backups/shop?tab=schedules'],
  ])('the page of the schedules of %s › %s', (instance, place) => {
    expect(schedulesPlace(instance)).toBe(place);
  });
});

function cellsOf(change: Partial<ScheduleState>) {
  return showCells(scheduleColumns(new Set()), { ...hourly, ...change });
}

function inputsOf(wanted: string): readonly unknown[] {
  return core.calls.filter(({ procedure }) => procedure === wanted).map(({ input }) => input);
}
