import { VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconDatabase } from '@tabler/icons-react';
import { type CSSProperties, memo } from 'react';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { plural } from '../../../lib/counted.ts';
import { bytesParts, count, UNKNOWN } from '../../../lib/format.ts';
import { isMatching, type ShownFilter } from '../model/key-filter.ts';
import { Part } from '../rows/part.tsx';
import classes from './key-tree.module.css';
import type { TreeNode } from './tree-nodes.ts';
import { type Figures, figuresOf, useMatches } from './use-matches.ts';

interface TreeRowViewProps {
  readonly id: string;
  readonly node: TreeNode;
  readonly label: string;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** Null: it has no folders. */
  readonly isOpen: boolean | null;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly source: KeySource;
  readonly filter: ShownFilter;
  readonly separator: string;
  readonly enabled: boolean;
  readonly style: CSSProperties;
  readonly onPress: (node: TreeNode, toggle: boolean) => void;
}

/** A database or a folder, with its keys and bytes: all, or the matches while a filter is set. */
export const TreeRowView = memo(function TreeRowView(props: TreeRowViewProps) {
  return isMatching(props.filter) ? <MatchesRow {...props} /> : <Row {...props} {...figuresOf(props.node)} />;
});

/** Separate, because a query per row costs more than the row. */
function MatchesRow(props: TreeRowViewProps) {
  return <Row {...props} {...useMatches(props)} />;
}

function Row(props: TreeRowViewProps & Figures) {
  const { node, label, level, isOpen, isActive, isSelected, style, onPress, keys, sizeBytes } = props;
  const size = bytesParts(sizeBytes);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Part
      id={props.id}
      role="treeitem"
      aria-level={level}
      aria-posinset={props.position}
      aria-setsize={props.siblings}
      aria-expanded={isOpen ?? undefined}
      aria-selected={isSelected}
      className={classes.row}
      style={{ ...style, '--level': level - 1 } as CSSProperties}
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      data-none={keys === 0 || undefined}
      onClick={(event) =>
        onPress(node, event.target instanceof Element && event.target.closest('[data-chevron]') !== null)
      }
      onDoubleClick={() => isOpen !== null && onPress(node, true)}
    >
      <span className={classes.chevron} data-chevron={isOpen !== null || undefined}>
        {isOpen !== null && <Chevron size={14} aria-hidden="true" />}
      </span>
      {node.kind === 'database' && <IconDatabase size={14} className={classes.icon} aria-hidden="true" />}
      <span className={classes.label} data-kind={node.kind} title={label}>
        {label}
      </span>
      <span className={classes.keys}>
        {keys === null ? UNKNOWN : count(keys)}
        <VisuallyHidden> {plural(keys ?? 0, 'key')}</VisuallyHidden>
      </span>
      <span className={classes.bytes}>
        {size.value} <span className="text-3">{size.unit}</span>
      </span>
    </Part>
  );
}
