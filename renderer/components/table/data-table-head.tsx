import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { SortingState } from '@tanstack/react-table';
import classes from './data-table.module.css';
import type { DataColumn } from './data-table-columns.ts';
import * as tableWords from './words.ts';

interface DataTableHeadProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly sorting: SortingState;
  readonly onSort: (id: string) => void;
  readonly hasActions: boolean;
  readonly selection: ReadonlySet<string> | undefined;
  readonly allIds: readonly string[];
  readonly onSelectionChange: ((selection: ReadonlySet<string>) => void) | undefined;
}

export function DataTableHead<Row>(props: DataTableHeadProps<Row>) {
  const { columns, sorting, onSort, hasActions, selection, allIds, onSelectionChange } = props;
  const all = allIds.length > 0 && allIds.every((id) => selection?.has(id));
  return (
    <thead className={classes.head}>
      <tr className={classes.cells}>
        {selection && (
          <th scope="col">
            <Checkbox
              size="xs"
              aria-label={tableWords.selectAll}
              checked={all}
              indeterminate={!all && selection.size > 0}
              onChange={() => onSelectionChange?.(new Set(all ? [] : allIds))}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell
            key={column.id}
            column={column}
            direction={directionOf(sorting, column.id)}
            onSort={() => onSort(column.id)}
          />
        ))}
        {hasActions && (
          <th scope="col">
            <span className={classes.unseen}>{tableWords.actions}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

interface HeadCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly direction: 'ascending' | 'descending' | 'none';
  readonly onSort: () => void;
}

function HeadCell<Row>({ column, direction, onSort }: HeadCellProps<Row>) {
  const Arrow = direction === 'ascending' ? IconChevronUp : IconChevronDown;
  return (
    <th scope="col" aria-sort={direction} className={classes.cell} data-align={column.align}>
      {column.sortValue ? (
        <button type="button" className={classes.sort} onClick={onSort} data-sorted={direction !== 'none' || undefined}>
          {column.title}
          {direction !== 'none' && <Arrow size={12} aria-hidden="true" />}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function directionOf(sorting: SortingState, id: string): HeadCellProps<unknown>['direction'] {
  const sort = sorting.find((one) => one.id === id);
  if (!sort) return 'none';
  return sort.desc ? 'descending' : 'ascending';
}
