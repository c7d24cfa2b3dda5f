import { FolderPages } from '../index/folder-pages.ts';
import { IndexCounts } from '../index/index-counts.ts';
import type { KeyIndex } from '../index/key-index.ts';
import { KeyList } from '../index/key-list.ts';
import { KeyViews } from '../index/key-views.ts';

/** An index with the parts that handle its requests. After a new copy, a live source replaces all of it. */
export interface IndexParts {
  readonly index: KeyIndex;
  readonly counts: IndexCounts;
  readonly views: KeyViews;
  readonly folders: FolderPages;
  readonly lists: KeyList;
}

export function partsOf(index: KeyIndex, signal: AbortSignal): IndexParts {
  const views = new KeyViews(index, signal);
  return {
    index,
    counts: new IndexCounts(index),
    views,
    folders: new FolderPages(index, views, signal),
    lists: new KeyList(index, views, signal),
  };
}
