import type { ChartData } from './chart-data.ts';
import { type Gap, gapsOf, type Reach, reachOf } from './gaps.ts';

const nothing: readonly Gap[] = [];

/** How many points may be unknown without being a gap, in what is shown now. @param paceMs how often is looked */
export function reachNow(data: ChartData, paceMs: number): Reach {
  const window = data.window();
  return window ? reachOf(window, paceMs) : 1;
}

/** The times shown now of which nothing is known of the instance. */
export function gapsNow(data: ChartData, id: string, paceMs: number): readonly Gap[] {
  const window = data.window();
  if (!window) return nothing;
  return gapsOf(data.known(id) ?? new Uint16Array(window.count), window, paceMs, Date.now());
}
