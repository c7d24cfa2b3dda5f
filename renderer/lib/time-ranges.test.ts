import { describe, expect, test } from 'vitest';
import { LONGEST, longerRange, rangeById, rangeForAge, ranges } from './time-ranges.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

test('ranges › all › each is longer than the one before, and the longest is what is kept', () => {
  for (const [index, { ms }] of ranges.entries()) expect(ms).toBeGreaterThan(ranges[index - 1]?.ms ?? 0);
  expect(ranges.at(-1)?.ms).toBe(LONGEST);
});

test('rangeById › an unknown id, as from an older version › one hour', () => {
  expect(rangeById('1y').id).toBe('1h');
  expect(rangeById('').id).toBe('1h');
  expect(rangeById('30d').ms).toBe(30 * DAY);
});

describe('longerRange', () => {
  test('longerRange › repeated › passes every range and stays at the longest', () => {
    const passed = ['5m'];
    for (let step = 0; step < ranges.length; step++) passed.push(longerRange(passed.at(-1) ?? ''));
    expect(passed).toEqual([...ranges.map(({ id }) => id), '90d']);
  });
});

describe('rangeForAge', () => {
  test.each([
    [0, '5m'],
    [15 * MINUTE - 1, '5m'],
    [15 * MINUTE, '1h'],
    [DAY - 1, '1h'],
    [DAY, '6h'],
    [7 * DAY - 1, '6h'],
    [7 * DAY, '24h'],
    [LONGEST, '24h'],
    // A clock that is slightly ahead.
    [-MINUTE, '5m'],
  ])('rangeForAge › %d ms ago › %s, as fine as the samples of that time', (age, id) => {
    expect(rangeForAge(age)).toBe(id);
  });
});
