import type { ChartData } from './chart-data.ts';
import type { MaxGapPoints } from './gaps.ts';
import { pointAt } from './time-window.ts';

/**
 * The value at a time: the mean of its point, or of the nearest earlier point within the allowed gap. NaN: unknown.
 * @param at ms since 1970; null or outside the window: the newest value
 */
export function figureAt(
  data: ChartData,
  id: string,
  metric: string,
  at: number | null,
  maxGapPoints: MaxGapPoints,
): number {
  const window = data.window();
  const columns = data.columns(id, metric);
  if (!window || !columns) return Number.NaN;
  // The live window may have moved past the cursor.
  const pointed = at === null ? null : pointAt(window, at);
  const newest = pointed === null;
  const start = pointed ?? window.count - 1;
  const values = newest ? columns.last : columns.mean;
  const stop = Math.max(0, start - Math.max(maxGapPoints, 1));
  for (let index = start; index >= stop; index--) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

/** The mean over the whole window; NaN if nothing is known. */
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
