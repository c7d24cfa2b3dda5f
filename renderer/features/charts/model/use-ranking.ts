import { useEffect, useState } from 'react';
import { useStable } from '../../../lib/use-stable.ts';
import type { ChartData } from './chart-data.ts';
import { meanShown } from './figures-at.ts';

/** A list that reorders at every sample cannot be read. */
const RANK_EVERY_MS = 5000;

/** Ids by mean over the visible range, largest first, unknown last. */
export function useRanking(data: ChartData, ids: readonly string[], metric: string): readonly string[] {
  const [ranked, setRanked] = useState<{ readonly order: readonly string[]; readonly at: number }>({
    order: ids,
    at: 0,
  });
  const rank = useStable((force: boolean) => {
    const now = Date.now();
    if (!force && now - ranked.at < RANK_EVERY_MS) return;
    const means = new Map(ids.map((id) => [id, meanShown(data, id, metric)]));
    const known = [...means.values()].some((mean) => !Number.isNaN(mean));
    const weight = (id: string) => means.get(id) || (Number.isNaN(means.get(id) ?? Number.NaN) ? -1 : 0);
    const order = ids.toSorted((one, other) => weight(other) - weight(one));
    // Until data arrives, the next change ranks immediately.
    setRanked({ order, at: known ? now : 0 });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of metric or instances ranks immediately.
  useEffect(() => rank(true), [ids, metric, rank]);
  useEffect(() => data.subscribe(() => rank(false)), [data, rank]);
  return ranked.order;
}
