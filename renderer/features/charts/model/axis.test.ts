import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heightOf, linearAxis, logAxis, tickLabel } from './axis.ts';

const MB = 1024 * 1024;

describe('linearAxis', () => {
  it('any unit › ends at a round number with a round middle', () => {
    expect(linearAxis('bytes', 0, 243 * MB).ticks).toEqual([0, 128 * MB, 256 * MB]);
    expect(linearAxis('perSecond', 0, 391).ticks).toEqual([0, 200, 400]);
    expect(linearAxis('count', 0, 13).ticks).toEqual([0, 10, 20]);
    expect(linearAxis('ms', 0, 0.87).ticks).toEqual([0, 0.5, 1]);
  });

  it('tiny values › do not fill the chart', () => {
    expect(linearAxis('perSecond', 0, 0.3).to).toBe(4);
    expect(linearAxis('count', 0, 0).to).toBe(4);
  });

  it('a share › starts at 50 % only if all values are above', () => {
    expect(linearAxis('share', 0.63, 0.98)).toMatchObject({ from: 0.5, to: 1 });
    expect(linearAxis('share', 0.49, 0.98)).toMatchObject({ from: 0, to: 1 });
    expect(linearAxis('share', Number.POSITIVE_INFINITY, 0)).toMatchObject({ from: 0, to: 1 });
  });

  it('any value › lies below the end of the axis', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('bytes' as const, 'count' as const, 'perSecond' as const, 'ms' as const, 'percent' as const),
        fc.double({ min: 0, max: 1e13, noNaN: true }),
        (unit, max) => {
          const axis = linearAxis(unit, 0, max);
          expect(axis.to).toBeGreaterThanOrEqual(max * (1 - 1e-9));
          expect(axis.ticks).toEqual([0, axis.to / 2, axis.to]);
        },
      ),
    );
  });
});

describe('logAxis', () => {
  it('any unit › spans from the power below to the power above', () => {
    expect(logAxis('perSecond', 9, 3743).ticks).toEqual([1, 10, 100, 1000, 10_000]);
    expect(logAxis('bytes', 2 * MB, 900 * MB)).toMatchObject({ from: MB, to: 1024 * MB });
    expect(logAxis('bytes', 20 * MB, 250 * MB).ticks).toEqual([16 * MB, 64 * MB, 256 * MB]);
    expect(logAxis('ms', 0.14, 3)).toMatchObject({ from: 0.1, to: 10 });
  });

  it('no values, or zero › still gives a valid axis', () => {
    expect(logAxis('perSecond', Number.POSITIVE_INFINITY, 0)).toMatchObject({ from: 1, to: 10 });
    expect(heightOf(logAxis('perSecond', 5, 500), 0)).toBe(0);
  });

  it('small values › stay distinguishable from zero', () => {
    expect(logAxis('count', 1000, 1000)).toMatchObject({ from: 100, to: 1000 });
    expect(heightOf(logAxis('count', 1000, 5000), 1000)).toBeGreaterThan(0.1);
    expect(heightOf(logAxis('bytes', 2 * MB, 900 * MB), 2 * MB)).toBeGreaterThan(0.05);
  });

  it('a value ten times as large › is one step higher', () => {
    const axis = logAxis('perSecond', 1, 10_000);
    expect(heightOf(axis, 100)).toBeCloseTo(0.5);
    expect(heightOf(axis, 1000) - heightOf(axis, 100)).toBeCloseTo(0.25);
    expect(heightOf(axis, 1e9)).toBe(1);
  });
});

it('tickLabel › any unit › includes the unit', () => {
  expect(tickLabel('bytes', 128 * MB)).toBe('128 MB');
  expect(tickLabel('bytesPerSecond', 48 * 1024)).toBe('48 KB/s');
  expect(tickLabel('perSecond', 1500)).toBe('1,500/s');
  expect(tickLabel('share', 0.75)).toBe('75 %');
  expect(tickLabel('share', 0)).toBe('0 %');
  expect(tickLabel('ms', 0.5)).toBe('0.5 ms');
  expect(tickLabel('ms', 20_000)).toBe('20 s');
});
