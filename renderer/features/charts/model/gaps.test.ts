import { expect, it } from 'vitest';
import { gapsOf, maxGapPointsOf } from './gaps.ts';

const window = { from: 0, stepMs: 1000, count: 10 };
const known = (text: string) => [...text].map((letter) => (letter === 'x' ? 1 : 0));
const gaps = (text: string, now = 10_000, paceMs = 1000) =>
  gapsOf(known(text), { ...window, count: text.length }, paceMs, now).map(({ from, to }) => [from, to]);

it('gapsOf › a time without data › is one gap with exact bounds', () => {
  expect(gaps('xxx....xxx')).toEqual([[3000, 7000]]);
  expect(gaps('xxxxxxxxxx')).toEqual([]);
});

it('gapsOf › one late sample, or an interval longer than a point › is not a gap', () => {
  expect(gaps('xxx.xxxxxx')).toEqual([]);
  expect(gaps('x..x..x..x', 10_000, 3000)).toEqual([]);
  expect(maxGapPointsOf({ ...window, stepMs: 60_000 }, 1000)).toBe(0);
});

it('gapsOf › no data before the first sample › is marked as before recording', () => {
  expect(gapsOf(known('....xxxxxx'), window, 1000, 10_000)).toEqual([{ from: 0, to: 4000, before: true }]);
  expect(gapsOf(known('..........'), window, 1000, 10_000)).toEqual([{ from: 0, to: 10_000, before: true }]);
});

it('gapsOf › the right edge › waits for a late sample and never exceeds now', () => {
  expect(gaps('xxxxxxxx..', 9500)).toEqual([]);
  expect(gaps('xxxxx.....', 9500)).toEqual([[5000, 9500]]);
  expect(gaps('xxx.......', 4000)).toEqual([]);
});
