import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { useStore } from '../../../lib/store.ts';
import { rangeById } from '../../../lib/time-ranges.ts';
import * as modelWords from '../words/model.ts';
import { chartsRange, chartsState } from './view-state.ts';

/** The colours of more lines look alike. */
const MAX_DATABASES = 16;
/** The query key changes once a minute, because databases appear and disappear rarely. */
const REFETCH_MS = 60_000;

/** The databases with keys at any time in the visible range; undefined while loading. */
export function useDatabases(id: string): readonly number[] | undefined {
  const range = rangeById(useStore(chartsRange));
  const { zooms, pausedAt } = useStore(chartsState);
  const zoom = zooms.at(-1);
  const to = zoom?.to ?? pausedAt ?? Math.ceil(Date.now() / REFETCH_MS) * REFETCH_MS;
  const from = zoom?.from ?? to - range.ms;
  const { data, error } = useQuery(
    orpc.metrics.databases.queryOptions({
      input: { id, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
      placeholderData: keepPreviousData,
      gcTime: 0,
      meta: { doing: modelWords.readTheDatabasesOfId(id) },
    }),
  );
  const now = useLiveStatus(id)?.databases.map(({ index }) => index) ?? [];
  const known = data ?? (error ? [] : undefined);
  const key =
    known &&
    [...new Set([...known, ...now])]
      .toSorted((one, other) => one - other)
      .slice(0, MAX_DATABASES)
      .join(' ');
  return useMemo(() => (key === undefined ? undefined : key.split(' ').filter(Boolean).map(Number)), [key]);
}
