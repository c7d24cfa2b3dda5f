import type { ChartData } from './chart-data.ts';
import { type Gap, gapsOf, type Reach, reachOf } from './gaps.ts';

const nothing: readonly Gap[] = [];

/** How many points may be unknown without being a gap, in what is shown now. @param paceMs how often is looked */
export function reachNow(data: ChartData, paceMs: number): Reach {
  const window = data.window();
  return window ? reachOf(window, paceMs) : 1;
}

/** The times shown now of which nothing is known of any of these instances. */
export function gapsNow(data: ChartData, ids: readonly string[], paceMs: number): readonly Gap[] {
  const window = data.window();
  if (!window) return nothing;
  const all = ids.flatMap((id) => data.known(id) ?? []);
  const known = new Uint8Array(window.count);
  for (const one of all) for (let at = 0; at < known.length; at++) if (one[at]) known[at] = 1;
  return gapsOf(known, window, paceMs, Date.now());
}
