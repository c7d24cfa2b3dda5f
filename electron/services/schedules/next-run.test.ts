import { expect, test } from 'vitest';
import { lastDue, nextRun, pastRuns } from './next-run.ts';

const at = (text: string) => new Date(text);

test('nextRun › each kind of schedule › the next time is local', () => {
  const noon = at('2026-11-19T12:00:00');
  expect(nextRun({ kind: 'hours', every: 6 }, noon)).toEqual(at('2026-11-19T18:00:00'));
  expect(nextRun({ kind: 'daily', at: '09:00' }, noon)).toEqual(at('2026-11-20T09:00:00'));
  expect(nextRun({ kind: 'daily', at: '12:30' }, noon)).toEqual(at('2026-11-19T12:30:00'));
  // The 19th is a Thursday.
  expect(nextRun({ kind: 'weekly', day: 1, at: '03:30' }, noon)).toEqual(at('2026-11-23T03:30:00'));
  expect(nextRun({ kind: 'cron', text: '*/15 * * * *' }, noon)).toEqual(at('2026-11-19T12:15:00'));
  expect(nextRun({ kind: 'cron', text: '0 0 31 2 *' }, noon)).toBeNull();
  expect(() => nextRun({ kind: 'cron', text: 'every other day' }, noon)).toThrow();
});

test('lastDue › several missed runs › the last one is due once', () => {
  const daily = { kind: 'daily', at: '09:00' } as const;
  expect(lastDue(daily, at('2026-11-10T09:00:00'), at('2026-11-19T12:00:00'))).toEqual(at('2026-11-19T09:00:00'));
  expect(lastDue(daily, at('2026-11-19T09:00:00'), at('2026-11-19T12:00:00'))).toBeNull();
  expect(lastDue({ kind: 'hours', every: 5 }, at('2026-11-18T10:00:00'), at('2026-11-19T12:00:00'))).toEqual(
    at('2026-11-19T11:00:00'),
  );
  expect(lastDue({ kind: 'cron', text: '* * * * *' }, at('2020-01-01T00:00:00'), at('2026-11-19T12:00:30'))).toEqual(
    at('2026-11-19T12:00:00'),
  );
  expect(lastDue({ kind: 'cron', text: '0 4 1 * *' }, at('2026-01-15T00:00:00'), at('2026-11-19T12:00:00'))).toEqual(
    at('2026-11-01T04:00:00'),
  );
});

test('pastRuns › a frequent schedule › all recent times, and the last of each earlier day', () => {
  const noon = at('2026-11-19T12:00:00');
  const hourly = pastRuns({ kind: 'hours', every: 12 }, noon);
  expect(hourly.slice(0, 2)).toEqual([noon, at('2026-11-19T00:00:00')]);
  const daily = pastRuns({ kind: 'daily', at: '09:00' }, noon);
  expect(daily.slice(0, 2)).toEqual([at('2026-11-19T09:00:00'), at('2026-11-18T09:00:00')]);
  const often = pastRuns({ kind: 'cron', text: '*/5 * * * *' }, noon);
  expect(often.slice(0, 2)).toEqual([at('2026-11-19T11:55:00'), at('2026-11-19T11:50:00')]);
  expect(often).toContainEqual(at('2025-12-31T23:55:00'));
  expect(often).not.toContainEqual(at('2025-12-31T23:50:00'));
  expect(pastRuns({ kind: 'cron', text: '0 0 29 2 *' }, noon)[0]).toEqual(at('2024-02-29T00:00:00'));
});
