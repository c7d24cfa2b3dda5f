import { pointAt } from '../time/time-window.ts';
import type { ChartData } from './chart-data.ts';
import type { Reach } from './gaps.ts';

/**
 * A figure at a time: the mean of its point, or of the nearest one before it that belongs to the same line.
 * NaN: unknown.
 * @param at ms since 1970; null, or outside of what is shown: the newest there is
 */
export function figureAt(data: ChartData, id: string, metric: string, at: number | null, reach: Reach): number {
  const window = data.window();
  const columns = data.columns(id, metric);
  if (!window || !columns) return Number.NaN;
  // A time that has moved out of what is shown is no time to point at.
  const pointed = at === null ? null : pointAt(window, at);
  const newest = pointed === null;
  const start = pointed ?? window.count - 1;
  const values = newest ? columns.last : columns.mean;
  const stop = Math.max(0, start - Math.max(reach, 1));
  for (let index = start; index >= stop; index--) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

/** The mean over all that is shown; NaN: nothing known. */
export function meanShown(data: ChartData, id: string, metric: string): number {
  const values = data.columns(id, metric)?.mean;
  let sum = 0;
  let known = 0;
  for (const value of values ?? []) {
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  return known === 0 ? Number.NaN : sum / known;
}
