import { describe, expect, test } from 'vitest';
import { createChartData } from '../model/chart-data.ts';
import { type ChartSpec, charts, keysChart } from '../model/chart-list.ts';
import { styleAt } from '../model/line-style.ts';
import { drawComparison, drawInstance } from './chart-drawing.ts';

const START = Date.parse('2026-11-19T12:00:00Z');
const size = { width: 100, height: 60 };
type Values = readonly (number | null)[];

/** Data of instances by `id metric`; a pair of values has a minimum and a maximum. */
function chart(series: Readonly<Record<string, Values>>, maxima: Readonly<Record<string, Values>> = {}) {
  const data = createChartData();
  const count = Math.max(1, ...Object.values(series).map(({ length }) => length));
  const all = Object.entries(series).map(([name, values]) => {
    const [id = '', metric = ''] = name.split(' ');
    const max = [...(maxima[name] ?? values)];
    return { id, metric, min: [...values], mean: [...values], max, last: [...values] };
  });
  data.load({ from: new Date(START).toISOString(), stepMs: 1000, count, series: all }, START, 1000);
  return data;
}

function spec(id: string): ChartSpec {
  const found = charts.find((one) => one.id === id);
  if (!found) throw new Error(`There is no chart "${id}".`);
  return found;
}

const draw = (one: ChartSpec, data: ReturnType<typeof chart>, more: Partial<Parameters<typeof drawInstance>[0]> = {}) =>
  drawInstance({ spec: one, id: 'main', data, size, maxGapPoints: 1, gaps: [], stacked: false, ...more });

const lines = ({ strokes }: ReturnType<typeof drawInstance>) => strokes.filter(({ kind }) => kind === 'line');

describe('drawInstance', () => {
  test('draw › no data at all › an axis and nothing on it', () => {
    const drawing = draw(spec('clients'), createChartData());
    expect(drawing.strokes).toEqual([]);
    expect([drawing.hatch, drawing.blank]).toEqual(['', '']);
    expect(drawing.axis.ticks.every(Number.isFinite)).toBe(true);
  });

  test('draw › all values unknown › no stroke', () => {
    expect(draw(spec('clients'), chart({ 'main clientsConnected': [null, null] })).strokes).toEqual([]);
  });

  test('draw › only zeros › a line at the lower edge', () => {
    const [line] = lines(draw(spec('clients'), chart({ 'main clientsConnected': [0, 0] })));
    expect(line?.d).toBe('M25 60L75 60');
  });

  test('draw › a spike within a point › the axis and a band reach it, though the mean does not', () => {
    const data = chart({ 'main clientsConnected': [2, 2] }, { 'main clientsConnected': [2, 95] });
    const drawing = draw(spec('clients'), data);
    expect(drawing.axis.to).toBeGreaterThanOrEqual(95);
    expect(drawing.strokes.filter(({ kind, opacity }) => kind === 'area' && opacity === 0.25)).toHaveLength(1);
  });

  test('draw › two lines › differ in colour and dash', () => {
    const data = chart({ 'main clientsConnected': [5, 6], 'main clientsBlocked': [1, 1] });
    const [one, other] = lines(draw(spec('clients'), data));
    expect([one?.colour === other?.colour, one?.dash === other?.dash]).toEqual([false, false]);
  });

  test('draw › another instance has the data › nothing', () => {
    expect(draw(spec('clients'), chart({ 'acme clientsConnected': [5, 6] })).strokes).toEqual([]);
  });

  describe('limit and peak', () => {
    const MB = 1024 ** 2;
    const memory = (used: number, limit: number | null, peak: number | null = null) =>
      draw(
        spec('memory'),
        chart({
          'main memoryUsedBytes': [used, used],
          'main memoryPeakBytes': [peak, peak],
          'main memoryLimitBytes': [limit, limit],
        }),
      );
    const limitLines = (drawing: ReturnType<typeof draw>) =>
      drawing.strokes.filter(({ colour }) => colour === '--attention-mark');

    test('draw › a limit near the values › is a line, and the axis reaches it', () => {
      const drawing = memory(100 * MB, 200 * MB);
      expect(limitLines(drawing)).toHaveLength(1);
      expect(drawing.axis.to).toBeGreaterThanOrEqual(200 * MB);
    });

    test('draw › a limit more than 20 times as large › is left out, as it would flatten the line', () => {
      expect(limitLines(memory(10 * MB, 200 * MB))).toHaveLength(1);
      const far = memory(10 * MB, 201 * MB);
      expect(limitLines(far)).toHaveLength(0);
      expect(far.axis.to).toBeLessThan(20 * MB);
    });

    test('draw › no limit › no line, also for 0, which means none', () => {
      expect(limitLines(memory(10 * MB, null))).toHaveLength(0);
      expect(limitLines(memory(10 * MB, 0))).toHaveLength(0);
    });

    test('draw › a peak › only within four times the values, and not the main line', () => {
      const dotted = (drawing: ReturnType<typeof draw>) =>
        drawing.strokes.filter(({ colour }) => colour === '--text-3');
      expect(dotted(memory(10 * MB, null, 40 * MB))).toHaveLength(1);
      expect(dotted(memory(10 * MB, null, 41 * MB))).toHaveLength(0);
    });
  });

  test('draw › a share that stays above half › the axis begins there, without an area that suggests zero', () => {
    const drawing = draw(spec('hit-rate'), chart({ 'main hitRate': [0.9, 0.95] }));
    expect(drawing.axis.from).toBe(0.5);
    expect(drawing.strokes.filter(({ kind }) => kind === 'area')).toEqual([]);
  });

  describe('stacked databases', () => {
    const keys = keysChart(spec('keys'), [0, 1]);
    const data = chart({ 'main db0.keys': [10, 10, null], 'main db1.keys': [20, null, null] });

    test('draw › stacked › the axis reaches the sum, and the upper line lies on it', () => {
      const drawing = draw(keys, data, { stacked: true });
      const { to } = drawing.axis;
      expect(to).toBeGreaterThanOrEqual(30);
      const tops = lines(drawing).map(({ d }) => Number(/^M\S+ (\S+?)[Lh]/.exec(d)?.[1]));
      expect(tops).toEqual([60 - (30 / to) * 60, 60 - (10 / to) * 60]);
    });

    test('draw › one part unknown at a time › the sum of the others; all unknown › no line there', () => {
      const [upper] = lines(draw(keys, data, { stacked: true, maxGapPoints: 0 }));
      expect(upper?.d.split('L')).toHaveLength(2);
      expect(upper?.d).not.toContain('NaN');
    });

    test('draw › one database › stacking changes nothing', () => {
      const one = keysChart(spec('keys'), [0]);
      expect(draw(one, data, { stacked: true }).strokes).toEqual(draw(one, data, { stacked: false }).strokes);
    });
  });

  test('draw › gaps › hatched where there was an outage, blank where recording had not begun', () => {
    const gaps = [
      { from: START - 5000, to: START + 1000, before: true },
      { from: START + 2000, to: START + 3000, before: false },
      { from: START + 9000, to: START + 12_000, before: false },
    ];
    const { hatch, blank } = draw(spec('clients'), chart({ 'main clientsConnected': [null, 1, null, 1] }), { gaps });
    expect(blank).toBe('M0.0 0H25.0V60H0.0Z');
    expect(hatch).toBe('M50.0 0H75.0V60H50.0Z');
  });
});

