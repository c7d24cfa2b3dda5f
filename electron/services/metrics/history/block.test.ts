import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricName } from '../../../../shared/contract/metrics.ts';
import { decodeBlock, encodeBlock, rowsOf } from './block.ts';
import { codeOf, metricOf } from './metric-codes.ts';
import { gridOf } from './range.ts';
import { createFold, type Figures, foldRows, type Row, tickRow } from './row.ts';
import { addTo, emptySeries, meanHitRate, toSeries } from './series.ts';
import { fromSmallFloat, toSmallFloat } from './small-float.ts';

const number = fc.double({ min: 2 ** -18, max: 2 ** 43, noNaN: true });
const metric = fc.constantFrom('memoryUsedBytes', 'keys', 'pingMs', 'db0.keys', 'db15.expires');
const figures = fc.array(number, { minLength: 3, maxLength: 3 }).map((three): Figures => {
  const [min = 0, mean = 0, max = 0] = [...three].sort((a, b) => a - b);
  return { min, mean, max, last: mean };
});
/** One zero: that with a sign is no other figure, but is not equal to it here. */
const figure = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const row = fc.record({
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  weightMs: fc.integer({ min: 0, max: 600_000 }),
  values: fc
    .array(fc.tuple(metric, fc.oneof(figure, figures)), { maxLength: 5 })
    .map((pairs) => new Map<string, Figures | number>(pairs)),
});

describe('small float', () => {
  test('any number of its range › is precise to one part in 1024', () => {
    fc.assert(
      fc.property(number, (value) => {
        const back = fromSmallFloat(toSmallFloat(value));
        expect(Math.abs(back - value) / value).toBeLessThanOrEqual(1 / 1024);
      }),
    );
  });

  test('two numbers › keep their order, so that a minimum is never above a mean', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a];
        expect(toSmallFloat(low)).toBeLessThanOrEqual(toSmallFloat(high));
      }),
    );
  });

  test('numbers outside of its range › are the nearest that it has, and nothing is NaN', () => {
    expect([0, -5, Number.NaN, 2 ** -20].map((value) => fromSmallFloat(toSmallFloat(value)))).toEqual([0, 0, 0, 0]);
    const largest = fromSmallFloat(toSmallFloat(Number.POSITIVE_INFINITY));
    expect(largest).toBeGreaterThan(2 ** 43);
    expect(Number.isFinite(largest)).toBe(true);
    expect(fromSmallFloat(toSmallFloat(2 ** 44 - 1))).toBe(largest);
    expect(fromSmallFloat(70_000)).toBe(0);
  });

  test('powers of two and their neighbours › are exact, or on the right side of it', () => {
    for (let exponent = -18; exponent < 44; exponent++) {
      expect(fromSmallFloat(toSmallFloat(2 ** exponent))).toBe(2 ** exponent);
      expect(fromSmallFloat(toSmallFloat(2 ** exponent * (1 - 2 ** -53)))).toBeLessThanOrEqual(2 ** exponent);
    }
  });
});

describe('metric codes', () => {
  test('every metric of the contract › has its own code, which leads back to it', () => {
    const codes = metricName.options.map(codeOf);
    expect(codes).not.toContain(null);
    expect(new Set(codes).size).toBe(codes.length);
    for (const name of metricName.options) expect(metricOf(codeOf(name) ?? -1)).toBe(name);
  });

  test('any code › of a stored metric › is the code of its name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (code) => {
        const name = metricOf(code);
        if (name !== null) expect(codeOf(name)).toBe(code);
      }),
    );
  });

  test('names that no file has › have no code', () => {
    const names = ['', 'constructor', '__proto__', 'db.keys', 'db-1.keys', 'db1.other', 'db99999.keys', 'xdb1.keys'];
    expect(names.map(codeOf)).toEqual(names.map(() => null));
  });
});

