import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { connection } from '../../client/api.ts';
import { runningSchedules } from './do-schedule.ts';
import { NextSchedule } from './next-schedule.tsx';
import { scheduleDialog } from './schedule-dialog-state.ts';
import { SchedulesPane } from './schedules-pane.tsx';
import * as schedulesWords from './words.ts';

const connected = connection.get();
const run = (change: Partial<ScheduleRun> = {}): ScheduleRun => ({
  ...{ dueAt: '2026-11-20T09:00:00.000Z', startedAt: '2026-11-20T09:00:00.000Z', missed: false, ok: true },
  ...{ finishedAt: '2026-11-20T09:00:01.000Z', message: '1 backup taken.', backups: [], removed: [] },
  ...change,
});
const schedule = (id: string, change: Partial<ScheduleState> = {}): ScheduleState => ({
  ...{ id, instance: 'main', when: { kind: 'daily', at: '03:30' }, kind: 'snapshot', prove: true, enabled: true },
  ...{ retention: null, createdAt: '2026-11-19T12:00:00.000Z', nextRunAt: '2026-11-21T03:30:00.000Z', lastRun: null },
  ...change,
});
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

beforeEach(() => core.reply({ operations: { list: () => [] } }));
afterEach(() =>
  act(() => {
    connection.set(connected);
    scheduleDialog.set(null);
    runningSchedules.set(new Set());
  }),
);

async function open(schedules: readonly ScheduleState[], instance: string | null = null) {
  core.reply({ schedules: { list: () => [...schedules] } });
  const shown = show(<SchedulesPane instance={instance} />);
  if (schedules.length > 0) await screen.findAllByRole('row');
  return shown;
}
const rowOf = (text: string) => {
  const row = screen.getAllByRole('row').find((one) => one.textContent?.includes(text));
  if (!row) throw new Error(`no row with ${text}`);
  return row;
};

