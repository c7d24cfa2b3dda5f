import { describe, expect, test } from 'vitest';
import { bytes, bytesParts, count, duration, elapsed, exactTime, ops, percent, relativeTime } from './format.ts';

const KB = 1024;
const MB = 1024 * KB;
const GB = 1024 * MB;

describe('bytes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '0.98 KB'],
    [KB, '1 KB'],
    [96.4 * MB, '96.4 MB'],
    [812 * MB, '812 MB'],
    [2.44 * GB, '2.44 GB'],
    [2 * GB, '2 GB'],
    [999.4 * MB, '999 MB'],
    // Rounding to three digits gives "1000 MB".
    [999.6 * MB, '0.98 GB'],
    [1023 * MB, '1 GB'],
    [9.996 * MB, '10 MB'],
    [99.96 * MB, '100 MB'],
    [-3 * MB, '−3 MB'],
  ])('%d › %s', (value, text) => expect(bytes(value)).toBe(text));

  test('bytesParts › value with a unit › returns both separately', () =>
    expect(bytesParts(18.6 * MB)).toEqual({ value: '18.6', unit: 'MB' }));
});

test.each([
  [0, '0'],
  [418206, '418,206'],
  [12.6, '13'],
])('count › %d › %s', (value, text) => expect(count(value)).toBe(text));

test.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.978, '97.8 %'],
  [0.9999, '100.0 %'],
])('percent › %d › %s', (value, text) => expect(percent(value)).toBe(text));

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3600, '1 h'],
  [2 * 3600 + 45 * 60, '2 h 45 min'],
  [9 * 86_400 + 2 * 3600 + 59, '9 d 2 h'],
  [86_400, '1 d'],
])('duration › %d s › %s', (value, text) => expect(duration(value)).toBe(text));

test.each([
  [38.4, '38 ms'],
  [1240, '1.2 s'],
  [9949, '9.9 s'],
  [12_300, '12 s'],
])('elapsed › %d ms › %s', (value, text) => expect(elapsed(value)).toBe(text));

describe('times', () => {
  const now = new Date(2026, 10, 19, 14, 32, 0).getTime();
  const ago = (seconds: number) => now - seconds * 1000;

  test.each([
    [0, 'just now'],
    [48, '48 s ago'],
    [359, '5 min ago'],
    [2 * 3600, '2 h ago'],
    [9 * 86_400, '9 d ago'],
    [-7200, 'in 2 h'],
  ])('%d s before now › "%s"', (seconds, text) => expect(relativeTime(ago(seconds), now)).toBe(text));

  test('exactTime › today, this year, an earlier year › only the parts that differ from now', () => {
    expect(exactTime(ago(40), now)).toBe('14:31:20');
    expect(exactTime(new Date(2026, 10, 18, 17, 14, 5), now)).toBe('18 Nov 17:14');
    expect(exactTime(new Date(2025, 0, 2, 3, 4, 5), now)).toBe('2 Jan 2025');
  });

  test('times › not a date › shown as unknown', () => {
    expect(relativeTime('soon', now)).toBe('—');
    expect(exactTime(null, now)).toBe('—');
  });
});

test('formats › unknown value › a dash, never 0', () => {
  for (const format of [bytes, count, percent, ops, duration, elapsed]) {
    expect([null, undefined, Number.NaN, Number.POSITIVE_INFINITY].map((value) => format(value))).toEqual(
      Array(4).fill('—'),
    );
  }
});
