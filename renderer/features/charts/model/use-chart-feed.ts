import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { api, orpc } from '../../../client/api.ts';
import { isSeen } from '../../../lib/seen.ts';
import { useStore } from '../../../lib/store.ts';
import { rangeById } from '../../../lib/time-ranges.ts';
import { useStable } from '../../../lib/use-stable.ts';
import * as modelWords from '../words/model.ts';
import { type ChartData, createChartData, type RangeAnswer } from './chart-data.ts';
import { followTicks } from './ticks.ts';
import type { Span } from './time-window.ts';
import { chartsRange, chartsState } from './view-state.ts';

/** Defaults until the settings are loaded. */
const INTERVAL_MS = 5000;
const WATCHED_MS = 1000;

interface FeedOptions {
  readonly ids: readonly string[];
  readonly metrics: readonly string[];
  /** Points worth reading for the plot width; 0 while the width is unknown. */
  readonly points: number;
}

/** Metrics of these instances: history first, then live samples unless paused or zoomed. */
export function useChartFeed({ ids, metrics, points }: FeedOptions) {
  const [data] = useState(createChartData);
  const range = rangeById(useStore(chartsRange));
  const { zooms, pausedAt } = useStore(chartsState);
  const zoom = zooms.at(-1) ?? null;
  const live = zoom === null && pausedAt === null;
  const { watchedIntervalMs: paceMs } = usePace();
  const query = useQuery({
    queryKey: ['charts', ids, metrics, points, zoom ?? { range: range.id, pausedAt }],
    queryFn: ({ signal }) => {
      const { from, to } = zoom ?? spanTo(pausedAt ?? Date.now(), range.ms);
      return api.metrics.range(
        {
          ids: [...ids],
          metrics: [...metrics],
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          points,
        },
        { signal },
      );
    },
    enabled: ids.length > 0 && metrics.length > 0 && points > 1,
    // The window moves with time, so cached history is always outdated.
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    meta: { doing: modelWords.readTheChartHistory },
  });
  const { data: answer, isPlaceholderData, refetch } = query;
  const load = useStable((fresh: RangeAnswer) => data.load(fresh, Date.now(), paceMs));
  useEffect(() => {
    if (answer && !isPlaceholderData) load(answer);
  }, [answer, isPlaceholderData, load]);
  useEffect(() => {
    if (!live) return;
    return followTicks(({ at, items }) => data.add(at, items));
  }, [live, data]);
  const seen = useStore(isSeen);
  const wasSeen = useRef(seen);
  useEffect(() => {
    // The samples of the time while the window was hidden are recorded.
    if (seen && !wasSeen.current && live) void refetch();
    wasSeen.current = seen;
  }, [seen, live, refetch]);
  return {
    data,
    live,
    /** The data of the previous range or instance is still shown. */
    changing: isPlaceholderData,
    error: answer === undefined ? query.error : null,
    retry: () => void refetch(),
    retrying: query.isFetching,
    /** Sampling interval while charts are open. */
    paceMs,
  };
}

/** The sampling intervals. */
export function usePace() {
  const { data } = useQuery(
    orpc.metrics.settings.queryOptions({ meta: { doing: modelWords.readTheSamplingInterval } }),
  );
  return useMemo(() => data ?? { intervalMs: INTERVAL_MS, watchedIntervalMs: WATCHED_MS }, [data]);
}

/** Renders again whenever the data changes. */
export function useChanges(data: ChartData): number {
  return useSyncExternalStore(data.subscribe, data.version);
}

function spanTo(to: number, ms: number): Span {
  return { from: to - ms, to };
}
