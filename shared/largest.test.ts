import { expect, test } from 'vitest';
import { largest } from './largest.ts';

test('largest › half a million values › the largest of them', () => {
  const values = Array.from({ length: 500_000 }, (_, at) => at % 1000);
  values[333_333] = 4711;
  expect(largest(values)).toBe(4711);
});

test('largest › no value, or smaller ones › the given minimum', () => {
  expect(largest([])).toBe(Number.NEGATIVE_INFINITY);
  expect(largest([], 0)).toBe(0);
  expect(largest([-7, -3], 0)).toBe(0);
  expect(largest(new Set([-7, -3]))).toBe(-3);
});

test('largest › a value that is no number › ignored', () => {
  expect(largest([1, Number.NaN, 2])).toBeNaN();
});
