import { ActionIcon, Checkbox } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode } from 'react';
import classes from './data-table.module.css';
import type { DataColumn } from './data-table-columns.ts';
import type { DataTableProps } from './data-table-props.ts';
import * as tableWords from './words.ts';

interface DataTableRowProps<Row> {
  readonly table: DataTableProps<Row>;
  readonly row: Row;
  readonly id: string;
  readonly index: number;
  /** The index of the last row. */
  readonly last: number;
  /** The offset in the body, px. */
  readonly top: number;
  readonly height: number;
  readonly columns: readonly DataColumn<Row>[];
  readonly problem: ReactNode;
  /** Among the items of the table, also groups, for `measure`. */
  readonly itemIndex: number;
  /** Measures the height with a problem, whose text wraps. */
  readonly measure: (body: HTMLElement | null) => void;
  readonly hasActions: boolean;
  readonly onFocusRow: (index: number) => void;
  /** Toggles the selection. @param toHere selects the range from the last selected row to this one */
  readonly onSelect: (id: string, toHere: boolean) => void;
  /** The id of its button in the document, which names the menu and gets the focus back from it. */
  readonly moreId: string;
  /** Opens the menu at a position in the window, px. */
  readonly onMenu: (id: string, x: number, y: number) => void;
}

/** Memoized, so that scrolling renders only rows that enter the viewport. */
export const DataTableRow = memo(PlainRow) as typeof PlainRow;

function PlainRow<Row>(props: DataTableRowProps<Row>) {
  const { table, row, id, index, height, columns, problem } = props;
  const { onOpen, menu } = table;
  const name = table.rowName?.(row) ?? id;
  return (
    <tbody
      ref={problem == null ? undefined : props.measure}
      data-index={props.itemIndex}
      className={classes.place}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <tr
        tabIndex={0}
        className={`${classes.row} ${classes.cells}`}
        style={{ height }}
        aria-rowindex={index + 2}
        data-row={index}
        data-id={id}
        data-instance={table.instanceOf?.(row)}
        data-opens={onOpen !== undefined || undefined}
        data-muted={table.muted?.(row) || undefined}
        data-current={table.current === id || undefined}
        data-problem={problem != null || undefined}
        data-selected={table.selection?.has(id) || undefined}
        onMouseDown={(event) => {
          // Shift-click would also select text.
          if (table.selection && event.shiftKey) event.preventDefault();
        }}
        onClick={(event) => {
          if (table.selection && !isOnControl(event) && (event.shiftKey || event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            return props.onSelect(id, event.shiftKey);
          }
          if (onOpen && !isOnControl(event) && !window.getSelection()?.toString()) onOpen(row);
        }}
        onKeyDown={(event) => handleKey(event, props)}
        onContextMenu={(event) => {
          if (!menu) return;
          event.preventDefault();
          props.onMenu(id, event.clientX, event.clientY);
        }}
      >
        {table.selection && (
          <td>
            <SelectBox id={id} name={name} checked={table.selection.has(id)} onSelect={props.onSelect} />
          </td>
        )}
        {columns.map((column) => (
          <td key={column.id} className={classes.cell} data-align={column.align}>
            {column.cell(row)}
          </td>
        ))}
        {props.hasActions && <ActionCell {...props} name={name} />}
      </tr>
      {problem != null && (
        <tr>
          <td className={classes.problem}>{problem}</td>
        </tr>
      )}
    </tbody>
  );
}

interface Named {
  readonly name: string;
}

// Expensive to render and rarely changed by a live update, so the following parts are memoized.

interface SelectBoxProps extends Pick<DataTableRowProps<unknown>, 'id' | 'onSelect'>, Named {
  readonly checked: boolean;
}

const SelectBox = memo(function SelectBox({ id, name, checked, onSelect }: SelectBoxProps) {
  return (
    <Checkbox
      size="xs"
      aria-label={tableWords.selectId(name)}
      checked={checked}
      onChange={({ nativeEvent }) => onSelect(id, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
    />
  );
});

type MoreButtonProps = Pick<DataTableRowProps<unknown>, 'id' | 'moreId' | 'onMenu'> & Named;

const MoreButton = memo(function MoreButton({ id, name, moreId, onMenu }: MoreButtonProps) {
  const openBelow = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onMenu(id, box.left, box.bottom);
  };
  return (
    <ActionIcon
      id={moreId}
      className={classes.more ?? ''}
      variant="subtle"
      size={24}
      aria-label={tableWords.moreForId(name)}
      aria-haspopup="menu"
      onClick={openBelow}
    >
      <IconDots size={16} />
    </ActionIcon>
  );
});

function ActionCell<Row>({ table, row, id, name, moreId, onMenu }: DataTableRowProps<Row> & Named) {
  return (
    <td className={classes.actions}>
      {table.actions && <span className={classes.onHover}>{table.actions(row)}</span>}
      {table.menu && <MoreButton id={id} name={name} moreId={moreId} onMenu={onMenu} />}
    </td>
  );
}

function handleKey<Row>(event: KeyboardEvent<HTMLElement>, props: DataTableRowProps<Row>): void {
  // Buttons and fields in the row handle their own keys.
  if (event.target !== event.currentTarget) return;
  const { table, row, id, index, last, onFocusRow, onSelect } = props;
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    onFocusRow(Math.min(last, Math.max(0, to)));
  } else if (event.key === 'Enter' && table.onOpen) {
    event.preventDefault();
    table.onOpen(row);
  } else if (event.key === ' ' && table.selection) {
    event.preventDefault();
    onSelect(id, event.shiftKey);
  }
}

function isOnControl(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('button, a, input, label, [role="menuitem"]') !== null;
}
