import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBlock, encodeBlock } from './block.ts';
import { Points } from './points.ts';
import { gridOf } from './range.ts';
import { foldRows, type Row, tickRow } from './row.ts';
import { emptySeries, type Gathered, type Grid, meanHitRate, toSeries } from './series.ts';
import { type Tier, tiers, tiersKeptFor } from './tiers.ts';

const [ticks, tenSeconds, minutes] = tiers as [Tier, Tier, Tier, Tier];
const from = Date.parse('2026-11-20T10:00:00.000Z');

describe('the grid of a range', () => {
  const range = fc.record({
    length: fc.integer({ min: 1, max: 100 * 86_400_000 }),
    points: fc.integer({ min: 1, max: 2_000 }),
  });

  test('any range and number of points › covers the range with no more points than asked for', () => {
    fc.assert(
      fc.property(range, ({ length, points }) => {
        const grid = gridOf({ from: iso(from), to: iso(from + length), points });
        expect(grid.from).toBe(from);
        expect(grid.stepMs).toBeGreaterThanOrEqual(1_000);
        expect(grid.count).toBeLessThanOrEqual(points);
        expect(grid.count * grid.stepMs).toBeGreaterThanOrEqual(length);
        expect((grid.count - 1) * grid.stepMs).toBeLessThan(length);
      }),
    );
  });

  test.each([0, -1])('an end %i ms after the start › refused with both times', (length) => {
    expect(() => gridOf({ from: iso(from), to: iso(from + length), points: 10 })).toThrow(
      /^The range from .+ is empty/,
    );
  });
});

describe('points of samples', () => {
  const grid: Grid = { from, stepMs: 10_000, count: 6 };
  const samples = fc
    .uniqueArray(fc.nat({ max: 59 }), { maxLength: 40 })
    .map((seconds) => seconds.sort((a, b) => a - b));

  test('samples of a second each › each point has the least, mean, greatest and last of its own', () => {
    fc.assert(
      fc.property(samples, fc.array(fc.nat({ max: 1_000 }), { minLength: 60, maxLength: 60 }), (seconds, values) => {
        const rows = seconds.map((second) => sample(second, values[second] as number, 1_000));
        const { series } = filled(grid, [[ticks, rows]]);
        for (let point = 0; point < grid.count; point++) {
          const own = seconds
            .filter((second) => Math.floor(second / 10) === point)
            .map((second) => values[second] ?? 0);
          if (own.length === 0) {
            expect(series.last[point]).toBeNull();
            continue;
          }
          expect(series.min[point]).toBe(Math.min(...own));
          expect(series.max[point]).toBe(Math.max(...own));
          expect(series.last[point]).toBe(own.at(-1));
          expect(series.mean[point]).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length);
        }
      }),
    );
  });

  test('a sample that covers the half minute before it › no gap in the points it covers', () => {
    const { series } = filled(grid, [[ticks, [sample(5, 1, 1_000), sample(45, 7, 30_000)]]]);
    expect(series.last).toEqual([1, null, 7, 7, 7, null]);
  });

  test('a sample of its own after one that covers the point › the own one counts', () => {
    const { series } = filled(grid, [[ticks, [sample(45, 7, 30_000), sample(47, 9, 1_000)]]]);
    expect(series.last[4]).toBe(9);
  });

  test('samples outside of the range › no point', () => {
    const { series } = filled(grid, [[ticks, [sample(-30, 1, 1_000), sample(90, 2, 1_000)]]]);
    expect(series.last).toEqual([null, null, null, null, null, null]);
  });
});

