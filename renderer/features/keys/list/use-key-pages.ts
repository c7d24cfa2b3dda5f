import { useQueries } from '@tanstack/react-query';
import type { KeyItem, KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { filterOf, type ShownFilter } from '../model/key-filter.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import { pagesOf } from '../rows/tall-scroll.ts';
import * as listWords from '../words/list.ts';

export type KeySort = 'key' | 'size' | 'expires';

const PAGE = 100;
/** Pages that are off screen are dropped, so that scrolling through millions of keys keeps memory small. */
const FORGET_AFTER_MS = 20_000;

export interface KeyPages {
  /** Null before the first page. */
  readonly total: number | null;
  /** Of all keys of the list; null if unknown. */
  readonly sizeBytes: number | null;
  /** When the total was read, ms since 1970; 0 before the first page. */
  readonly readAt: number;
  /** Undefined while its page is loading. */
  readonly itemAt: (row: number) => KeyItem | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

export interface KeyPagesOptions {
  readonly source: KeySource;
  readonly place: Pick<KeysPlace, 'database' | 'prefix' | 'direct'>;
  readonly filter: ShownFilter;
  readonly sort: KeySort;
  readonly separator: string;
  readonly enabled: boolean;
}

const settings = { gcTime: FORGET_AFTER_MS, meta: { doing: listWords.readTheListOfKeys } };

/** The options of the query of one page. */
export function keyPage({ source, place, filter, sort, separator, enabled }: KeyPagesOptions, page: number) {
  return orpc.keyspace.list.queryOptions({
    ...settings,
    input: { source, filter: filterOf(filter, place, separator), sort, offset: page * PAGE, limit: PAGE },
    enabled,
  });
}

/** The keys of the selected folder, by pages around the rows on screen. */
export function useKeyPages(options: KeyPagesOptions, first: number, last: number): KeyPages {
  const pages = [...new Set([0, ...pagesOf(first, last, PAGE)])];
  return useQueries({
    queries: pages.map((page) => keyPage(options, page)),
    combine: (results) => {
      const newest = results.toSorted((one, other) => other.dataUpdatedAt - one.dataUpdatedAt)[0];
      return {
        total: newest?.data?.total ?? null,
        sizeBytes: newest?.data?.sizeBytes ?? null,
        readAt: newest?.dataUpdatedAt ?? 0,
        itemAt: (row: number) => results[pages.indexOf(Math.floor(row / PAGE))]?.data?.items[row % PAGE],
        ...failureIn(results),
      };
    },
  });
}

interface PageResult {
  readonly error: unknown;
  readonly data: unknown;
  readonly refetch: () => unknown;
}

function failureIn(results: readonly PageResult[]): Pick<KeyPages, 'error' | 'retry'> {
  return {
    // If a page that was loaded before fails, its old keys stay, and a toast reports the failure.
    error: results.find(({ error, data }) => error !== null && data === undefined)?.error ?? null,
    retry: () => {
      for (const { error, refetch } of results) if (error !== null) refetch();
    },
  };
}
