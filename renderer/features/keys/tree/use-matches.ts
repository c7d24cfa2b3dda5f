import { useQuery } from '@tanstack/react-query';
import type { KeyFilter, KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { nameOf } from '../model/key-bytes.ts';
import { matching, type ShownFilter } from '../model/key-filter.ts';
import * as treeWords from '../words/tree.ts';
import type { TreeNode } from './tree-nodes.ts';

export interface Figures {
  /** Null while they are counted. */
  readonly keys: number | null;
  readonly sizeBytes: number | null;
}

interface MatchesOptions {
  readonly source: KeySource;
  readonly node: TreeNode;
  readonly filter: ShownFilter;
  readonly separator: string;
  readonly enabled: boolean;
}

/** All keys and bytes of a row of the tree. */
export function figuresOf(node: TreeNode): Figures {
  return node.kind === 'database' ? node.database : node.kind === 'folder' ? node.folder : node.direct;
}

/** The keys and bytes of a row of the tree that match a filter. */
export function useMatches({ source, node, filter, separator, enabled }: MatchesOptions): Figures {
  const { data } = useQuery(
    orpc.keyspace.list.queryOptions({
      input: { source, filter: { ...matching(filter), ...placeOf(node, separator) }, limit: 0 },
      enabled,
      gcTime: 20_000,
      meta: { doing: treeWords.countTheMatches },
    }),
  );
  return { keys: data?.total ?? null, sizeBytes: data?.sizeBytes ?? null };
}

function placeOf(node: TreeNode, separator: string): Pick<KeyFilter, 'database' | 'prefix' | 'directBy'> {
  if (node.kind === 'database') return { database: node.database.index };
  if (node.kind === 'direct') return { database: node.direct.database, directBy: separator };
  return { database: node.folder.database, prefix: nameOf(node.folder.prefix) };
}