describe('block', () => {
  test('any rows › read back › times, weights and constant values are exact, others precise to one part in 1024', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const back = rowsOf(decodeBlock(encodeBlock(rows)));
        expect(back.map(({ at, weightMs }) => [at, weightMs])).toEqual(rows.map(({ at, weightMs }) => [at, weightMs]));
        for (const [index, { values }] of rows.entries()) {
          expect([...(back[index]?.values.keys() ?? [])].sort()).toEqual([...values.keys()].sort());
          for (const [name, value] of values) compareValue(back[index]?.values.get(name), value);
        }
      }),
    );
  });

  function compareValue(read: Figures | number | undefined, written: Figures | number): void {
    if (typeof written === 'number') {
      expect(read).toBe(written);
      return;
    }
    // Close figures become one number.
    const found = typeof read === 'number' ? { min: read, mean: read, max: read, last: read } : read;
    for (const part of ['min', 'mean', 'max', 'last'] as const) {
      expect(Math.abs((found?.[part] ?? Number.NaN) - written[part])).toBeLessThanOrEqual(written[part] / 1024);
    }
  }

  test('only some metrics wanted › the others are not decoded', () => {
    const rows = [tickRow(1, 0, { keys: 1, pingMs: 2 }), tickRow(2, 1, { keys: 3, pingMs: 4 })];
    const { columns } = decodeBlock(encodeBlock(rows), new Set(['keys', 'none']));
    expect([...columns.keys()]).toEqual(['keys']);
    expect([...(columns.get('keys')?.last ?? [])]).toEqual([1, 3]);
  });

  test('a metric of a newer version › is skipped, and those after it are read', () => {
    const bytes = encodeBlock([tickRow(1, 0, { keys: 1 }), tickRow(2, 0, { keys: 2 })]);
    const columnAt = 2 + 2 * 12;
    const newer = Buffer.from(bytes.subarray(columnAt));
    newer.writeUInt16LE(900, 0);
    const both = Buffer.concat([bytes.subarray(0, columnAt), newer, bytes.subarray(columnAt)]);
    expect([...decodeBlock(both).columns.keys()]).toEqual(['keys']);
  });

  test('any bytes › a damaged block or one of another version › ends, with a RangeError at most', () => {
    const damaged = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.array(row, { minLength: 1, maxLength: 4 }), fc.nat(400), fc.nat(255)).map(([rows, at, byte]) => {
        const bytes = encodeBlock(rows);
        bytes[at % bytes.length] = byte;
        return bytes;
      }),
      fc
        .tuple(fc.array(row, { minLength: 1, maxLength: 4 }), fc.nat(400))
        .map(([rows, end]) => encodeBlock(rows).subarray(0, end)),
    );
    fc.assert(
      fc.property(damaged, (bytes) => {
        try {
          rowsOf(decodeBlock(Buffer.from(bytes)));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no rows › is a valid block', () => {
    expect(rowsOf(decodeBlock(encodeBlock([])))).toEqual([]);
  });
});

