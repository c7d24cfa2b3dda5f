import { expect, test } from 'vitest';
import { momentOf } from './moment.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');

test('a moment is taken as a link has it', () => {
  expect(momentOf('2026-11-22T11:58:07.250Z', now)).toBe(Date.parse('2026-11-22T11:58:07.250Z'));
  expect(momentOf('2026-11-22T12:58:07+01:00', now)).toBe(Date.parse('2026-11-22T11:58:07Z'));
  // What another clock, a little ahead, has written.
  expect(momentOf('2026-11-22T12:00:30Z', now)).toBe(now);
});

test('one that cannot be shown is told in a sentence', () => {
  for (const at of ['', 'banana', '12', '2026-13-01', '2026-11-22T25:00', '<b>', '1e9'])
    expect(momentOf(at, now)).toContain('is no time');
  expect(momentOf('2026-11-23T12:00:00Z', now)).toContain('still to come');
  expect(momentOf('2026-08-01', now)).toContain('90 days');
});
