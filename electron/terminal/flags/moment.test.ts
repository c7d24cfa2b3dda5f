import { expect, test } from 'vitest';
import { moment } from './moment.ts';

test('moment › relative and exact › read as UTC', () => {
  const ago = Date.parse(moment.read('2h') ?? '');
  expect(Math.round((Date.now() - ago) / 60_000)).toBe(120);
  expect(moment.read('2026-11-22T09:00Z')).toBe('2026-11-22T09:00:00.000Z');
  expect(moment.read('2026-11-22T09:00:30+02:00')).toBe('2026-11-22T07:00:30.000Z');
  expect(moment.read('2026-11-22')).toBe(new Date(2026, 10, 22).toISOString());
  expect(moment.read('2026-11-22T09:00')).toBe(new Date(2026, 10, 22, 9).toISOString());
});

test.each(['', '2', 'h', '-2h', '2y', '999999h', 'yesterday', '2026-02-31', '2026-13-01', '2026-11-22T25:00', '../x'])(
  'moment › %s › refused',
  (given) => {
    expect(moment.read(given)).toBeNull();
  },
);
