import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SchedulePreview, ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../test/support/components/live-statuses.ts';
import { show } from '../../../test/support/components/show.tsx';
import { someStatus } from '../../../test/support/some-status.ts';
import * as schedulesAlwaysWords from './always-words.ts';
import { removeSchedule, runningSchedules, runSchedule, runSummary, switchSchedule } from './do-schedule.ts';
import { scheduleDialog } from './schedule-dialog-state.ts';
import { ScheduleDrawer } from './schedule-drawer.tsx';
import { nextOf, schedulesOf } from './use-schedules.ts';
import * as schedulesWords from './words.ts';

const preview = (change: Partial<SchedulePreview> = {}): SchedulePreview => ({
  ...{ problem: null, nextRuns: ['2026-11-21T09:00:00.000Z'], kept: ['2026-11-20T09:00:00.000Z'], goes: [] },
  ...change,
});
const schedule: ScheduleState = {
  ...{
    id: '0a1b2c3d-0000-4000-8000-000000000000',
    instance: 'acme',
    when: { kind: 'daily', at: '03:30' },
    kind: 'snapshot',
  },
  ...{
    prove: true,
    retention: null,
    enabled: true,
    createdAt: '2026-11-19T12:00:00.000Z',
    nextRunAt: null,
    lastRun: null,
  },
};

const someRun = (change: Partial<ScheduleRun> = {}): ScheduleRun => ({
  ...{
    dueAt: '2026-11-20T09:00:00.000Z',
    startedAt: '2026-11-20T09:00:00.000Z',
    finishedAt: '2026-11-20T09:00:01.000Z',
  },
  ...{ missed: false, ok: true, message: '', backups: [], removed: [] },
  ...change,
});

beforeEach(() => core.reply({ schedules: { preview: () => preview(), list: () => [] } }));
afterEach(() => act(() => scheduleDialog.set(null)));

