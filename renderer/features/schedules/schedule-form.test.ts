import { expect, test } from 'vitest';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { formOf, formProblem, retentionOf, scheduleLine, timeOf } from './schedule-form.ts';

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
  expect(scheduleLine(formOf(weekly, null), weekly.id)).toBe(
    'manage.sh --action schedule-backup --schedule 0a1b2c3d --on monday --at 03:30 --kind archive --verify no --enabled no --all-clients',
  );
  expect(scheduleLine({ ...formOf(null, 'acme'), way: 'cron', keepAll: true }, null)).toBe(
    "manage.sh --action schedule-backup --instance acme --cron '30 3 * * 1-5'",
  );
});