describe('drawComparison', () => {
  const compared = (ids: readonly string[], strong: readonly string[] = []) =>
    ids.map((id, index) => ({ id, style: styleAt(index), strong: strong.includes(id) }));
  const drawAll = (one: ChartSpec, data: ReturnType<typeof chart>, instances: ReturnType<typeof compared>) =>
    drawComparison({ spec: one, instances, data, size, maxGapPoints: 1, gaps: [] });
  const quiet = chart({ 'main commandsPerSecond': [2, 3], 'acme commandsPerSecond': [9000, 9500] });

  test('compare › a noisy and a quiet instance › a logarithmic axis on which both are visible', () => {
    const { axis, strokes } = drawAll(spec('operations'), quiet, compared(['main', 'acme']));
    expect(axis.log).toBe(true);
    const first = strokes.map(({ d }) => Number(/^M\S+ (\S+?)L/.exec(d)?.[1]));
    for (const y of first) expect(y).toBeLessThan(size.height - 1);
  });

  test('compare › chosen instances › coloured and drawn last, above the grey ones', () => {
    const { strokes } = drawAll(spec('operations'), quiet, compared(['main', 'acme'], ['main']));
    expect(strokes.map(({ colour }) => colour)).toEqual(['--series-others', '--series-1']);
  });

  test('compare › no instance, or none with data › nothing but a valid axis', () => {
    for (const instances of [compared([]), compared(['gone'])]) {
      const { strokes, axis } = drawAll(spec('operations'), quiet, instances);
      expect(strokes).toEqual([]);
      expect(axis.ticks.length).toBeGreaterThan(1);
    }
  });

  test('compare › a share › a linear axis from 0 or a half', () => {
    const data = chart({ 'main hitRate': [0.2, 0.9] });
    expect(drawAll(spec('hit-rate'), data, compared(['main'])).axis).toMatchObject({ from: 0, to: 1, log: false });
  });
});
