import { expect, test } from 'vitest';
import { differenceConfidence, intervalOf, overlap } from './statistics.ts';

// By the tables of Student's t-distribution.
test('confidence interval › five samples › is the one of Student’s t', () => {
  const { low, high } = intervalOf([9, 10, 11, 12, 13]) ?? { low: 0, high: 0 };
  expect(low).toBeCloseTo(9.036757, 5);
  expect(high).toBeCloseTo(12.963243, 5);
});

test('confidence interval › two samples › uses the quantile 12.706', () => {
  const { low, high } = intervalOf([1, 2]) ?? { low: 0, high: 0 };
  expect((high - low) / 2).toBeCloseTo(12.7062 * 0.5, 3);
});

test('confidence interval › one sample › is unknown and overlaps everything', () => {
  expect(intervalOf([5])).toBeNull();
  expect(overlap(null, { low: 1, high: 2 })).toBe(true);
});

test('difference › two sets › the confidence is that of Welch’s test', () => {
  // Two pairs with equal variances have two degrees of freedom, for which t is 4.302653 at 95 % and 9.924843 at 99 %.
  const apart = (t: number) => [t * Math.sqrt(0.5), t * Math.sqrt(0.5) + 1];
  expect(differenceConfidence([0, 1], apart(4.302653))).toBeCloseTo(0.95, 6);
  expect(differenceConfidence(apart(9.924843), [0, 1])).toBeCloseTo(0.99, 6);
  expect(differenceConfidence([1, 1], [1, 1])).toBe(0);
  expect(differenceConfidence([1, 1], [2, 2])).toBe(1);
  expect(differenceConfidence([1], [2])).toBe(0);
});
