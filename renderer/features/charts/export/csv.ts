import type { Unit } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import { timeOfPoint } from '../time/time-window.ts';

/** One series as it goes into a file. */
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
  perSecond: 'per second',
  bytesPerSecond: 'bytes per second',
  share: '0 to 1',
  percent: 'percent of one core',
  ms: 'ms',
  ratio: 'ratio',
};

/**
 * What is on screen as CSV (RFC 4180): a line a point with when it begins, and of each series mean, least and most.
 * What is unknown is empty, not 0.
 */
export function csvOf(data: ChartData, series: readonly CsvSeries[]): string {
  const window = data.window();
  const heads = series.flatMap(({ name, unit }) =>
    ['mean', 'min', 'max'].map((what) => `${name} ${what} (${unitNames[unit]})`),
  );
  const lines = [['time', ...heads].map(quoted).join(',')];
  for (let index = 0; window && index < window.count; index++) {
    const at = new Date(timeOfPoint(window, index) - window.stepMs / 2).toISOString();
    const values = series.flatMap(({ id, metric }) => {
      const columns = data.columns(id, metric);
      return [columns?.mean[index], columns?.min[index], columns?.max[index]].map(written);
    });
    lines.push([at, ...values].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function written(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(Number(value.toPrecision(12)));
}

/** A cell as RFC 4180 has it. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
