import type { ChartData } from './chart-data.ts';
import { endOf } from './time-window.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 5, 10, 30]
  .map((each) => each * SECOND)
  .concat(
    [1, 2, 5, 10, 15, 30].map((each) => each * MINUTE),
    [1, 2, 3, 6, 12].map((each) => each * HOUR),
    [1, 2, 7].map((each) => each * DAY),
  );

const MAX_ROWS = 40;

export interface TableRow {
  /** Start, ms since 1970. */
  readonly at: number;
  /** For each series; NaN: unknown. */
  readonly values: readonly { readonly mean: number; readonly min: number; readonly max: number }[];
}

/** The data of a chart, averaged over round time steps, newest first. */
export function tableRows(
  data: ChartData,
  series: readonly { readonly id: string; readonly metric: string }[],
): { readonly stepMs: number; readonly rows: readonly TableRow[] } {
  const window = data.window();
  if (!window) return { stepMs: SECOND, rows: [] };
  const span = endOf(window) - window.from;
  const stepMs = STEPS.find((step) => step >= window.stepMs && span / step <= MAX_ROWS) ?? 7 * DAY;
  const rows: TableRow[] = [];
  // Days start at local midnight.
  const offsetMs = new Date(window.from).getTimezoneOffset() * MINUTE;
  for (let at = Math.floor((window.from - offsetMs) / stepMs) * stepMs + offsetMs; at < endOf(window); at += stepMs) {
    const first = Math.max(0, Math.ceil((at - window.from) / window.stepMs));
    const after = Math.min(window.count, Math.ceil((at + stepMs - window.from) / window.stepMs));
    if (first >= after) continue;
    const values = series.map(({ id, metric }) => {
      const columns = data.columns(id, metric);
      let [sum, known, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let index = first; columns && index < after; index++) {
        const mean = columns.mean[index] ?? Number.NaN;
        if (Number.isNaN(mean)) continue;
        sum += mean;
        known += 1;
        min = Math.min(min, columns.min[index] ?? mean);
        max = Math.max(max, columns.max[index] ?? mean);
      }
      return known === 0 ? { mean: Number.NaN, min: Number.NaN, max: Number.NaN } : { mean: sum / known, min, max };
    });
    rows.push({ at, values });
  }
  return { stepMs, rows: rows.toReversed() };
}
