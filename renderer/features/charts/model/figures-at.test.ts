import { describe, expect, test } from 'vitest';
import { createChartData } from './chart-data.ts';
import { addSample, columnsOf, shift, shiftOne } from './columns.ts';
import { figureAt, meanShown } from './figures-at.ts';
import { gapsNow, maxGapPointsNow } from './gaps-now.ts';

const START = Date.parse('2026-11-19T12:00:00Z');

function chart(values: readonly (number | null)[], last = values) {
  const data = createChartData();
  const series = [
    { id: 'main', metric: 'keys', min: [...values], mean: [...values], max: [...values], last: [...last] },
  ];
  data.load({ from: new Date(START).toISOString(), stepMs: 1000, count: values.length, series }, START, 1000);
  return data;
}

describe('figureAt', () => {
  const at = (second: number) => START + second * 1000 + 500;

  test('figure › at a point › its mean; without a time › the newest value', () => {
    const data = chart([1, 2, 3], [10, 20, 30]);
    expect(figureAt(data, 'main', 'keys', at(1), 1)).toBe(2);
    expect(figureAt(data, 'main', 'keys', null, 1)).toBe(30);
  });

  test('figure › a cursor that the live window has passed, or beyond it › the newest value', () => {
    const data = chart([1, 2, 3], [10, 20, 30]);
    expect(figureAt(data, 'main', 'keys', START - 1, 1)).toBe(30);
    expect(figureAt(data, 'main', 'keys', START + 3000, 1)).toBe(30);
  });

  test('figure › an empty point › the value before it, as far as the line is drawn without a gap', () => {
    const data = chart([7, null, null, null]);
    expect(figureAt(data, 'main', 'keys', at(1), 1)).toBe(7);
    expect(figureAt(data, 'main', 'keys', at(2), 1)).toBeNaN();
    expect(figureAt(data, 'main', 'keys', at(2), 2)).toBe(7);
  });

  test('figure › at the left edge, empty › unknown, and never a value of the future', () => {
    expect(figureAt(chart([null, 5]), 'main', 'keys', at(0), 3)).toBeNaN();
  });

  test('figure › zero › is a value', () => {
    expect(figureAt(chart([0, 0]), 'main', 'keys', at(1), 1)).toBe(0);
  });

  test('figure › no data, unknown instance or metric › unknown', () => {
    expect(figureAt(createChartData(), 'main', 'keys', null, 1)).toBeNaN();
    expect(figureAt(chart([1]), 'gone', 'keys', null, 1)).toBeNaN();
    expect(figureAt(chart([1]), 'main', 'clients', null, 1)).toBeNaN();
  });
});

describe('meanShown', () => {
  test('mean › unknown points › do not count as zero', () => {
    expect(meanShown(chart([2, null, 4]), 'main', 'keys')).toBe(3);
    expect(meanShown(chart([null, null]), 'main', 'keys')).toBeNaN();
    expect(meanShown(chart([1]), 'gone', 'keys')).toBeNaN();
  });
});

describe('columns', () => {
  test('columns › shorter values than the window › the rest is unknown', () => {
    const { mean } = columnsOf(3, { min: [1], mean: [1], max: [1], last: [1] });
    expect([...mean]).toEqual([1, Number.NaN, Number.NaN]);
  });

  test.each([
    [1, [2, 3, Number.NaN]],
    [2, [3, Number.NaN, Number.NaN]],
    [3, [Number.NaN, Number.NaN, Number.NaN]],
    [1000, [Number.NaN, Number.NaN, Number.NaN]],
  ])('shift › by %d › keeps the length, and the right is unknown', (by, expected) => {
    const columns = columnsOf(3, { min: [1, 2, 3], mean: [1, 2, 3], max: [1, 2, 3], last: [1, 2, 3] });
    shift(columns, by);
    for (const column of Object.values(columns)) expect([...column]).toEqual(expected);
  });

  test('shiftOne › counts › are filled with the given filler', () => {
    const counts = Uint16Array.from([1, 2, 3]);
    shiftOne(counts, 1, 0);
    expect([...counts]).toEqual([2, 3, 0]);
  });

  test('addSample › negative values and zero › minimum and maximum keep them', () => {
    const columns = columnsOf(1);
    addSample(columns, 0, 0, 0);
    addSample(columns, 0, -4, 1);
    addSample(columns, 0, 1, 2);
    expect([columns.min[0], columns.mean[0], columns.max[0], columns.last[0]]).toEqual([-4, -1, 1, 1]);
  });
});

describe('gapsNow', () => {
  test('gaps now › no data loaded › none, with a tolerance of one point', () => {
    expect(gapsNow(createChartData(), ['main'], 1000)).toEqual([]);
    expect(maxGapPointsNow(createChartData(), 1000)).toBe(1);
  });

  test('gaps now › an instance without any data › the whole past window, from before recording', () => {
    expect(gapsNow(chart([1, 1, 1]), ['gone'], 1000)).toEqual([{ from: START, to: START + 3000, before: true }]);
  });

  test('gaps now › several instances › only where none has data', () => {
    const data = createChartData();
    const series = (id: string, values: (number | null)[]) => ({
      ...{ id, metric: 'keys', min: values, mean: values, max: values, last: values },
    });
    const all = [series('a', [1, null, null, null, null, 1]), series('b', [null, 1, null, null, null, 1])];
    data.load({ from: new Date(START).toISOString(), stepMs: 1000, count: 6, series: all }, START, 1000);
    expect(gapsNow(data, ['a', 'b'], 1000)).toEqual([{ from: START + 2000, to: START + 5000, before: false }]);
  });
});
