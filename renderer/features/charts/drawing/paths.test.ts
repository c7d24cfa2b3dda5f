import { describe, expect, it } from 'vitest';
import { groundPath, linePath, spreadPath } from './paths.ts';

const plot = { width: 100, height: 10, reach: 0, heightOf: (value: number) => value / 10 };
const values = (...all: (number | null)[]) => Float64Array.from(all, (one) => one ?? Number.NaN);

describe('a line', () => {
  it('goes straight from middle to middle of the points', () => {
    expect(linePath(values(0, 5, 10, 5), plot)).toBe('M12.5 10L37.5 5L62.5 0L87.5 5');
  });

  it('never crosses a time without data', () => {
    expect(linePath(values(1, 1, null, 1, 1), plot).match(/M/g)).toHaveLength(2);
    expect(linePath(values(1, null, 1, 1, 1), { ...plot, reach: 1 }).match(/M/g)).toHaveLength(1);
    expect(linePath(values(1, null, null, 1, 1), { ...plot, reach: 1 }).match(/M/g)).toHaveLength(2);
  });

  it('shows a single known point as a dot, and nothing where nothing is known', () => {
    expect(linePath(values(null, 5, null, null), plot)).toBe('M37.5 5h0.01');
    expect(linePath(values(null, null), plot)).toBe('');
  });
});

it('grounds reach down to the axis or to another line', () => {
  expect(groundPath(values(5, 5), null, plot)).toBe('M25 5L75 5L75 10L25 10Z');
  expect(groundPath(values(5, 5), values(2, 3), plot)).toBe('M25 5L75 5L75 7L25 8Z');
});

it('the spread is there only where least and most differ', () => {
  expect(spreadPath(values(1, 2), values(1, 2), plot)).toBe('');
  expect(spreadPath(values(1, 2), values(1, 9), plot)).not.toBe('');
});
