import { expect, test } from 'vitest';
import { someBackup } from '../../../test/support/some-backup.ts';
import { previewSchedule } from './preview-schedule.ts';

const now = new Date('2026-11-19T12:00:00');
const daily = { kind: 'daily', at: '09:00' } as const;
const iso = (text: string) => new Date(text).toISOString();

test('previewSchedule › daily with a retention › shows the next runs and the backups that would be kept', () => {
  const retention = { last: 2, daily: 0, weekly: 0, monthly: 2 };
  const preview = previewSchedule({ when: daily, retention, taken: [], backups: [], now });
  expect(preview).toMatchObject({ problem: null, goes: [] });
  expect(preview.nextRuns).toHaveLength(5);
  expect(preview.nextRuns[0]).toBe(iso('2026-11-20T09:00:00'));
  expect(preview.kept).toEqual([iso('2026-11-19T09:00:00'), iso('2026-11-18T09:00:00'), iso('2026-10-31T09:00:00')]);
  expect(previewSchedule({ when: daily, retention: null, taken: [], backups: [], now }).kept).toBeNull();
});

test('previewSchedule › an invalid cron expression › reports the problem and no runs', () => {
  const when = { kind: 'cron', text: '0 25 * * *' } as const;
  expect(previewSchedule({ when, retention: null, taken: [], backups: [], now })).toEqual({
    problem: expect.stringContaining('The hour is “25”'),
    nextRuns: [],
    kept: null,
    goes: [],
  });
});

test('previewSchedule › backups of two instances › names the expired ones of each instance', () => {
  const taken = ['a', 'b'].flatMap((instance) => ['new', 'old'].map((name) => ({ instance, name })));
  const backups = taken.map(({ instance, name }) =>
    someBackup(name, iso(name === 'new' ? '2026-11-19T09:00:00' : '2026-11-18T09:00:00'), {
      instance,
      reason: 'scheduled',
    }),
  );
  const retention = { last: 1, daily: 0, weekly: 0, monthly: 0 };
  expect(previewSchedule({ when: daily, retention, taken, backups, now }).goes).toEqual([
    { instance: 'a', name: 'old' },
    { instance: 'b', name: 'old' },
  ]);
});
