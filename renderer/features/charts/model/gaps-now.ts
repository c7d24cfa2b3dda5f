import type { ChartData } from './chart-data.ts';
import { type Gap, gapsOf, type MaxGapPoints, maxGapPointsOf } from './gaps.ts';

const noGaps: readonly Gap[] = [];

/** The gap tolerance for the current window. @param paceMs the sampling interval */
export function maxGapPointsNow(data: ChartData, paceMs: number): MaxGapPoints {
  const window = data.window();
  return window ? maxGapPointsOf(window, paceMs) : 1;
}

/** The times in the current window without data of any of these instances. */
export function gapsNow(data: ChartData, ids: readonly string[], paceMs: number): readonly Gap[] {
  const window = data.window();
  if (!window) return noGaps;
  const all = ids.flatMap((id) => data.known(id) ?? []);
  const known = new Uint8Array(window.count);
  for (const one of all) for (let at = 0; at < known.length; at++) if (one[at]) known[at] = 1;
  return gapsOf(known, window, paceMs, Date.now());
}
