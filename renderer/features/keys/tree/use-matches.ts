import { useQuery } from '@tanstack/react-query';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { nameOf } from '../model/key-bytes.ts';
import { isMatching, matching, type ShownFilter } from '../model/key-filter.ts';
import { treeWords } from '../words/tree.ts';
import type { TreeNode } from './tree-nodes.ts';

export interface Figures {
  /** Null while they are counted. */
  readonly keys: number | null;
  readonly sizeBytes: number | null;
}

/** The keys and bytes of a row of the tree: all, or those that match while a filter is set. */
export function useMatches(source: KeySource, node: TreeNode, filter: ShownFilter, enabled: boolean): Figures {
  const counts = isMatching(filter) && node.kind !== 'direct';
  const place =
    node.kind === 'folder'
      ? { database: node.folder.database, prefix: nameOf(node.folder.prefix) }
      : { database: node.kind === 'database' ? node.database.index : node.direct.database };
  const { data } = useQuery(
    orpc.keyspace.list.queryOptions({
      input: { source, filter: { ...matching(filter), ...place }, limit: 0 },
      enabled: enabled && counts,
      gcTime: 20_000,
      meta: { doing: treeWords.countTheMatches },
    }),
  );
  // The folder pages that list them know no filter.
  if (isMatching(filter) && !counts) return { keys: null, sizeBytes: null };
  if (counts) return { keys: data?.total ?? null, sizeBytes: data?.sizeBytes ?? null };
  return node.kind === 'database' ? node.database : node.kind === 'folder' ? node.folder : node.direct;
}
