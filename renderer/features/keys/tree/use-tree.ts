import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyDatabase, KeySource } from '../../../../shared/contract/keyspace.ts';
import { pagesOf } from '../rows/tall-scroll.ts';
import { childAt, type OpenFolder, type Segment, segmentsOf } from './tree-layout.ts';
import {
  databaseId,
  directId,
  folderNode,
  type Opened,
  type OpenedFolders,
  type TreeNode,
  withoutFolder,
} from './tree-nodes.ts';
import { childNumber, FOLDER_PAGE, type LoadedFolder, useFolderPages, type WantedPage } from './use-folder-pages.ts';

/** A row of the tree with its position. */
export interface TreeRow {
  /** Null while its page is loading. */
  readonly node: TreeNode | null;
  readonly level: number;
  readonly child: number;
  readonly siblings: number;
  /** The id of the folder around it. */
  readonly parent: string;
}

export interface Tree {
  readonly segments: readonly Segment[];
  readonly rows: number;
  readonly rowAt: (row: number) => TreeRow | null;
  /** The folder around a row. */
  readonly openedFolder: (id: string) => Opened | undefined;
  readonly isOpen: (id: string) => boolean;
  /** It was opened and has no folders. */
  readonly isLeaf: (id: string) => boolean;
  readonly open: (node: TreeNode, parent: string) => void;
  readonly close: (id: string) => void;
  readonly error: unknown;
  readonly retry: () => void;
}

interface TreeOptions {
  readonly source: KeySource;
  readonly databases: readonly KeyDatabase[];
  readonly separator: string;
  /** Folders that are initially open. */
  readonly initial: readonly (readonly [string, Opened])[];
  /** Child indexes of folders whose page may not be loaded. */
  readonly located: ReadonlyMap<string, number>;
  readonly enabled: boolean;
  /** The rows on screen. */
  readonly first: number;
  readonly last: number;
}

/** The folders of a source: loaded when opened, and as far as they are on screen. */
export function useTree({ source, databases, separator, initial, located, enabled, ...screen }: TreeOptions): Tree {
  const [opened, setOpened] = useState<OpenedFolders>(() => new Map(initial));
  const [onScreen, setOnScreen] = useState<readonly WantedPage[]>([]);
  const wanted = useMemo(() => wantedPages(opened, onScreen), [opened, onScreen]);
  const pages = useFolderPages({ source, separator, enabled, opened, wanted });
  const children = useRef(new Map<string, number>());
  for (const [id, folder] of opened) {
    const isTop = folder.parent === '';
    const child = isTop
      ? databases.findIndex(({ index }) => index === folder.database)
      : childNumber(pages.of.get(folder.parent), folder);
    // A page that left the screen is not reloaded: the last known number is close enough until it comes back.
    if (isTop || child !== -1) children.current.set(id, child);
    else if ((children.current.get(id) ?? -1) === -1) children.current.set(id, located.get(id) ?? -1);
  }
  const folders = openFolders(opened, databases.length, pages.of, children.current);
  const { segments, rows } = segmentsOf(folders);

  const needed = pagesOnScreen(segments, screen.first, screen.last);
  const key = JSON.stringify(needed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: pages are compared by content
  useEffect(() => setOnScreen(needed), [key]);

  return {
    segments,
    rows,
    rowAt: (row) => {
      const at = childAt(segments, row);
      if (!at) return null;
      const node = nodeOf(at.folder, at.child, opened, databases, pages.of);
      return {
        node,
        level: at.level,
        child: at.child,
        siblings: folders.get(at.folder)?.total ?? 0,
        parent: at.folder,
      };
    },
    openedFolder: (id) => opened.get(id),
    isOpen: (id) => opened.has(id),
    isLeaf: (id) => pages.of.get(id)?.totalFolders === 0 && opened.get(id)?.prefix !== null,
    open: (node, parent) => {
      if (node.kind === 'direct') return;
      const { database, prefix } =
        node.kind === 'folder' ? node.folder : { database: node.database.index, prefix: null };
      setOpened((before) => new Map(before).set(node.id, { database, prefix, parent }));
    },
    close: (id) => setOpened((before) => withoutFolder(before, id)),
    error: pages.error,
    retry: pages.retry,
  };
}

type Loaded = ReadonlyMap<string, LoadedFolder>;

function openFolders(
  opened: OpenedFolders,
  databases: number,
  loaded: Loaded,
  children: ReadonlyMap<string, number>,
): ReadonlyMap<string, OpenFolder> {
  const inside = (parent: string) =>
    [...opened].flatMap(([id, one]) => (one.parent === parent ? [{ id, child: children.get(id) ?? -1 }] : []));
  const folders = [...opened].map(([id, { prefix }]): [string, OpenFolder] => {
    const { totalFolders = 0, totalKeys = 0 } = loaded.get(id) ?? {};
    // Keys without a prefix are one row below the folders of their database.
    const direct = prefix === null && totalKeys > 0 ? 1 : 0;
    return [id, { id, total: totalFolders + direct, open: inside(id) }];
  });
  return new Map([['', { id: '', total: databases, open: inside('') }], ...folders]);
}

function nodeOf(
  folder: string,
  child: number,
  opened: OpenedFolders,
  databases: readonly KeyDatabase[],
  loaded: Loaded,
): TreeNode | null {
  if (folder === '') {
    const database = databases[child];
    return database ? { kind: 'database', id: databaseId(database.index), database } : null;
  }
  const of = loaded.get(folder);
  const found = of?.pages.get(Math.floor(child / FOLDER_PAGE))?.folders[child % FOLDER_PAGE];
  if (found) return folderNode(found);
  const database = opened.get(folder)?.database ?? 0;
  if (!of || child !== of.totalFolders) return null;
  const first = of.pages.get(0)?.folders ?? [];
  const all = databases.find(({ index }) => index === database);
  const rest = (all?.sizeBytes ?? 0) - first.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sizeBytes = all && first.length === of.totalFolders && rest >= 0 ? rest : null;
  return { kind: 'direct', id: directId(database), direct: { database, keys: of.totalKeys, sizeBytes } };
}

/** The first page of each open folder has its totals. */
function wantedPages(opened: OpenedFolders, onScreen: readonly WantedPage[]): readonly WantedPage[] {
  const firsts = [...opened.keys()].map((id) => ({ id, page: 0 }));
  return [...firsts, ...onScreen.filter(({ id, page }) => page > 0 && opened.has(id))];
}

function pagesOnScreen(segments: readonly Segment[], first: number, last: number): readonly WantedPage[] {
  return segments.flatMap(({ folder, from, count, row }) => {
    const start = Math.max(first, row);
    const end = Math.min(last, row + count - 1);
    if (folder === '' || end < start) return [];
    return pagesOf(from + start - row, from + end - row, FOLDER_PAGE).map((page) => ({ id: folder, page }));
  });
}
