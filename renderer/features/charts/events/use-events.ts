import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { orpc } from '../../../client/api.ts';
import type { Span } from '../model/time-window.ts';
import * as eventsWords from '../words/events.ts';

/** Detected events are not pushed, so live charts poll for them. */
const REFETCH_MS = 2000;
const MAX_EVENTS = 1000;
const none: readonly ActivityEvent[] = [];

/** Events of a time span that concern one instance (including events of all instances), or any instance if `id` is null. */
export function useEvents(id: string | null, shown: Span | null, live: boolean): readonly ActivityEvent[] {
  // Rounding to a twentieth of the span keeps the query key stable, so it does not refetch every second.
  const stepMs = shown ? Math.max(1000, (shown.to - shown.from) / 20) : 1;
  const from = shown ? Math.floor(shown.from / stepMs) * stepMs : 0;
  const to = live || !shown ? null : shown.to;
  const { data } = useQuery(
    orpc.activity.list.queryOptions({
      input: {
        from: new Date(from).toISOString(),
        ...(to === null ? {} : { to: new Date(to).toISOString() }),
        limit: MAX_EVENTS,
      },
      enabled: shown !== null,
      refetchInterval: live ? REFETCH_MS : false,
      placeholderData: keepPreviousData,
      gcTime: 0,
      meta: { doing: eventsWords.readEvents },
    }),
  );
  const items = data?.items ?? none;
  return useMemo(
    () => items.filter(({ instance }) => id === null || instance === null || instance === id),
    [items, id],
  );
}