describe('schedules', () => {
  test('schedules › each kind › its time, its scope and what it keeps', async () => {
    await open([
      schedule('a'),
      schedule('b', { instance: null, when: { kind: 'hours', every: 6 }, kind: 'archive', prove: false }),
      schedule('c', {
        when: { kind: 'cron', text: '0 3 * * 1-5' },
        retention: { last: 3, daily: 7, weekly: 0, monthly: 0 },
      }),
    ]);
    expect(rowOf('Daily at 03:30').textContent).toContain('verified');
    expect(button('More for main, Daily at 03:30')).toBeTruthy();
    expect(rowOf('Every 6 hours').textContent).toContain(schedulesWords.allTenants);
    expect(rowOf('Every 6 hours').textContent).toContain(schedulesWords.notVerified);
    expect(rowOf('0 3 * * 1-5').textContent).toContain('the last 3, 7 days');
  });

  test('schedules › switched off, never due, failed and late › four different words', async () => {
    await open([
      schedule('a', { when: { kind: 'daily', at: '01:00' }, enabled: false, nextRunAt: null }),
      schedule('b', { when: { kind: 'daily', at: '02:00' }, nextRunAt: null }),
      schedule('c', {
        when: { kind: 'daily', at: '03:00' },
        lastRun: run({ ok: false, message: 'The disk is full.' }),
      }),
      schedule('d', { when: { kind: 'daily', at: '04:00' }, lastRun: run({ missed: true }) }),
    ]);
    expect(rowOf('01:00').textContent).toContain(schedulesWords.switchedOff);
    expect(rowOf('02:00').textContent).toContain(schedulesWords.never);
    expect(rowOf('03:00').textContent).toContain(schedulesWords.failed);
    expect(document.body.textContent).toContain('The disk is full.');
    expect(rowOf('04:00').textContent).toContain(schedulesWords.ranLate);
  });

  test('schedules › of one instance › with those of all tenants, but main is no tenant', async () => {
    const all = [
      schedule('a', { instance: 'acme' }),
      schedule('b', { instance: null, when: { kind: 'daily', at: '05:00' } }),
    ];
    const { unmount } = await open(all, 'acme');
    expect(screen.getAllByRole('switch')).toHaveLength(2);
    unmount();
    show(<SchedulesPane instance="main" />);
    expect(await screen.findByText(schedulesWords.noBackupsOfInstanceAreScheduled('main'))).toBeTruthy();
  });

  test('schedules › before the answer, and without one › no claim that there are none', async () => {
    core.reply({ schedules: { list: () => new Promise<ScheduleState[]>(() => undefined) } });
    const { unmount } = show(<SchedulesPane instance={null} />);
    expect(screen.queryByText(schedulesWords.noBackupsAreScheduledYet)).toBeNull();
    unmount();
    core.reply({
      schedules: {
        list: () => {
          throw failure('NOT_FOUND', 'The file cannot be read.', { what: 'file', id: 'x' });
        },
      },
    });
    show(<SchedulesPane instance={null} />);
    expect((await screen.findByRole('alert')).textContent).toContain('The file cannot be read.');
    expect(button('Try again')).toBeTruthy();
  });

  test('switch › off › saves the schedule as it was but for that; a refusal is shown', async () => {
    const { user } = await open([schedule('a', { retention: { last: 1, daily: 2, weekly: 3, monthly: 4 } })]);
    core.reply({ schedules: { save: () => schedule('a', { enabled: false }) } });
    await user.click(screen.getByRole('switch', { name: schedulesWords.enableTheScheduleOfInstance('main') }));
    await waitFor(() => expect(inputs('schedules.save')).toHaveLength(1));
    expect(inputs('schedules.save')[0]).toEqual({
      ...{ id: 'a', instance: 'main', when: { kind: 'daily', at: '03:30' }, kind: 'snapshot', prove: true },
      ...{ retention: { last: 1, daily: 2, weekly: 3, monthly: 4 }, enabled: false },
    });
    core.reply({
      schedules: {
        save: () => {
          throw failure('NOT_FOUND', 'There is no schedule "a".', { what: 'schedule', id: 'a' });
        },
      },
    });
    await user.click(screen.getByRole('switch', { name: schedulesWords.enableTheScheduleOfInstance('main') }));
    expect(await screen.findByText('There is no schedule "a".')).toBeTruthy();
  });

  test('run now › while it runs › the row says so and it cannot be started twice', async () => {
    let end: (ended: ScheduleRun) => void = () => undefined;
    core.reply({ schedules: { runNow: () => new Promise<ScheduleRun>((resolve) => (end = resolve)) } });
    const { user } = await open([schedule('a')]);
    await user.click(
      within(rowOf('03:30')).getByRole('button', { name: schedulesWords.runTheScheduleOfInstanceNow('main') }),
    );
    await waitFor(() => expect(rowOf('03:30').textContent).toContain(schedulesWords.running));
    await user.click(
      within(rowOf('03:30')).getByRole('button', { name: schedulesWords.runTheScheduleOfInstanceNow('main') }),
    );
    expect(inputs('schedules.runNow')).toEqual([{ id: 'a' }]);
    await act(async () => end(run({ backups: [{ instance: 'main', name: 'daily-1' }] })));
    expect(await screen.findByText('daily-1. 1 backup taken.')).toBeTruthy();
    await waitFor(() => expect(rowOf('03:30').textContent).not.toContain(schedulesWords.running));
  });

  test('disconnected › nothing can be switched or run, and the rows stay', async () => {
    await open([schedule('a', { lastRun: run({ ok: false, message: 'It failed.' }) })]);
    act(() => connection.set({ state: 'reconnecting', since: 0 }));
    expect(screen.getByRole<HTMLInputElement>('switch', { name: /Enable/ }).disabled).toBe(true);
    expect(button(schedulesWords.runNow).disabled).toBe(true);
    expect(rowOf('03:30')).toBeTruthy();
  });

  test('none › the button opens the form for this instance', async () => {
    const { user } = await open([], 'acme');
    await user.click(await screen.findByRole('button', { name: schedulesWords.scheduleBackups }));
    expect(scheduleDialog.get()).toEqual({ schedule: null, instance: 'acme' });
    expect(document.body.textContent).toMatch(/--(instance|client-id) acme/);
  });
});

describe('next schedule', () => {
  async function next(schedules: readonly ScheduleState[]) {
    core.reply({ schedules: { list: () => [...schedules] } });
    const shown = show(<NextSchedule instance="main" />);
    return { ...shown, line: await screen.findByRole('button') };
  }

  test('next schedule › none › opens the form', async () => {
    const { user, line } = await next([]);
    await user.click(line);
    expect(scheduleDialog.get()).toEqual({ schedule: null, instance: 'main' });
  });

  test('next schedule › several › the earliest one, and a failed one is named first', async () => {
    const { line } = await next([
      schedule('late', { when: { kind: 'daily', at: '23:00' }, nextRunAt: '2026-11-21T23:00:00.000Z' }),
      schedule('soon', {
        when: { kind: 'daily', at: '01:00' },
        nextRunAt: '2026-11-21T01:00:00.000Z',
        lastRun: run({ ok: false }),
      }),
    ]);
    expect(line.textContent).toMatch(/^The last run failed\. Daily at 01:00/);
  });

  test('next schedule › switched off › says so, in number; the failure of one that is off does not count', async () => {
    const off = { enabled: false, nextRunAt: null, lastRun: run({ ok: false }) };
    const one = await next([schedule('a', off)]);
    expect(one.line.textContent).toBe('The schedule is switched off');
    one.unmount();
    const two = await next([schedule('a', off), schedule('b', off)]);
    expect(two.line.textContent).toBe('The schedules are switched off');
  });

  test('next schedule › on, but its expression never matches › is not called switched off', async () => {
    const { line } = await next([schedule('a', { nextRunAt: null, when: { kind: 'cron', text: '0 0 30 2 *' } })]);
    expect(line.textContent).not.toContain('switched off');
    expect(line.textContent).toBe(schedulesWords.neverRunsAgain);
  });
});
