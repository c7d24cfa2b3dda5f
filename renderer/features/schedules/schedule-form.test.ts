import { expect, test } from 'vitest';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { formOf, formProblem, retentionOf, scheduleLine, timeOf } from './schedule-form.ts';
import * as schedulesWords from './words.ts';

const weekly: ScheduleState = {
  id: '0a1b2c3d-0000-4000-8000-000000000000',
  instance: null,
  when: { kind: 'weekly', day: 1, at: '03:30' },
  kind: 'archive',
  prove: false,
  retention: null,
  enabled: false,
  createdAt: '2026-11-19T12:00:00.000Z',
  nextRunAt: null,
  lastRun: null,
};

test('schedule form › an existing schedule › round-trips unchanged', () => {
  const form = formOf(weekly, 'main');
  expect(timeOf(form)).toEqual(weekly.when);
  expect(retentionOf(form)).toBeNull();
  expect(form).toMatchObject({ instance: null, kind: 'archive', prove: false, enabled: false });
  for (const when of [
    { kind: 'hours', every: 12 },
    { kind: 'daily', at: '23:59' },
    { kind: 'cron', text: '*/5 * * * *' },
  ] as const) {
    expect(timeOf(formOf({ ...weekly, when }, null))).toEqual(when);
  }
});

test('formProblem › invalid values › names the valid range', () => {
  const form = formOf(null, 'main');
  expect(formProblem(form)).toBeNull();
  expect(formProblem({ ...form, way: 'hours', every: '' })).toContain('1 to 720');
  expect(formProblem({ ...form, way: 'hours', every: 1.5 })).toContain('1 to 720');
  expect(formProblem({ ...form, at: '9:00' })).toContain('such as 09:00');
  expect(formProblem({ ...form, way: 'cron', at: '' })).toBeNull();
  expect(formProblem({ ...form, keep: { ...form.keep, daily: '' } })).toContain('0 to 1000');
  expect(formProblem({ ...form, keepAll: true, keep: { ...form.keep, daily: '' } })).toBeNull();
});

test('scheduleLine › any form › is the equivalent terminal line', () => {
  expect(scheduleLine(formOf(null, 'main'), null)).toBe(
    'manage.sh --action schedule-backup --at 09:00 --keep 3 --keep-daily 7 --keep-weekly 4 --keep-monthly 6',
  );
  expect(scheduleLine(formOf(weekly, null), weekly)).toBe(
    'manage.sh --action schedule-backup --schedule 0a1b2c3d --on monday --at 03:30 --kind archive --verify no --all-clients',
  );
  expect(scheduleLine({ ...formOf(null, 'acme'), way: 'cron', keepAll: true }, null)).toBe(
    "manage.sh --action schedule-backup --instance acme --cron '30 3 * * 1-5'",
  );
});

test('scheduleLine › an existing schedule is switched on or off › says so, as the CLI keeps what has no flag', () => {
  const off = formOf(weekly, null);
  expect(scheduleLine(off, weekly)).not.toContain('--enabled');
  expect(scheduleLine({ ...off, enabled: true }, weekly)).toContain('--enabled yes');
  expect(scheduleLine(off, { ...weekly, enabled: true })).toContain('--enabled no');
  expect(scheduleLine({ ...formOf(null, 'main'), enabled: false }, null)).toContain('--enabled no');
});

test('scheduleLine › an existing schedule moves to main › names main, which is the default only for a new one', () => {
  const form = formOf({ ...weekly, instance: 'acme' }, null);
  expect(scheduleLine({ ...form, instance: 'main' }, { ...weekly, instance: 'acme' })).toContain('--instance main');
  expect(scheduleLine(form, { ...weekly, instance: 'acme' })).not.toContain('--instance');
});

test('scheduleLine › an existing schedule keeps all from now on › no line, as the CLI would keep the old retention', () => {
  const kept = { ...weekly, retention: { last: 3, daily: 0, weekly: 0, monthly: 0 } };
  expect(scheduleLine({ ...formOf(kept, null), keepAll: true }, kept)).toBeNull();
  expect(scheduleLine({ ...formOf(kept, null), keepAll: true }, { ...kept, retention: null })).not.toBeNull();
  expect(scheduleLine({ ...formOf(null, 'main'), keepAll: true }, null)).not.toContain('--keep');
});

test.each(['00:00', '23:59', '09:05'])('formProblem › %s › is a time', (at) => {
  expect(formProblem({ ...formOf(null, 'main'), at })).toBeNull();
});

test.each(['24:00', '12:60', '', '09:00:00', ' 09:00', '9:00', 'noon'])('formProblem › %j › is no time', (at) => {
  expect(formProblem({ ...formOf(null, 'main'), at })).toBe(schedulesWords.enterATimeSuchAs09);
  expect(formProblem({ ...formOf(null, 'main'), way: 'weekly', at })).toBe(schedulesWords.enterATimeSuchAs09);
});

test('formProblem › hours and retention at their ends › are valid, beyond not', () => {
  const form = formOf(null, 'main');
  const hours = (every: number | string) => formProblem({ ...form, way: 'hours', every });
  expect([1, 720].map(hours)).toEqual([null, null]);
  expect([0, 721, -1, '6', Number.NaN].every((every) => hours(every) === schedulesWords.enter1To720HoursBetween)).toBe(
    true,
  );
  const kept = (last: number) => formProblem({ ...form, keep: { ...form.keep, last } });
  expect([kept(0), kept(1000)]).toEqual([null, null]);
  expect(kept(1001)).toBe(schedulesWords.enterRetentionValues);
});

test('formOf › switching the kind of time and back › loses no input', () => {
  const form = { ...formOf(null, 'main'), at: '07:30', cron: '0 1 * * *', every: 2 };
  for (const way of ['hours', 'cron', 'weekly', 'daily'] as const) {
    expect({ ...form, way }).toMatchObject({ at: '07:30', cron: '0 1 * * *', every: 2 });
  }
  expect(timeOf({ ...form, way: 'cron', cron: '  0 1 * * *  ' })).toEqual({ kind: 'cron', text: '0 1 * * *' });
});
