import { expect, it } from 'vitest';
import { createChartData } from '../model/chart-data.ts';
import { tableRows } from '../model/table-rows.ts';
import { csvNumber, csvOf, quoted } from './csv.ts';

const START = Date.parse('2026-11-19T12:00:00Z');

function data(values: readonly (number | null)[]) {
  const chart = createChartData();
  const column = [...values];
  const series = [{ id: 'main', metric: 'keys', min: column, mean: column, max: column, last: column }];
  chart.load({ from: new Date(START).toISOString(), stepMs: 1000, count: values.length, series }, START, 1000);
  return chart;
}

it('csvOf › unknown values › writes one line per point in UTC and leaves them empty', () => {
  const text = csvOf(data([1, null, 2.5]), [{ id: 'main', metric: 'keys', name: 'main Keys, "all"', unit: 'count' }]);
  expect(text.split('\r\n')).toEqual([
    'time,"main Keys, ""all"" mean (count)","main Keys, ""all"" min (count)","main Keys, ""all"" max (count)"',
    '2026-11-19T12:00:00.000Z,1,1,1',
    '2026-11-19T12:00:01.000Z,,,',
    '2026-11-19T12:00:02.000Z,2.5,2.5,2.5',
    '',
  ]);
});

it('tableRows › many points › averages them in round steps, newest first', () => {
  const { rows, stepMs } = tableRows(data(Array.from({ length: 300 }, (_, index) => index)), [
    { id: 'main', metric: 'keys' },
  ]);
  expect(stepMs).toBe(10_000);
  expect(rows).toHaveLength(30);
  expect(rows[0]).toEqual({ at: START + 290_000, values: [{ mean: 294.5, min: 290, max: 299 }] });
});

it('tableRows › unknown points › stay unknown', () => {
  const { rows } = tableRows(data([null, null]), [{ id: 'main', metric: 'keys' }]);
  expect(rows.every(({ values: [figure] }) => Number.isNaN(figure?.mean))).toBe(true);
});

it('csvNumber › a whole number with more than twelve digits, such as a terabyte › every digit', () => {
  expect(csvNumber(1_234_567_890_123)).toBe('1234567890123');
  expect(csvNumber(Number.MAX_SAFE_INTEGER)).toBe('9007199254740991');
});

it('csvNumber › a mean with the noise of its binary form › twelve digits', () => {
  expect(csvNumber(0.1 + 0.2)).toBe('0.3');
  expect(csvNumber(1 / 3)).toBe('0.333333333333');
  expect(csvNumber(0)).toBe('0');
  expect(csvNumber(-0.5)).toBe('-0.5');
});

it('quoted › signs of CSV › in quotation marks, and nothing else', () => {
  expect(quoted('a,b')).toBe('"a,b"');
  expect(quoted('a"b')).toBe('"a""b"');
  expect(quoted('a\r\nb')).toBe('"a\r\nb"');
  expect(quoted("it's; a b")).toBe("it's; a b");
  expect(quoted('')).toBe('');
});

it('csvOf › nothing loaded › only the head', () => {
  expect(
    csvOf(createChartData(), [{ id: 'main', metric: 'keys', name: 'main Keys', unit: 'count' }]).split('\r\n'),
  ).toHaveLength(2);
});
