import type { ReactNode } from 'react';
import type { DataColumn } from './data-table-columns.ts';

export interface DataTableProps<Row> {
  /** The accessible name: `Instances`. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** The name of the row in the labels of its controls, where its id is not one. */
  readonly rowName?: (row: Row) => string;
  /** The instance of the row, the target of shortcuts while the row is focused. */
  readonly instanceOf?: (row: Row) => string;
  /** Called on click and Enter. */
  readonly onOpen?: (row: Row) => void;
  /** The items (`Menu.Item`) of `⋯` and of the context menu. */
  readonly menu?: (row: Row) => ReactNode;
  /** Buttons (`ActionIcon size={24}`) shown on hover and focus in a reserved column. */
  readonly actions?: (row: Row) => ReactNode;
  /** The width of the column for actions and `⋯`, px; 24 per button and 4 per gap. */
  readonly actionsWidth?: number;
  /** A line below the row: the problem, its cause, and a button that fixes it. Null without a problem. */
  readonly problem?: (row: Row) => ReactNode | null;
  /** Dimmed, because the instance is stopped or the values are old. */
  readonly muted?: (row: Row) => boolean;
  /** Ids of columns that the user hid. */
  readonly hidden?: ReadonlySet<string>;
  /** The group of a row; null: ungrouped. Sorting applies within groups. */
  readonly groupOf?: ((row: Row) => string | null) | undefined;
  /** The order of groups: by name, or by their first rows. */
  readonly groupOrder?: 'name' | 'rows';
  /** Ids of the selected rows. Shift-click selects a range. */
  readonly selection?: ReadonlySet<string>;
  readonly onSelectionChange?: (selection: ReadonlySet<string>) => void;
  /** The id of the row whose details are open. */
  readonly current?: string | null;
  /** px, 36 by default. */
  readonly rowHeight?: number;
  /** Scrolls with the rows, after the last one: a note, another list, an empty state. */
  readonly after?: ReactNode;
}
