import { describe, expect, test } from 'vitest';
import { memoryForecast, summed } from './memory-forecast.ts';

const HOUR_MS = 3600_000;

describe('memory forecast', () => {
  test('grows by 24 bytes a day › full when the rest is used up', () => {
    const sums = Array.from({ length: 48 }, (_, hour) => 100 + hour);
    const { growthBytes, fullInDays } = memoryForecast(sums, HOUR_MS, 147 + 240);
    expect(growthBytes).toBeCloseTo(24);
    expect(fullInDays).toBeCloseTo(10);
  });

  test('constant or shrinking › never full', () => {
    expect(memoryForecast(Array(48).fill(5), HOUR_MS, 10)).toEqual({ growthBytes: 0, fullInDays: null });
    const shrinking = Array.from({ length: 48 }, (_, hour) => 100 - hour);
    expect(memoryForecast(shrinking, HOUR_MS, 1000).fullInDays).toBeNull();
  });

  test('less than a day of history › unknown', () => {
    const sums = Array.from({ length: 20 }, (_, hour) => hour);
    expect(memoryForecast(sums, HOUR_MS, 1000)).toEqual({ growthBytes: null, fullInDays: null });
  });

  test('full already › in 0 days', () => {
    const sums = Array.from({ length: 48 }, (_, hour) => 100 + hour);
    expect(memoryForecast(sums, HOUR_MS, 100).fullInDays).toBe(0);
  });
});

describe('sum of series', () => {
  test('an instance without a value › counts with its last one', () => {
    expect(
      summed([
        [1, null, 3],
        [10, 10, null],
      ]),
    ).toEqual([11, 11, 13]);
  });

  test('a step without any value › unknown', () => {
    expect(summed([[1, null], [2]])).toEqual([3, null]);
    expect(summed([])).toEqual([]);
  });
});
