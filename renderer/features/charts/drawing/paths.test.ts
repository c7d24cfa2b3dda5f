import { describe, expect, it } from 'vitest';
import { areaPath, bandPath, linePath } from './paths.ts';

const plot = { width: 100, height: 10, maxGapPoints: 0, heightOf: (value: number) => value / 10 };
const values = (...all: (number | null)[]) => Float64Array.from(all, (one) => one ?? Number.NaN);

describe('linePath', () => {
  it('any values › connects the middles of the points with straight lines', () => {
    expect(linePath(values(0, 5, 10, 5), plot)).toBe('M12.5 10L37.5 5L62.5 0L87.5 5');
  });

  it('a time without data › interrupts the line', () => {
    expect(linePath(values(1, 1, null, 1, 1), plot).match(/M/g)).toHaveLength(2);
    expect(linePath(values(1, null, 1, 1, 1), { ...plot, maxGapPoints: 1 }).match(/M/g)).toHaveLength(1);
    expect(linePath(values(1, null, null, 1, 1), { ...plot, maxGapPoints: 1 }).match(/M/g)).toHaveLength(2);
  });

  it('a single known point › is a dot; no known point › is empty', () => {
    expect(linePath(values(null, 5, null, null), plot)).toBe('M37.5 5h0.01');
    expect(linePath(values(null, null), plot)).toBe('');
  });
});

it('areaPath › with or without a lower line › closes at that line or at the axis', () => {
  expect(areaPath(values(5, 5), null, plot)).toBe('M25 5L75 5L75 10L25 10Z');
  expect(areaPath(values(5, 5), values(2, 3), plot)).toBe('M25 5L75 5L75 7L25 8Z');
});

it('bandPath › equal minimum and maximum › is empty', () => {
  expect(bandPath(values(1, 2), values(1, 2), plot)).toBe('');
  expect(bandPath(values(1, 2), values(1, 9), plot)).not.toBe('');
});
