import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { nameOf } from '../model/key-bytes.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import * as treeWords from '../words/tree.ts';
import { rowOf, type Segment } from './tree-layout.ts';
import { databaseId, folderId, foldersTo, linkedFolder, type Opened } from './tree-nodes.ts';

interface LinkOptions {
  readonly source: KeySource;
  readonly selected: Pick<KeysPlace, 'database' | 'prefix'>;
  readonly openKey: KeysPlace['key'];
  readonly separator: string;
  readonly enabled: boolean;
}

type Path = readonly (readonly [string, Opened])[];

export interface Link {
  /** The database and the folders around the linked one; empty without a database. */
  readonly initial: Path;
  /** Child indexes of all folders down to it, by id: they may be far beyond the pages on screen. */
  readonly located: ReadonlyMap<string, number>;
  /** The row of the linked folder; null while unknown, and after it was revealed. */
  readonly rowIn: (segments: readonly Segment[]) => number | null;
  readonly onRevealed: () => void;
}

/** The folder of a link when the tree opens. @param first the database if the link names none */
export function useLink({ source, selected, openKey, separator, enabled }: LinkOptions, first: number | null): Link {
  const [path] = useState(() => {
    const database = selected.database ?? openKey?.database ?? first;
    const key = openKey?.database === database ? (openKey?.name ?? null) : null;
    return database === null ? [] : pathTo(database, linkedFolder(selected.prefix, key, separator), separator);
  });
  const [isRevealed, setRevealed] = useState(path.length < 2);
  const located = useLocated(source, separator, path, enabled && !isRevealed);
  const last = path.at(-1);
  return {
    initial: path.length > 1 ? path.slice(0, -1) : path,
    located,
    rowIn(segments) {
      const child = last && located.get(last[0]);
      return isRevealed || child === undefined ? null : rowOf(segments, last?.[1].parent ?? '', child);
    },
    onRevealed: useCallback(() => setRevealed(true), []),
  };
}

function pathTo(database: number, prefix: Bytes | null, separator: string): Path {
  const folders = foldersTo(database, prefix, separator);
  if (prefix === null) return [...folders];
  const parent = folders.at(-1)?.[0] ?? databaseId(database);
  return [...folders, [folderId(database, prefix), { database, prefix, parent }]];
}

function useLocated(source: KeySource, separator: string, path: Path, enabled: boolean): ReadonlyMap<string, number> {
  const around = new Map<string, Bytes | null>(path.map(([id, { prefix }]) => [id, prefix]));
  const inner = path.flatMap(([id, { prefix, ...rest }]) => (prefix ? [{ ...rest, id, prefix }] : []));
  const results = useQueries({
    queries: inner.map(({ database, prefix, parent }) => {
      const outer = around.get(parent);
      const place = outer ? { prefix: nameOf(outer) } : {};
      return orpc.keyspace.folder.queryOptions({
        input: { source, database, separator, limit: 0, locate: nameOf(prefix), ...place },
        enabled,
        gcTime: 0,
        meta: { doing: treeWords.readTheFoldersOfTheTree },
      });
    }),
  });
  return new Map(
    results.flatMap(({ data }, at) => {
      const id = inner[at]?.id;
      return id !== undefined && data?.locatedAt != null ? [[id, data.locatedAt] as const] : [];
    }),
  );
}
