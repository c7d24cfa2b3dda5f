import type { Unit } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import { timeOfPoint } from '../model/time-window.ts';
import * as exportWords from '../words/export.ts';

/** One series of a CSV file. */
export interface CsvSeries {
  readonly id: string;
  readonly metric: string;
  /** `main memoryUsedBytes` */
  readonly name: string;
  readonly unit: Unit;
}

const unitNames: Readonly<Record<Unit, string>> = {
  bytes: 'bytes',
  count: 'count',
  perSecond: exportWords.perSecond,
  bytesPerSecond: exportWords.bytesPerSecond,
  share: exportWords.to10,
  percent: exportWords.percentOfOneCore,
  ms: 'ms',
  ratio: 'ratio',
};

/**
 * The visible data as CSV (RFC 4180): one line per point with its start time and mean, min and max of each series.
 * Unknown values stay empty instead of 0.
 */
export function csvOf(data: ChartData, series: readonly CsvSeries[]): string {
  const window = data.window();
  const headers = series.flatMap(({ name, unit }) =>
    ['mean', 'min', 'max'].map((column) => `${name} ${column} (${unitNames[unit]})`),
  );
  const lines = [['time', ...headers].map(quoted).join(',')];
  for (let index = 0; window && index < window.count; index++) {
    const at = new Date(timeOfPoint(window, index) - window.stepMs / 2).toISOString();
    const values = series.flatMap(({ id, metric }) => {
      const columns = data.columns(id, metric);
      return [columns?.mean[index], columns?.min[index], columns?.max[index]].map(formatted);
    });
    lines.push([at, ...values].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function formatted(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : csvNumber(value);
}

/** Whole numbers exactly, such as bytes and calls; others to twelve digits, without the noise of their binary form. */
export function csvNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(12)));
}

/** Quotes a cell as RFC 4180 requires. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
