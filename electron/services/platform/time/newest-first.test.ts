import { expect, test } from 'vitest';
import { isFutureDated } from '../../../../shared/future-dated.ts';
import { newestFirst } from './newest-first.ts';

const NOW = Date.parse('2026-12-01T12:00:00.000Z');
const dated = (createdAt: string) => ({ createdAt });

test('newestFirst › dates in the future › come last, and the first is the newest', () => {
  const times = [
    '2030-01-01T00:00:00.000Z',
    '2026-11-01T00:00:00.000Z',
    '2026-12-02T00:00:00.000Z',
    '2026-12-01T11:59:59.000Z',
  ];
  const sorted = times.map(dated).sort(newestFirst(NOW));
  expect(sorted.map(({ createdAt }) => createdAt.slice(0, 10))).toEqual([
    '2026-12-01',
    '2026-11-01',
    '2030-01-01',
    '2026-12-02',
  ]);
});

test('newestFirst › a clock that is corrected by seconds › changes no order', () => {
  const soon = dated('2026-12-01T12:00:05.000Z');
  expect(isFutureDated(soon, NOW)).toBe(false);
  expect([dated('2026-12-01T11:00:00.000Z'), soon].sort(newestFirst(NOW))[0]).toBe(soon);
});