describe('folded rows', () => {
  const rows = fc.array(row, { minLength: 1, maxLength: 10 });

  test('any rows › folded › spikes survive, the mean lies between them, and the last value is the last', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const folded = foldRows(7, all);
        expect(folded.at).toBe(7);
        expect(folded.weightMs).toBe(all.reduce((sum, { weightMs }) => sum + weightMs, 0));
        for (const [name, value] of folded.values) {
          const seen = all.flatMap(({ values }) => values.get(name) ?? []);
          const part = (one: Figures | number, key: keyof Figures) => (typeof one === 'number' ? one : one[key]);
          const [min, max] = [
            Math.min(...seen.map((one) => part(one, 'min'))),
            Math.max(...seen.map((one) => part(one, 'max'))),
          ];
          expect(part(value, 'min')).toBeCloseTo(min, 5);
          expect(part(value, 'max')).toBeCloseTo(max, 5);
          expect(part(value, 'mean')).toBeGreaterThanOrEqual(min);
          expect(part(value, 'mean')).toBeLessThanOrEqual(max);
          const last = seen.at(-1);
          if (last !== undefined) expect(part(value, 'last')).toBe(part(last, 'last'));
        }
      }),
    );
  });

  test('rows of different length › the mean is weighted by time, also without any weight', () => {
    const mean = (...all: readonly Row[]) => {
      const value = foldRows(0, all).values.get('keys');
      return typeof value === 'number' ? value : value?.mean;
    };
    expect(mean(tickRow(0, 1000, { keys: 0 }), tickRow(1000, 3000, { keys: 100 }))).toBe(75);
    expect(mean(tickRow(0, 0, { keys: 0 }), tickRow(1000, 0, { keys: 100 }))).toBe(50);
  });

  test('a metric that only some rows have › counts those rows only', () => {
    const fold = createFold(0);
    fold.add(tickRow(0, 1000, { keys: 4, pingMs: null }));
    fold.add(tickRow(1000, 1000, { keys: 8 }));
    fold.add(tickRow(2000, 1000, { pingMs: 3 }));
    expect(fold.row().values).toEqual(
      new Map<string, unknown>([
        ['keys', { min: 4, mean: 6, max: 8, last: 8 }],
        ['pingMs', 3],
      ]),
    );
  });

  test('a fold that starts again › has nothing of the span before', () => {
    const fold = createFold(0);
    fold.add(tickRow(0, 1000, { keys: 4, 'db3.keys': 7 }));
    fold.add(tickRow(1000, 1000, { keys: 8 }));
    fold.restart(10_000);
    fold.add(tickRow(10_000, 1000, { keys: 2, pingMs: 5 }));
    expect(fold.row()).toEqual({ at: 10_000, weightMs: 1000, values: new Map(Object.entries({ keys: 2, pingMs: 5 })) });
    fold.restart(20_000);
    expect(fold.row()).toEqual({ at: 20_000, weightMs: 0, values: new Map() });
    fold.add(tickRow(20_000, 1000, { 'db3.keys': 1 }));
    fold.add(tickRow(21_000, 1000, { 'db3.keys': 3 }));
    expect(fold.row().values).toEqual(new Map([['db3.keys', { min: 1, mean: 2, max: 3, last: 3 }]]));
  });
});

describe('series', () => {
  test('a point without a row › is null, not zero', () => {
    const gathered = emptySeries(3);
    const { columns } = decodeBlock(encodeBlock([tickRow(0, 0, { keys: 0 })]));
    const column = columns.get('keys');
    if (!column) throw new Error('no column');
    addTo(gathered, 1, column, 0, 0);
    expect(toSeries('main', 'keys', gathered)).toMatchObject({
      min: [null, 0, null],
      mean: [null, 0, null],
      last: [null, 0, null],
    });
  });

  test('the hit rate of a point › counts lookups, not samples', () => {
    const of = (name: string, ...values: readonly number[]) => {
      const gathered = emptySeries(1);
      const column = decodeBlock(encodeBlock(values.map((value, at) => tickRow(at, 1, { [name]: value })))).columns.get(
        name,
      );
      if (!column) throw new Error('no column');
      values.forEach((_, at) => {
        addTo(gathered, 0, column, at, 1000);
      });
      return gathered;
    };
    const rate = toSeries('main', 'hitRate', of('hitRate', 1, 0.5));
    // One lookup that hit in the first second, a thousand with a rate of one half in the other.
    expect(meanHitRate(rate, of('hitsPerSecond', 1, 500), of('missesPerSecond', 0, 500)).mean[0]).toBeCloseTo(
      501 / 1001,
    );
    expect(meanHitRate(rate, of('hitsPerSecond', 0, 0), of('missesPerSecond', 0, 0)).mean).toEqual(rate.mean);
  });
});

describe('the grid of a range', () => {
  const at = (ms: number) => new Date(ms).toISOString();

  test('any range and number of points › covers the range, with no more points and no step below a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 11 }), fc.integer({ min: 1, max: 5000 }), (length, points) => {
        const { from, stepMs, count } = gridOf({ from: at(0), to: at(length), points });
        expect(from).toBe(0);
        expect(stepMs).toBeGreaterThanOrEqual(1000);
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(points);
        expect(count * stepMs).toBeGreaterThanOrEqual(length);
      }),
    );
  });

  test('an end that is not after the start › is refused with its field', () => {
    for (const to of [at(0), at(-1), 'no time']) {
      expect(() => gridOf({ from: at(0), to, points: 10 })).toThrow(
        expect.objectContaining({ code: 'BAD_VALUE', data: expect.objectContaining({ field: 'to' }) }),
      );
    }
  });
});
