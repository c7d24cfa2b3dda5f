import { expect, test } from 'vitest';
import { momentOf } from './moment.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');

test('momentOf › a valid time › is read with its zone and capped at now', () => {
  expect(momentOf('2026-11-22T11:58:07.250Z', now)).toBe(Date.parse('2026-11-22T11:58:07.250Z'));
  expect(momentOf('2026-11-22T12:58:07+01:00', now)).toBe(Date.parse('2026-11-22T11:58:07Z'));
  // A clock that is slightly ahead.
  expect(momentOf('2026-11-22T12:00:30Z', now)).toBe(now);
});

test('momentOf › an unusable time › returns a sentence with the reason', () => {
  for (const at of ['', 'banana', '12', '2026-13-01', '2026-11-22T25:00', '<b>', '1e9'])
    expect(momentOf(at, now)).toContain('is not a valid time');
  expect(momentOf('2026-11-23T12:00:00Z', now)).toContain('is in the future');
  expect(momentOf('2026-08-01', now)).toContain('90 days');
});
