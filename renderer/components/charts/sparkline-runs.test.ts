import { expect, test } from 'vitest';
import { knownRuns } from './sparkline-runs.ts';

const minute = (value: (second: number) => number | null) => Array.from({ length: 60 }, (_, second) => value(second));
/** [x, y] of each point of a path. */
const points = (path: string) =>
  path
    .slice(1)
    .split('L')
    .map((point) => point.split(' ').map(Number));

test('knownRuns › one minute › from edge to edge, the maximum at the top and 0 at the bottom', () => {
  const [run, ...others] = knownRuns(
    minute((second) => second),
    59,
    18,
    0,
  );
  expect(others).toEqual([]);
  const drawn = points(run?.path ?? '');
  expect(drawn).toHaveLength(60);
  expect(drawn[0]).toEqual([0, 17]);
  expect(drawn.at(-1)).toEqual([59, 2]);
});

test('knownRuns › few samples › at the right edge, not stretched', () => {
  const [run] = knownRuns([5, 5, 5], 59, 18, 0);
  expect(points(run?.path ?? '').map(([x]) => x)).toEqual([57, 58, 59]);
});

test('knownRuns › more than a minute › compressed into the same width', () => {
  const [run] = knownRuns([...minute(() => 1), ...minute(() => 1)], 59, 18, 0);
  const drawn = points(run?.path ?? '');
  expect([drawn[0]?.[0], drawn.at(-1)?.[0]]).toEqual([0, 59]);
});

test('knownRuns › unknown values › split the line', () => {
  const runs = knownRuns(
    minute((second) => (second > 20 && second < 40 ? null : 3)),
    59,
    18,
    0,
  );
  expect(runs.map(({ x, path }) => [x, points(path).length])).toEqual([
    [0, 21],
    [40, 20],
  ]);
  expect(knownRuns([null, null], 59, 18, 0)).toEqual([]);
  expect(knownRuns([], 59, 18, 0)).toEqual([]);
});

test('knownRuns › zero and small values › at and near the bottom', () => {
  const heights = (values: readonly number[], minScale: number) =>
    points(knownRuns(values, 59, 18, minScale)[0]?.path ?? '').map(([, y]) => y);
  expect(heights([0, 0], 0)).toEqual([17, 17]);
  expect(heights([1, 0], 15)).toEqual([16, 17]);
  expect(heights([1, 0], 0)).toEqual([2, 17]);
});
