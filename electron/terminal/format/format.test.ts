import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../shared/format/count.ts';
import { alignPairs, formatDuration, formatShare, formatTime } from './format.ts';

describe('formatBytes', () => {
  test.each([
    [0, '0 B'],
    [1, '1 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [991_128, '968 KB'],
    [1_048_524, '1 MB'],
    [2 * 1024 ** 3, '2 GB'],
    [1.25 * 1024 ** 4, '1.3 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('never has more than four figures before the unit, and is off by a twentieth at most', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        const [, figure = '', unit = ''] = /^(\d{1,4}(?:\.\d)?) (B|KB|MB|GB|TB|PB)$/.exec(formatBytes(bytes)) ?? [];
        const back = Number(figure) * 1024 ** ['B', 'KB', 'MB', 'GB', 'TB', 'PB'].indexOf(unit);
        expect(Math.abs(back - bytes)).toBeLessThanOrEqual(bytes / 20);
      }),
    );
  });
});

test('formatCount puts a comma before every three figures', () => {
  expect(formatCount(0)).toBe('0');
  expect(formatCount(999)).toBe('999');
  expect(formatCount(1000)).toBe('1,000');
  expect(formatCount(1_234_567.4)).toBe('1,234,567');
  fc.assert(fc.property(fc.maxSafeNat(), (value) => Number(formatCount(value).replaceAll(',', '')) === value));
});

test('counted', () => {
  expect(counted(1, 'key')).toBe('1 key');
  expect(counted(0, 'key')).toBe('0 keys');
  expect(counted(1200, 'entry', 'entries')).toBe('1,200 entries');
});

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [3600, '1 h'],
  [3605, '1 h'],
  [3 * 86_400 + 4 * 3600 + 59, '3 d 4 h'],
])('%d s is %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('formatShare', () => {
  expect(formatShare(0)).toBe('0.0 %');
  expect(formatShare(0.9339)).toBe('93.4 %');
});

test('formatTime is relative and exact', () => {
  const now = Date.parse('2026-11-19T14:32:00Z');
  expect(formatTime('2026-11-19T14:30:00Z', now)).toBe('2 min ago (2026-11-19 14:30:00 UTC)');
  expect(formatTime('2026-11-19T14:32:00Z', now)).toBe('just now (2026-11-19 14:32:00 UTC)');
  expect(formatTime('2026-11-19T14:33:00Z', now)).toBe('just now (2026-11-19 14:33:00 UTC)');
});

test('alignPairs begins every value in one column', () => {
  expect(
    alignPairs([
      ['a', '1'],
      ['long', '2'],
    ]),
  ).toEqual(['  a     1', '  long  2']);
  expect(alignPairs([])).toEqual([]);
});
