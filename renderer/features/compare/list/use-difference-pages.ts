import { useQueries } from '@tanstack/react-query';
import type {
  ComparedKey,
  ComparedSources,
  DifferenceCounts,
  DifferenceFilter,
} from '../../../../shared/contract/compare.ts';
import { orpc } from '../../../client/api.ts';
import { pagesOf } from '../../keys/rows/tall-scroll.ts';
import * as pageWords from '../words/page.ts';

const PAGE = 100;
/** Pages that are no longer on screen are forgotten. */
const FORGET_AFTER_MS = 20_000;

export interface DifferencePages {
  /** Null before the first page. */
  readonly total: number | null;
  readonly counts: DifferenceCounts | null;
  readonly bytesBefore: number;
  /** When the total was read, ms since 1970; 0 before the first page. */
  readonly readAt: number;
  /** Undefined while its page is loading. */
  readonly itemAt: (row: number) => ComparedKey | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The keys that a filter finds, by pages around the rows on screen. */
export function useDifferencePages(
  { before, after }: ComparedSources,
  filter: DifferenceFilter,
  first: number,
  last: number,
): DifferencePages {
  const pages = [...new Set([0, ...pagesOf(first, last, PAGE)])];
  return useQueries({
    queries: pages.map((page) =>
      orpc.compare.list.queryOptions({
        gcTime: FORGET_AFTER_MS,
        meta: { doing: pageWords.readTheComparison },
        input: { before, after, filter, offset: page * PAGE, limit: PAGE },
      }),
    ),
    combine: (results) => {
      const newest = results.toSorted((one, other) => other.dataUpdatedAt - one.dataUpdatedAt)[0];
      return {
        total: newest?.data?.total ?? null,
        counts: newest?.data?.counts ?? null,
        bytesBefore: newest?.data?.bytesBefore ?? 0,
        readAt: newest?.dataUpdatedAt ?? 0,
        itemAt: (row: number) => results[pages.indexOf(Math.floor(row / PAGE))]?.data?.items[row % PAGE],
        error: results.find(({ error, data }) => error !== null && data === undefined)?.error ?? null,
        retry: () => {
          for (const { error, refetch } of results) if (error !== null) void refetch();
        },
      };
    },
  });
}
