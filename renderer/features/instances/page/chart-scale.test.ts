import { describe, expect, test } from 'vitest';
import { axisEnd, chartPaths } from './chart-scale.ts';

const MB = 1024 * 1024;

describe('axisEnd', () => {
  test.each([
    [0, 4],
    [3, 4],
    [5, 6],
    [17, 20],
    [31, 40],
    [2067, 3000],
    [99_999, 100_000],
  ])('axisEnd › maximum %d › %d', (most, end) => {
    expect(axisEnd(most, 'count')).toBe(end);
  });

  test('axisEnd › any count › not below the maximum, and half of it is whole', () => {
    for (let most = 0; most < 5000; most += 7) {
      const end = axisEnd(most, 'count');
      expect(end).toBeGreaterThanOrEqual(most);
      expect(end % 2).toBe(0);
    }
  });

  test('axisEnd › bytes › a power of two, or three quarters of one', () => {
    expect(axisEnd(428 * MB, 'bytes')).toBe(512 * MB);
    expect(axisEnd(300 * MB, 'bytes')).toBe(384 * MB);
  });

  test('axisEnd › limit › included only if it is near the values', () => {
    expect(axisEnd(428 * MB, 'bytes', 1024 * MB)).toBe(1024 * MB);
    expect(axisEnd(1 * MB, 'bytes', 2048 * MB)).toBe(1 * MB);
  });
});

describe('chartPaths', () => {
  const size = { width: 100, height: 10, slots: 5, top: 10 };

  test('chartPaths › few values › end at the right edge', () => {
    expect(chartPaths([0, 10], size)).toEqual([{ line: 'M75 10L100 0', area: 'M75 10L100 0L100 10L75 10Z' }]);
  });

  test('chartPaths › unknown value › a gap', () => {
    expect(chartPaths([5, 5, null, 5, 5], size).map(({ line }) => line)).toEqual(['M0 5L25 5', 'M75 5L100 5']);
  });

  test('chartPaths › single value › a dot', () => {
    expect(chartPaths([5], size)[0]?.line).toBe('M100 5h0.01');
  });
});
