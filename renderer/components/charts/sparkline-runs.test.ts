import { expect, test } from 'vitest';
import { knownRuns } from './sparkline-runs.ts';

const minute = (value: (second: number) => number | null) => Array.from({ length: 60 }, (_, second) => value(second));
/** [x, y] of each point of a path. */
const points = (path: string) =>
  path
    .slice(1)
    .split('L')
    .map((point) => point.split(' ').map(Number));

test('draws a minute from edge to edge, the largest on top and 0 on the ground', () => {
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

test('a short past takes a short way at the right, it is not stretched', () => {
  const [run] = knownRuns([5, 5, 5], 59, 18, 0);
  expect(points(run?.path ?? '').map(([x]) => x)).toEqual([57, 58, 59]);
});

test('more than a minute is drawn in the same width', () => {
  const [run] = knownRuns([...minute(() => 1), ...minute(() => 1)], 59, 18, 0);
  const drawn = points(run?.path ?? '');
  expect([drawn[0]?.[0], drawn.at(-1)?.[0]]).toEqual([0, 59]);
});

test('what was unknown parts the line and is not drawn across', () => {
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

test('nothing lies on the ground, and next to nothing near it', () => {
  const heights = (values: readonly number[], least: number) =>
    points(knownRuns(values, 59, 18, least)[0]?.path ?? '').map(([, y]) => y);
  expect(heights([0, 0], 0)).toEqual([17, 17]);
  expect(heights([1, 0], 15)).toEqual([16, 17]);
  expect(heights([1, 0], 0)).toEqual([2, 17]);
});
