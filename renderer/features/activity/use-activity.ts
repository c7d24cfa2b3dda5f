import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ActivityEvent, ActivityFilter } from '../../../shared/contract/activity.ts';
import { orpc } from '../../client/api.ts';
import * as activityWords from './words.ts';

const PAGE_SIZE = 200;

/** The loaded events, newest first; undefined until the first response. */
export function useActivity(filter: ActivityFilter) {
  const query = useInfiniteQuery(
    orpc.activity.list.infiniteOptions({
      input: (before: string | undefined) => ({
        ...filter,
        limit: PAGE_SIZE,
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ items, more }) => (more ? items.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
      meta: { doing: activityWords.readTheActivityLog },
    }),
  );
  const { data } = query;
  const events = useMemo<readonly ActivityEvent[] | undefined>(() => data?.pages.flatMap(({ items }) => items), [data]);
  const unreadable = data?.pages.reduce((sum, page) => sum + page.unreadable, 0) ?? 0;
  return {
    events,
    unreadable,
    more: query.hasNextPage,
    loadMore: () => void (query.isFetchingNextPage || query.fetchNextPage()),
    loading: query.isFetchingNextPage,
    error: query.error,
    retry: () => void query.refetch(),
    retrying: query.isFetching,
  };
}
