import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { orpc } from '../../../client/api.ts';
import type { Span } from '../time/time-window.ts';

/** What happens by itself is told by nobody: it is looked for so often while the charts go on, ms. */
const LOOK_AGAIN_MS = 2000;
const MOST = 1000;
const none: readonly ActivityEvent[] = [];

/** What happened in this time: to the instance, or to all of them at once; to any where none is named. */
export function useEvents(id: string | null, shown: Span | null, live: boolean): readonly ActivityEvent[] {
  // The question stays the same for a twentieth of the time shown, so that it is not a new one every second.
  const part = shown ? Math.max(1000, (shown.to - shown.from) / 20) : 1;
  const from = shown ? Math.floor(shown.from / part) * part : 0;
  const to = live || !shown ? null : shown.to;
  const { data } = useQuery(
    orpc.activity.list.queryOptions({
      input: {
        from: new Date(from).toISOString(),
        ...(to === null ? {} : { to: new Date(to).toISOString() }),
        limit: MOST,
      },
      enabled: shown !== null,
      refetchInterval: live ? LOOK_AGAIN_MS : false,
      placeholderData: keepPreviousData,
      gcTime: 0,
      meta: { doing: 'Read what happened' },
    }),
  );
  const items = data?.items ?? none;
  return useMemo(
    () => items.filter(({ instance }) => id === null || instance === null || instance === id),
    [items, id],
  );
}
