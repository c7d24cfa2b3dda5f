import { Menu } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import {
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortingState,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useStable } from '../../lib/use-stable.ts';
import { useTabState } from '../../lib/use-tab-state.ts';
import classes from './data-table.module.css';
import { fittingColumns, gridTracks } from './data-table-columns.ts';
import { DataTableGroup } from './data-table-group.tsx';
import { DataTableHead } from './data-table-head.tsx';
import { groupedItems } from './data-table-items.ts';
import type { DataTableProps } from './data-table-props.ts';
import { DataTableRow } from './data-table-row.tsx';
import { extended, toggled } from './table-selection.ts';
import * as tableWords from './words.ts';

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
});

/** px */
const CHECKBOX_WIDTH = 16;
/** px, of one line, until it is measured. */
const PROBLEM_HEIGHT = 32;
const GROUP_HEIGHT = 32;
/** Rows of the first render. React renders the others in small steps, so that a long table does not block the page. */
const FIRST_ROWS = 8;

/** px, as --table-head-height. */
const HEAD_HEIGHT = 32;

interface RowMenu {
  readonly id: string;
  /** False while it fades out, with its items and at its position. */
  readonly opened: boolean;
  readonly x: number;
  readonly y: number;
}

/**
 * The table component of the app: sticky head, virtualized rows, and columns that are dropped by priority. It fills its
 * parent, which must be a flex column or have a height.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, menu, actions, hidden, selection, after, rowHeight = 36 } = props;
  const [sorting, setSorting] = useTabState<SortingState>(`sort.${label}`, []);
  const [rowMenu, setRowMenu] = useState<RowMenu | null>(null);
  const { ref: sizeRef, width } = useElementSize();
  const scrollRef = useRef<HTMLDivElement | null>(null);

  const actionsWidth = props.actionsWidth ?? (menu ? 24 : 0) + (actions ? 56 : 0);
  const before = selection ? CHECKBOX_WIDTH : 0;
  const reserved = (actionsWidth ? actionsWidth + 16 : 0) + (before ? before + 16 : 0);
  const visible = useMemo(() => {
    const chosen = columns.filter(({ id }) => !hidden?.has(id));
    // The width is 0 before the first measurement; show all columns until then.
    return width === 0 ? chosen : fittingColumns(chosen, width, reserved);
  }, [columns, hidden, width, reserved]);

  const definitions = useMemo(
    () =>
      columns.map(({ id, sortValue }) => ({
        id,
        accessorFn: (row: Row) => sortValue?.(row) ?? undefined,
        enableSorting: sortValue !== undefined,
        sortUndefined: 'last' as const,
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows as Row[],
    getRowId: rowId,
    state: { sorting },
    onSortingChange: (next) => setSorting(typeof next === 'function' ? next(sorting) : next),
  });
  const sorted = table.getRowModel().rows;
  // Scrolling re-renders with the same props; compute the items of a thousand rows only when they change.
  const { items, ids, problems } = useMemo(() => {
    const { groupOf, groupOrder, problem } = props;
    const items = groupedItems(sorted, groupOf && ((row) => groupOf(row.original) ?? null), groupOrder);
    return {
      items,
      ids: items.flatMap((item) => (item.kind === 'row' ? [item.row.id] : [])),
      problems: items.map((item) => (item.kind === 'row' ? (problem?.(item.row.original) ?? null) : null)),
    };
  }, [props, sorted]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) =>
      items[index]?.kind === 'group' ? GROUP_HEIGHT : rowHeight + (problems[index] == null ? 0 : PROBLEM_HEIGHT),
    // The virtualizer caches heights by key, and a problem changes the height.
    getItemKey: (index) => {
      const item = items[index];
      return item?.kind === 'row'
        ? `${item.row.id}${problems[index] == null ? '' : '!'}`
        : tableWords.groupName(item?.name);
    },
    overscan: 8,
    scrollPaddingStart: 32,
  });

  const tableId = useId();
  const anchor = useRef<string | null>(null);
  const select = useStable((id: string, toHere: boolean) => {
    if (!selection) return;
    const from = toHere ? anchor.current : null;
    props.onSelectionChange?.(from === null ? toggled(selection, id) : extended(selection, ids, from, id));
    anchor.current = id;
  });
  const openMenuAt = useStable((id: string, x: number, y: number) => setRowMenu({ id, x, y, opened: true }));
  const closeMenu = () => setRowMenu((shown) => shown && { ...shown, opened: false });
  const menuRow = rowMenu && sorted.find(({ id }) => id === rowMenu.id);

  const focusRow = useStable((index: number) => {
    virtual.scrollToIndex(items.findIndex((item) => item.kind === 'row' && item.index === index));
    requestAnimationFrame(() => {
      scrollRef.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true });
    });
  });
  // A row opened from elsewhere scrolls into view.
  const currentAt = items.findIndex((item) => item.kind === 'row' && item.row.id === props.current);
  const isKnown = currentAt >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per opened row, not on every insertion before it.
  useEffect(() => {
    if (isKnown) virtual.scrollToIndex(currentAt);
  }, [props.current, isKnown]);
  const showsAll = useDeferredValue(true, false);
  const tracks = gridTracks(visible, before, actionsWidth);
  return (
    <div className={classes.scroll} ref={scrollRef}>
      <div ref={sizeRef}>
        <table
          aria-label={label}
          aria-rowcount={sorted.length + 1}
          className={classes.table}
          style={{ '--tracks': tracks, height: HEAD_HEIGHT + virtual.getTotalSize() } as CSSProperties}
        >
          <DataTableHead
            columns={visible}
            sorting={sorting}
            onSort={(id) => table.getColumn(id)?.toggleSorting()}
            hasActions={actionsWidth > 0}
            selection={selection}
            allIds={ids}
            onSelectionChange={props.onSelectionChange}
          />
          {virtual
            .getVirtualItems()
            .slice(0, showsAll ? undefined : FIRST_ROWS)
            .map((item) => {
              const shown = items[item.index];
              if (!shown) return null;
              const top = HEAD_HEIGHT + item.start;
              if (shown.kind === 'group') {
                return (
                  <DataTableGroup key={item.key} name={shown.name} count={shown.count} top={top} height={item.size} />
                );
              }
              const { row, index } = shown;
              return (
                <DataTableRow
                  key={item.key}
                  table={props}
                  row={row.original}
                  id={row.id}
                  index={index}
                  last={sorted.length - 1}
                  top={top}
                  height={rowHeight}
                  columns={visible}
                  problem={problems[item.index]}
                  itemIndex={item.index}
                  measure={virtual.measureElement}
                  hasActions={actionsWidth > 0}
                  onFocusRow={focusRow}
                  onSelect={select}
                  moreId={`${tableId}-${row.id}`}
                  onMenu={openMenuAt}
                />
              );
            })}
        </table>
        {after}
      </div>
      {menu && (
        <Menu
          opened={menuRow != null && rowMenu?.opened === true}
          onChange={(opened) => !opened && closeMenu()}
          position="bottom-start"
        >
          <Menu.Target>
            {/* The menu sets aria-expanded on its target, which must be a control. */}
            <button
              type="button"
              tabIndex={-1}
              aria-hidden="true"
              className={classes.menuAt}
              style={{ left: rowMenu?.x ?? 0, top: rowMenu?.y ?? 0 }}
            />
          </Menu.Target>
          {/* Its target is hidden, so the button in the row names it and gets the focus back. */}
          <Menu.Dropdown {...(menuRow && { 'aria-labelledby': `${tableId}-${menuRow.id}` })}>
            {menuRow && menu(menuRow.original)}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