describe('points of several tiers', () => {
  const grid: Grid = { from, stepMs: 10_000, count: 6 };

  test('two tiers have the same time › it counts once', () => {
    const fine = [0, 1, 2, 3].map((second) => sample(second, 5, 1_000));
    const coarse = [foldRows(from, fine)];
    const { gathered } = filled(grid, [
      [tenSeconds, coarse],
      [ticks, fine],
    ]);
    expect(gathered.weight[0]).toBe(4_000);
  });

  test('the finer tier continues after the end of the coarser one › its newest samples are added', () => {
    const coarse = [foldRows(from, [sample(0, 5, 1_000)])];
    const { series } = filled(grid, [
      [tenSeconds, coarse],
      [ticks, [sample(0, 5, 1_000), sample(25, 8, 1_000)]],
    ]);
    expect(series.last).toEqual([5, null, 8, null, null, null]);
  });

  test('a row of a minute in a grid of ten seconds › fills only what is empty', () => {
    const { series } = filled(grid, [
      [tenSeconds, [foldRows(from + 20_000, [sample(20, 3, 10_000)])]],
      [minutes, [foldRows(from, [sample(0, 9, 60_000)])]],
    ]);
    expect(series.last[2]).toBe(3);
    expect(series.last.filter((value) => value === 9).length).toBeGreaterThanOrEqual(4);
  });

  test('need › every point of a block is filled › the block need not be read', () => {
    const points = new Points({ from, stepMs: 10_000, count: 1 });
    expect(points.need(tenSeconds, from, from)).toBe(true);
    const rows = [foldRows(from, [sample(0, 5, 10_000)])];
    points.take(tenSeconds, decodeBlock(encodeBlock(rows)), new Map());
    points.endTier();
    expect(points.need(ticks, from, from + 5_000)).toBe(false);
    expect(points.need(ticks, from, from + 12_000)).toBe(true);
  });

  test('need › a block far before or after the range › not needed', () => {
    const points = new Points(grid);
    expect(points.need(ticks, from - 500_000, from - 400_000)).toBe(false);
    expect(points.need(ticks, from + 200_000, from + 300_000)).toBe(false);
  });
});

describe('folded rows', () => {
  const some = fc.array(
    fc.record({ value: fc.integer({ min: -1_000, max: 1_000 }), weight: fc.integer({ min: 1, max: 60_000 }) }),
    { minLength: 1, maxLength: 30 },
  );

  test('folds of folds › the same figures as one fold of all', () => {
    fc.assert(
      fc.property(some, fc.nat({ max: 29 }), (given, cut) => {
        const rows = given.map(({ value, weight }, second) => sample(second, value, weight));
        const parts = [rows.slice(0, cut), rows.slice(cut)].filter((part) => part.length > 0);
        const twice = figures(
          foldRows(
            from,
            parts.map((part) => foldRows(from, part)),
          ),
        );
        const once = figures(foldRows(from, rows));
        expect(twice).toMatchObject({ min: once.min, max: once.max, last: once.last });
        expect(twice.mean).toBeCloseTo(once.mean, 6);
      }),
    );
  });

  test('values that were not reported › no metric, and a zero is one', () => {
    const row = tickRow(from, 1_000, { memoryUsedBytes: 0, hitRate: null });
    expect([...row.values]).toEqual([['memoryUsedBytes', 0]]);
  });
});

test('hit rate › points with different numbers of lookups › the rate over all lookups', () => {
  const [hits, misses] = [emptySeries(2), emptySeries(2)];
  hits.sum.set([90, 0]);
  misses.sum.set([10, 0]);
  const rate = { id: 'main', metric: 'hitRate' as const, min: [0, 0], max: [1, 1], last: [1, 1], mean: [0.5, 0.7] };
  expect(meanHitRate(rate, hits, misses).mean).toEqual([0.9, 0.7]);
});

test('tiers › kept for two days › the coarse ones too, and the next clean-up asks again', () => {
  let days = 2;
  const kept = tiersKeptFor(() => days);
  expect(kept.map(({ spanMs }) => spanMs / 86_400_000)).toEqual([15 / 1_440, 1, 2, 2]);
  days = 30;
  expect(kept.at(-1)?.spanMs).toBe(30 * 86_400_000);
});

function iso(at: number): string {
  return new Date(at).toISOString();
}

function sample(second: number, value: number, weightMs: number): Row {
  return tickRow(from + second * 1_000, weightMs, { clientsConnected: value });
}

/** Reads the tiers in turn, as a range does. */
function filled(grid: Grid, given: readonly (readonly [Tier, readonly Row[]])[]) {
  const points = new Points(grid);
  const gathered: Gathered = emptySeries(grid.count);
  for (const [tier, rows] of given) {
    for (const row of rows) {
      points.take(tier, decodeBlock(encodeBlock([row])), new Map([['clientsConnected', gathered]]));
    }
    points.endTier();
  }
  return { gathered, series: toSeries('main', 'clientsConnected', gathered) };
}

function figures(row: Row) {
  const value = row.values.get('clientsConnected') ?? 0;
  return typeof value === 'number' ? { min: value, mean: value, max: value, last: value } : value;
}
