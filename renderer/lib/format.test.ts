import { describe, expect, test } from 'vitest';
import {
  bytes,
  bytesParts,
  count,
  duration,
  elapsed,
  exactTime,
  fullTime,
  ops,
  percent,
  percentValue,
  relativeTime,
  UNKNOWN,
} from './format.ts';

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

describe('huge and odd numbers', () => {
  test('bytes › beyond the largest unit › stays in it, without an exponent', () => {
    expect(bytes(2048 * 1024 ** 5)).toBe('2048 PB');
    expect(bytes(Number.MAX_SAFE_INTEGER)).toBe('8 PB');
  });

  test('bytesParts › unknown › no unit next to the dash', () => {
    expect(bytesParts(null)).toEqual({ value: UNKNOWN, unit: '' });
    expect(bytes(undefined)).toBe(UNKNOWN);
  });

  test('count › the largest exact number › every digit', () => {
    expect(count(Number.MAX_SAFE_INTEGER)).toBe('9,007,199,254,740,991');
    expect(count(-1234)).toBe('-1,234');
  });

  test('ops › a fraction › rounded like a count', () => {
    expect(ops(3412.4)).toBe('3,412 ops/s');
    expect(ops(0)).toBe('0 ops/s');
  });

  test('percent › chosen digits › only between 0 and 1', () => {
    expect(percent(0.5, 0)).toBe('50 %');
    expect(percent(1, 3)).toBe('100 %');
    expect(percent(1.25)).toBe('125.0 %');
    expect(percentValue(0.978)).toBe('97.8');
    expect(percentValue(null)).toBe(UNKNOWN);
  });

  test('duration › negative, as when clocks differ › 0 s', () => {
    expect(duration(-5)).toBe('0 s');
  });

  test('duration › years › in days', () => {
    expect(duration(3 * 365 * 86_400)).toBe('1095 d');
  });

  test('elapsed › around a unit › never 1000 ms or 60.0 s', () => {
    expect(elapsed(999.4)).toBe('999 ms');
    expect(elapsed(1000)).toBe('1.0 s');
    expect(elapsed(59_600)).toBe('1 min');
  });
});

describe('fullTime', () => {
  test('fullTime › a time › date and clock with two digits each', () => {
    expect(fullTime(new Date(2026, 0, 5, 3, 4, 9))).toBe('5 Jan 2026, 03:04:09');
  });

  test.each([null, undefined, '', 'soon', Number.NaN, new Date('x')])('fullTime › %s › a dash', (at) => {
    expect(fullTime(at)).toBe(UNKNOWN);
  });
});

test('exactTime › midnight and the turn of the year › the date it was then', () => {
  const newYear = new Date(2027, 0, 1, 0, 0, 0).getTime();
  expect(exactTime(newYear, newYear)).toBe('00:00:00');
  expect(exactTime(newYear - 1000, newYear)).toBe('31 Dec 2026');
  expect(exactTime(new Date(2027, 0, 2).getTime(), newYear)).toBe('2 Jan 00:00');
});

test('relativeTime › a clock that is a second ahead › just now, not in the future', () => {
  expect(relativeTime(1000, 0)).toBe('just now');
  expect(relativeTime(2000, 0)).toBe('in 2 s');
  expect(relativeTime(0, 59_499)).toBe('59 s ago');
});