async function open(request: Parameters<typeof scheduleDialog.set>[0]) {
  await showStatuses(someStatus('main'), someStatus('acme', { port: 6381 }));
  const shown = show(<ScheduleDrawer />);
  act(() => scheduleDialog.set(request));
  return { ...shown, dialog: await screen.findByRole('dialog') };
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

describe('schedule drawer', () => {
  test('the same schedule exists › says so; another time or kind does not', async () => {
    const { when: _, ...rest } = schedule;
    core.reply({
      schedules: { preview: () => preview(), list: () => [{ ...rest, when: { kind: 'daily', at: '09:00' } }] },
    });
    const { user } = await open({ schedule: null, instance: 'acme' });
    expect(await screen.findByText(schedulesWords.sameScheduleExists)).toBeTruthy();
    await user.click(screen.getByText(schedulesWords.archive));
    await waitFor(() => expect(screen.queryByText(schedulesWords.sameScheduleExists)).toBeNull());
  });

  test('new › nothing changed › daily, verified, with a retention; saved as it is shown', async () => {
    core.reply({ schedules: { save: () => schedule } });
    await open({ schedule: null, instance: 'acme' });
    await waitFor(() => expect(button(schedulesWords.confirmSchedule).disabled).toBe(false));
    fireEvent.click(button(schedulesWords.confirmSchedule));
    await waitFor(() => expect(inputs('schedules.save')).toHaveLength(1));
    expect(inputs('schedules.save')[0]).toEqual({
      ...{ instance: 'acme', when: { kind: 'daily', at: '09:00' }, kind: 'snapshot', prove: true, enabled: true },
      retention: { last: 3, daily: 7, weekly: 4, monthly: 6 },
    });
    await waitFor(() => expect(scheduleDialog.get()).toBeNull());
    expect(await screen.findByText(schedulesWords.backupsOfTextScheduled('acme'))).toBeTruthy();
  });

  test('a time is missing › one sentence, and it cannot be saved, not even by Enter', async () => {
    const { dialog } = await open({ schedule: null, instance: 'acme' });
    await waitFor(() => expect(button(schedulesWords.confirmSchedule).disabled).toBe(false));
    fireEvent.change(screen.getByDisplayValue('09:00'), { target: { value: '' } });
    expect(dialog.textContent).toContain(schedulesWords.enterATimeSuchAs09);
    expect(button(schedulesWords.confirmSchedule).disabled).toBe(true);
    fireEvent.submit(button(schedulesWords.confirmSchedule).closest('form') as HTMLFormElement);
    expect(inputs('schedules.save')).toEqual([]);
  });

  test('a cron expression that the core cannot read › its sentence, and it cannot be saved', async () => {
    core.reply({
      schedules: {
        preview: ({ when }) =>
          preview(when.kind === 'cron' ? { problem: 'Minute 99 does not exist.', nextRuns: [] } : {}),
      },
    });
    const { dialog } = await open({ schedule: null, instance: 'acme' });
    fireEvent.click(screen.getByRole('radio', { name: schedulesWords.cron }));
    await waitFor(() => expect(dialog.textContent).toContain('Minute 99 does not exist.'));
    expect(button(schedulesWords.confirmSchedule).disabled).toBe(true);
  });

  test('the core refuses › the sentence in the drawer, which stays open with what was chosen', async () => {
    core.reply({
      schedules: {
        save: () => {
          throw failure('NOT_FOUND', 'There is no instance "acme".', { what: 'instance', id: 'acme' });
        },
      },
    });
    const { dialog } = await open({ schedule: null, instance: 'acme' });
    await waitFor(() => expect(button(schedulesWords.confirmSchedule).disabled).toBe(false));
    fireEvent.click(button(schedulesWords.confirmSchedule));
    await waitFor(() => expect(dialog.textContent).toContain('There is no instance "acme".'));
    expect(scheduleDialog.get()).not.toBeNull();
    expect(button(schedulesWords.tryAgain)).toBeTruthy();
  });

  test('existing › keeps its id and what the form does not show; the CLI line names it', async () => {
    core.reply({ schedules: { save: () => schedule } });
    const { dialog } = await open({ schedule: { ...schedule, enabled: false }, instance: null });
    expect(dialog.textContent).toContain('--schedule 0a1b2c3d');
    await waitFor(() => expect(button(schedulesWords.save).disabled).toBe(false));
    fireEvent.click(button(schedulesWords.save));
    await waitFor(() =>
      expect(inputs('schedules.save')[0]).toMatchObject({ id: schedule.id, enabled: false, retention: null }),
    );
  });

  test('existing, whose retention is turned off › no CLI line that would not do it', async () => {
    const kept = { ...schedule, retention: { last: 3, daily: 0, weekly: 0, monthly: 0 } };
    const { dialog } = await open({ schedule: kept, instance: null });
    expect(dialog.textContent).toContain('--keep 3');
    fireEvent.click(screen.getByRole('switch', { name: new RegExp(schedulesWords.deleteOlderBackups) }));
    expect(dialog.textContent).not.toContain('--action');
    expect(dialog.textContent).toContain(schedulesWords.noCliEquivalent);
  });
});

describe('actions on schedules', () => {
  test('run now › succeeds › what it did; while it runs it is marked as running', async () => {
    const run = someRun({ backups: [{ instance: 'acme', name: 'nightly-1' }], message: '1 backup taken.' });
    core.reply({
      schedules: {
        runNow: () => {
          expect(runningSchedules.get().has(schedule.id)).toBe(true);
          return run;
        },
      },
    });
    show(<p />);
    await act(() => runSchedule(schedule));
    expect(await screen.findByText('nightly-1. 1 backup taken.')).toBeTruthy();
    expect(runningSchedules.get().size).toBe(0);
  });

  test('run now › the run fails › a failure with its message, and Try again', async () => {
    core.reply({ schedules: { runNow: () => someRun({ ok: false, message: 'acme is not running.' }) } });
    show(<p />);
    await act(() => runSchedule(schedule));
    expect(await screen.findByText('acme is not running.')).toBeTruthy();
    expect(runningSchedules.get().size).toBe(0);
  });

  test('runSummary › several backups › the message; one › with its name', () => {
    const run = (names: readonly string[]) =>
      someRun({ backups: names.map((name) => ({ instance: 'a', name })), message: 'Done.' });
    expect([run([]), run(['x']), run(['x', 'y'])].map(runSummary)).toEqual(['Done.', 'x. Done.', 'Done.']);
  });

  test('switch off › sends everything else as it was', async () => {
    core.reply({ schedules: { save: () => schedule } });
    show(<p />);
    await act(() => switchSchedule(schedule, false));
    const { id, instance, when, kind, prove, retention } = schedule;
    expect(inputs('schedules.save')).toEqual([{ id, instance, when, kind, prove, retention, enabled: false }]);
  });

  test('remove › offers Undo, which restores it', async () => {
    core.reply({ schedules: { remove: () => schedule, undoRemove: () => schedule } });
    show(<p />);
    await act(() => removeSchedule(schedule));
    fireEvent.click(await screen.findByRole('button', { name: schedulesAlwaysWords.undo }));
    expect(await screen.findByText(schedulesAlwaysWords.scheduleOfScopeRestored('acme'))).toBeTruthy();
    expect(inputs('schedules.undoRemove')).toEqual([{ id: schedule.id }]);
  });
});

describe('schedules of an instance', () => {
  const all = [
    { ...schedule, id: 'own', nextRunAt: '2026-11-22T00:00:00.000Z' },
    { ...schedule, id: 'tenants', instance: null, nextRunAt: '2026-11-21T00:00:00.000Z' },
    { ...schedule, id: 'main', instance: 'main', nextRunAt: null },
  ];
  const ids = (instance: string | null) => schedulesOf(all, instance).map(({ id }) => id);

  test('schedulesOf › a tenant › also those of all tenants; main is none', () => {
    expect(ids('acme')).toEqual(['own', 'tenants']);
    expect(ids('beta')).toEqual(['tenants']);
    expect(ids('main')).toEqual(['main']);
    expect(ids(null)).toHaveLength(3);
  });

  test('nextOf › the earliest; none that will run › undefined', () => {
    expect(nextOf(all)?.id).toBe('tenants');
    expect(nextOf([])).toBeUndefined();
    expect(nextOf(all.slice(2))).toBeUndefined();
  });
});
