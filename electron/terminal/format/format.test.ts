import { expect, test } from 'vitest';
import { alignPairs, formatDuration, formatShare, formatTime } from './format.ts';

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [3600, '1 h'],
  [3605, '1 h'],
  [3 * 86_400 + 4 * 3600 + 59, '3 d 4 h'],
])('formatDuration › %d s › %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('formatShare › shares › percent with one digit', () => {
  expect(formatShare(0)).toBe('0.0 %');
  expect(formatShare(0.9339)).toBe('93.4 %');
});

test('formatTime › a time › relative and exact', () => {
  const now = Date.parse('2026-11-19T14:32:00Z');
  expect(formatTime('2026-11-19T14:30:00Z', now)).toBe('2 min ago (2026-11-19 14:30:00 UTC)');
  expect(formatTime('2026-11-19T14:32:00Z', now)).toBe('just now (2026-11-19 14:32:00 UTC)');
  expect(formatTime('2026-11-19T14:33:00Z', now)).toBe('just now (2026-11-19 14:33:00 UTC)');
});

test('alignPairs › values › begin in one column', () => {
  expect(
    alignPairs([
      ['a', '1'],
      ['long', '2'],
    ]),
  ).toEqual(['  a     1', '  long  2']);
  expect(alignPairs([])).toEqual([]);
});
