import { type KeyboardEvent, useRef } from 'react';
import { rowForKey } from '../rows/row-for-key.ts';
import { rowOf } from './tree-layout.ts';
import type { TreeNode } from './tree-nodes.ts';
import type { Tree } from './use-tree.ts';

/** Letters typed within this time search for one word. */
const TYPED_WITHIN_MS = 800;
/** The rows that type-ahead looks at. */
const MAX_SEARCHED = 5000;

interface TreeKeysOptions {
  readonly tree: Tree;
  readonly active: number;
  readonly pageRows: number;
  readonly labelOf: (node: TreeNode, parent: string) => string;
  readonly select: (node: TreeNode) => void;
  /** Moves to a row. */
  readonly activate: (row: number) => void;
}

/** Keyboard handling of a tree, by the ARIA pattern: arrows, Home, End, Enter, and letters that find a folder. */
export function useTreeKeys(options: TreeKeysOptions): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    const { tree, active, activate, select, pageRows } = options;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = tree.rowAt(active);
    const to = rowForKey(event.key, { active, total: tree.rows, pageRows });
    if (to !== undefined) activate(to);
    else if (event.key === 'ArrowRight') openOrEnter(options);
    else if (event.key === 'ArrowLeft') closeOrLeave(options);
    else if (event.key === 'Enter' || event.key === ' ') {
      if (at?.node) select(at.node);
    } else if ([...event.key].length === 1) {
      const now = Date.now();
      const { text, at: before } = typed.current;
      typed.current = { text: (now - before < TYPED_WITHIN_MS ? text : '') + event.key.toLowerCase(), at: now };
      const found = search(options, typed.current.text);
      if (found !== null) activate(found);
      // Letters are shortcuts elsewhere.
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };
}

function openOrEnter({ tree, active, activate }: TreeKeysOptions): void {
  const at = tree.rowAt(active);
  if (!at?.node || at.node.kind === 'direct' || tree.isLeaf(at.node.id)) return;
  if (tree.isOpen(at.node.id)) activate(Math.min(tree.rows - 1, active + 1));
  else tree.open(at.node, at.parent);
}

function closeOrLeave({ tree, active, activate }: TreeKeysOptions): void {
  const at = tree.rowAt(active);
  if (at?.node && tree.isOpen(at.node.id)) {
    tree.close(at.node.id);
    return;
  }
  if (!at || at.parent === '') return;
  // The row above with a lower level is the folder around it.
  const start = rowOf(tree.segments, at.parent, 0);
  if (start !== null && start > 0) activate(start - 1);
}

function search({ tree, active, labelOf }: TreeKeysOptions, text: string): number | null {
  const rows = Math.min(tree.rows, MAX_SEARCHED);
  // A single letter moves on; several letters refine the search from the same row.
  const from = text.length === 1 ? active + 1 : active;
  for (let step = 0; step < rows; step++) {
    const row = (from + step) % tree.rows;
    const at = tree.rowAt(row);
    if (at?.node && labelOf(at.node, at.parent).toLowerCase().startsWith(text)) return row;
  }
  return null;
}
