import { memo, useEffect, useId, useState } from 'react';
import type { KeyDatabase, KeySource } from '../../../../shared/contract/keyspace.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { useStable } from '../../../lib/use-stable.ts';
import { sameBytes, shown } from '../model/key-bytes.ts';
import { isMatching, type ShownFilter } from '../model/key-filter.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import { Part } from '../rows/part.tsx';
import { drawnRows } from '../rows/tall-scroll.ts';
import { SPARE_ROWS, useTallRows } from '../rows/use-tall-rows.ts';
import * as treeWords from '../words/tree.ts';
import classes from './key-tree.module.css';
import { lastPart, type TreeNode } from './tree-nodes.ts';
import { TreeRowView } from './tree-row.tsx';
import { useLink } from './use-link.ts';
import { useTree } from './use-tree.ts';
import { useTreeKeys } from './use-tree-keys.ts';

/** px */
const ROW_HEIGHT = 28;

/** The part of a place that the tree selects. */
export type SelectedFolder = Pick<KeysPlace, 'database' | 'prefix' | 'direct'>;

interface KeyTreeProps {
  readonly source: KeySource;
  readonly databases: readonly KeyDatabase[];
  readonly selected: SelectedFolder;
  /** The key that is open. */
  readonly openKey: KeysPlace['key'];
  readonly onSelect: (folder: SelectedFolder) => void;
  readonly filter: ShownFilter;
  readonly separator: string;
  readonly stale: boolean;
  readonly enabled: boolean;
}

/** Databases and folders. Mount it per source and separator. */
export const KeyTree = memo(function KeyTree(props: KeyTreeProps) {
  const { source, selected, onSelect, filter, separator, enabled } = props;
  const treeId = useId();
  const chosen = filter.database === null ? null : Number(filter.database);
  const databases = props.databases.filter(({ index }) => chosen === null || index === chosen);
  const [rowCount, setRowCount] = useState(databases.length);
  const rows = useTallRows(rowCount, ROW_HEIGHT);
  const { first, last } = rows;
  const link = useLink(props, databases[0]?.index ?? null);
  const { initial, located } = link;
  const tree = useTree({ source, databases, separator, initial, located, enabled, first, last });
  if (tree.rows !== rowCount) setRowCount(tree.rows);

  const [active, setActive] = useState(0);
  const linked = link.rowIn(tree.segments);
  const { reveal, isMeasured } = rows;
  const isRevealed = linked !== null && linked < rowCount && isMeasured;
  const { onRevealed } = link;
  useEffect(() => {
    if (!isRevealed) return;
    setActive(linked);
    reveal(linked);
    onRevealed();
  }, [isRevealed, linked, reveal, onRevealed]);
  const select = (node: TreeNode) => {
    if (node.kind === 'database') onSelect({ database: node.database.index, prefix: null, direct: false });
    else if (node.kind === 'direct') onSelect({ database: node.direct.database, prefix: null, direct: true });
    else onSelect({ database: node.folder.database, prefix: node.folder.prefix, direct: false });
  };
  const labelOf = (node: TreeNode, parent: string) => {
    if (node.kind === 'database') return `db${node.database.index}`;
    if (node.kind === 'direct') return treeWords.noPrefix;
    const around = tree.openedFolder(parent)?.prefix ?? null;
    return lastPart(shown(node.folder.prefix), around ? shown(around) : '');
  };
  const press = useStable((node: TreeNode, toggle: boolean) => {
    const row = drawnRows(rows).find((one) => tree.rowAt(one)?.node?.id === node.id);
    if (row !== undefined) setActive(row);
    if (!toggle) return select(node);
    if (tree.isOpen(node.id)) tree.close(node.id);
    else tree.open(node, row === undefined ? '' : (tree.rowAt(row)?.parent ?? ''));
  });
  const keys = useTreeKeys({ tree, active, pageRows: rows.pageRows, labelOf, select, activate });
  function activate(row: number) {
    setActive(row);
    rows.show(row);
  }
  const isSelected = (node: TreeNode) => {
    if (node.kind === 'direct') return selected.direct && selected.database === node.direct.database;
    const { database, prefix } = node.kind === 'folder' ? node.folder : { database: node.database.index, prefix: null };
    return !selected.direct && selected.database === database && sameBytes(selected.prefix, prefix);
  };
  const pool = rows.pageRows + SPARE_ROWS;
  const shownRows = drawnRows(rows);
  return (
    <section className={classes.tree} aria-label={treeWords.prefixes} data-stale={props.stale || undefined}>
      <div className={classes.head} data-matching={isMatching(filter) || undefined} aria-hidden="true">
        <span>{treeWords.prefix}</span>
        <span className={classes.keys}>{isMatching(filter) ? treeWords.matches : treeWords.keys}</span>
        <span className={classes.bytes}>{treeWords.bytes}</span>
      </div>
      {tree.error !== null ? (
        <ErrorState title={treeWords.couldNotReadTheFolders} error={tree.error} onRetry={tree.retry} />
      ) : (
        <Part
          role="tree"
          tabIndex={0}
          aria-label={treeWords.databasesAndPrefixes}
          aria-activedescendant={shownRows.includes(active) ? `${treeId}-${active}` : undefined}
          className={classes.scroll}
          ref={rows.scrollRef}
          onKeyDown={keys}
        >
          <div className={classes.rows} style={{ height: rows.height }} role="presentation">
            {shownRows.map((row) => {
              const at = tree.rowAt(row);
              if (!at) return null;
              const { node, parent } = at;
              if (!node) {
                return (
                  <div key={row % pool} className={classes.row} style={rows.styleOf(row)} aria-hidden="true">
                    <span className={classes.placeholder} />
                  </div>
                );
              }
              return (
                <TreeRowView
                  // A row that scrolls in reuses the elements of one that scrolls out.
                  key={row % pool}
                  id={`${treeId}-${row}`}
                  node={node}
                  label={labelOf(node, parent)}
                  level={at.level}
                  position={at.child + 1}
                  siblings={at.siblings}
                  isOpen={node.kind === 'direct' || tree.isLeaf(node.id) ? null : tree.isOpen(node.id)}
                  isActive={row === active}
                  isSelected={isSelected(node)}
                  source={source}
                  filter={filter}
                  separator={separator}
                  enabled={enabled}
                  style={rows.styleOf(row)}
                  onPress={press}
                />
              );
            })}
          </div>
        </Part>
      )}
    </section>
  );
});
