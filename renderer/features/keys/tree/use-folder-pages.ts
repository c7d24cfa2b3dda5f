import { useQueries } from '@tanstack/react-query';
import type { KeyFolder, KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { idOf, nameOf } from '../model/key-bytes.ts';
import * as treeWords from '../words/tree.ts';
import type { Opened, OpenedFolders } from './tree-nodes.ts';

export const FOLDER_PAGE = 200;

/** A page of the folders directly in a folder. */
export interface WantedPage {
  readonly id: string;
  readonly page: number;
}

interface Page {
  readonly folders: readonly KeyFolder[];
  readonly totalFolders: number;
  readonly totalKeys: number;
}

/** The loaded pages of one open folder. */
export interface LoadedFolder {
  readonly pages: ReadonlyMap<number, Page>;
  readonly totalFolders: number;
  /** Keys directly in it. */
  readonly totalKeys: number;
}

export interface FolderPages {
  readonly of: ReadonlyMap<string, LoadedFolder>;
  readonly error: unknown;
  readonly retry: () => void;
}

interface FolderPagesOptions {
  readonly source: KeySource;
  readonly separator: string;
  readonly enabled: boolean;
  readonly opened: OpenedFolders;
  readonly wanted: readonly WantedPage[];
}

/** The options of the query of one page. */
export function folderPage(
  { source, separator, enabled }: Pick<FolderPagesOptions, 'source' | 'separator' | 'enabled'>,
  { database, prefix }: Pick<Opened, 'database' | 'prefix'>,
  page: number,
) {
  const folder = prefix === null ? {} : { prefix: nameOf(prefix) };
  return orpc.keyspace.folder.queryOptions({
    input: { source, database, separator, offset: page * FOLDER_PAGE, limit: FOLDER_PAGE, ...folder },
    enabled,
    meta: { doing: treeWords.readTheFoldersOfTheTree },
  });
}

/** Reads pages of open folders. */
export function useFolderPages({ source, separator, enabled, opened, wanted }: FolderPagesOptions): FolderPages {
  const results = useQueries({
    queries: wanted.map(({ id, page }) => {
      const folder = opened.get(id) ?? ({ database: 0, prefix: null } satisfies Partial<Opened>);
      return folderPage({ source, separator, enabled }, folder, page);
    }),
  });
  const of = new Map<string, LoadedFolder & { at: number; pages: Map<number, Page> }>();
  results.forEach(({ data, dataUpdatedAt }, index) => {
    const { id = '', page = 0 } = wanted[index] ?? {};
    if (!data) return;
    const before = of.get(id);
    const pages = (before?.pages ?? new Map<number, Page>()).set(page, data);
    // Pages are loaded at different times: the newest has the totals.
    const newest = before && before.at > dataUpdatedAt ? before : { ...data, at: dataUpdatedAt };
    of.set(id, { pages, totalFolders: newest.totalFolders, totalKeys: newest.totalKeys, at: newest.at });
  });
  const failed = results.filter(({ error, data }) => error !== null && data === undefined);
  return {
    of,
    error: failed[0]?.error ?? null,
    retry: () => {
      for (const { refetch } of failed) void refetch();
    },
  };
}

/** The child index of a folder among the loaded pages; -1 if none has it. */
export function childNumber(loaded: LoadedFolder | undefined, { prefix }: Opened): number {
  if (!loaded || prefix === null) return -1;
  const wanted = idOf(prefix);
  for (const [page, { folders }] of loaded.pages) {
    const at = folders.findIndex((folder) => idOf(folder.prefix) === wanted);
    if (at !== -1) return page * FOLDER_PAGE + at;
  }
  return -1;
}
