import { describe, expect, test } from 'vitest';
import { metricName } from '../../../../shared/contract/metrics.ts';
import { linearAxis, logAxis, sameAxis, tickLabel, type Unit } from './axis.ts';
import { charts, comparedCharts, keysChart } from './chart-list.ts';
import { changeWords, meanOf } from './compare.ts';
import { figureParts, figureWords, labelled } from './figure-words.ts';
import { partStyleAt, styleAt } from './line-style.ts';

const units: readonly Unit[] = ['bytes', 'count', 'perSecond', 'bytesPerSecond', 'share', 'percent', 'ms', 'ratio'];

describe('charts', () => {
  test('charts › all › have their own id and title, and only metrics that the core records', () => {
    expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length);
    expect(new Set(charts.map(({ title }) => title)).size).toBe(charts.length);
    for (const { lines, compared, secondary } of charts) {
      for (const { metric } of lines) expect(metricName.options).toContain(metric);
      expect(metricName.options).toContain(compared);
      if (secondary) expect(metricName.options).toContain(secondary.metric);
    }
  });

  test('charts › lines of one chart › have different labels', () => {
    for (const { lines } of charts) expect(new Set(lines.map(({ label }) => label)).size).toBe(lines.length);
  });

  test('comparedCharts › all › exist, once each', () => {
    expect(comparedCharts).toHaveLength(8);
    expect(new Set(comparedCharts).size).toBe(8);
  });
});

describe('keysChart', () => {
  const keys = charts.find(({ id }) => id === 'keys');
  const lines = (databases: readonly number[]) => (keys ? keysChart(keys, databases).lines : []);

  test('keys › several databases › a line for each', () => {
    expect(lines([0, 15])).toEqual([
      { metric: 'db0.keys', label: 'db0' },
      { metric: 'db15.keys', label: 'db15' },
    ]);
  });

  test('keys › no database has keys › one line, which shows zero', () => {
    expect(lines([]).map(({ metric }) => metric)).toEqual(['keys']);
  });
});

describe('figures', () => {
  test.each(units)('figure › %s, unknown or infinite › a dash without a unit', (unit) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(figureParts(unit, value)).toEqual({ value: '—', unit: '' });
      expect(figureWords(unit, value)).toBe('—');
    }
  });

  test.each(units)('figure › %s of zero › never a dash, never "< 0.01"', (unit) => {
    expect(figureWords(unit, 0)).toMatch(/^0/);
  });

  test('figure › a rate that would round to zero › is not shown as zero', () => {
    expect(figureWords('perSecond', 0.004)).toBe('< 0.01/s');
    expect(figureWords('perSecond', 0.005)).not.toBe('0/s');
    expect(figureWords('ms', 0.001)).toBe('< 0.01 ms');
  });

  test('figure › around the change of digits › three digits at least', () => {
    expect(figureWords('perSecond', 9.996)).toBe('10/s');
    expect(figureWords('perSecond', 99.96)).toBe('100/s');
    expect(figureWords('perSecond', 123_456.7)).toBe('123,457/s');
    expect(figureWords('ms', 9999)).toBe('9,999 ms');
    expect(figureWords('ms', 10_000)).toBe('10 s');
  });

  test('figure › a share of almost one › not rounded up to a plain 100', () => {
    expect(figureWords('share', 0.9999)).toBe('100.0 %');
    expect(figureWords('share', 1)).toBe('100 %');
  });

  test('labelled › a rate › the label stands before the slash', () => {
    expect(labelled('perSecond', 12.34, 'expired')).toBe('12.3 expired/s');
    expect(labelled('count', 3, 'connected')).toBe('3 connected');
    expect(labelled('count', Number.NaN, 'connected')).toBe('— connected');
  });
});

describe('changeWords', () => {
  test.each([
    [100, 100.4, 'no change'],
    [100, 99.6, 'no change'],
    [0, 0, 'no change'],
    [100, 101, '+1.0 %'],
    [100, 90.5, '−9.5 %'],
    [100, 1099, '+999 %'],
    [100, 1100, '× 11'],
    [1000, 1, '−100 %'],
    [1e-9, 1, '× 1000000000'],
  ])('change › from %d to %d › %s', (before, after, words) => expect(changeWords({ before, after })).toBe(words));

  test('meanOf › unknown values › are left out; nothing known › unknown', () => {
    const series = (mean: (number | null)[]) => ({
      id: 'main',
      metric: 'keys',
      min: mean,
      mean,
      max: mean,
      last: mean,
    });
    expect(meanOf(series([1, null, 3]))).toBe(2);
    expect(meanOf(series([0, 0]))).toBe(0);
    expect(meanOf(series([null]))).toBeNaN();
    expect(meanOf(undefined)).toBeNaN();
  });
});

describe('line styles', () => {
  test('styleAt › twenty lines › all distinct, then again from the first', () => {
    const styles = Array.from({ length: 21 }, (_, index) => JSON.stringify(styleAt(index)));
    expect(new Set(styles.slice(0, 20)).size).toBe(20);
    expect(styles[20]).toBe(styles[0]);
  });

  test('partStyleAt › neighbours in one chart › differ in colour and in dash', () => {
    for (let index = 0; index < 16; index++) {
      const [one, next] = [partStyleAt(index), partStyleAt(index + 1)];
      expect(one.colour).not.toBe(next.colour);
      expect(one.dash).not.toBe(next.dash);
    }
  });
});

describe('axes', () => {
  test.each(units)('linear axis › %s of huge values › three finite ticks with different labels', (unit) => {
    const { ticks } = linearAxis(unit, 0, 1e15);
    expect(ticks.every(Number.isFinite)).toBe(true);
    expect(new Set(ticks.map((tick) => tickLabel(unit, tick))).size).toBe(3);
  });

  test.each(units)('log axis › %s from tiny to huge › at most five ticks, rising', (unit) => {
    const { ticks } = logAxis(unit, 1e-12, 1e15);
    expect(ticks.length).toBeLessThanOrEqual(5);
    for (const [index, tick] of ticks.entries()) expect(tick).toBeGreaterThan(ticks[index - 1] ?? 0);
  });

  test('linear axis › a count › its middle is a whole number', () => {
    for (let max = 0; max <= 300; max++) expect(linearAxis('count', 0, max).to % 2).toBe(0);
  });

  test('sameAxis › other ends or another scale › not the same', () => {
    const axis = linearAxis('count', 0, 10);
    expect(sameAxis(axis, linearAxis('count', 0, 9))).toBe(true);
    expect(sameAxis(axis, linearAxis('count', 0, 11))).toBe(false);
    expect(sameAxis(axis, { ...axis, log: true })).toBe(false);
  });

  test('tickLabel › small ratios and percents › keep their digits', () => {
    expect(tickLabel('ratio', 1.234)).toBe('1.23');
    expect(tickLabel('percent', 0)).toBe('0 %');
    expect(tickLabel('percent', 250)).toBe('250 %');
    expect(tickLabel('share', 0.625)).toBe('62.5 %');
    expect(tickLabel('bytes', 0)).toBe('0');
  });
});
