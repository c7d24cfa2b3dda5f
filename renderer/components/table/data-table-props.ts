import type { ReactNode } from 'react';
import type { DataColumn } from './data-table-columns.ts';

export interface DataTableProps<Row> {
  /** What the table holds, for those who do not see it: `Instances`. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** The instance of the row, which single-letter shortcuts are about while it is focused. */
  readonly instanceOf?: (row: Row) => string;
  /** On click and Enter. */
  readonly onOpen?: (row: Row) => void;
  /** The items (`Menu.Item`) of `⋯` and of the context menu. */
  readonly menu?: (row: Row) => ReactNode;
  /** Buttons (`ActionIcon size={24}`) shown on hover and focus in a column that is kept free for them. */
  readonly actions?: (row: Row) => ReactNode;
  /** The width of the column for actions and `⋯`, px; 24 a button and 4 between. */
  readonly actionsWidth?: number;
  /** A line below the row: what is wrong, why, since when, and the button that mends it. Null when all is well. */
  readonly problem?: (row: Row) => ReactNode | null;
  /** Written weaker: it is stopped, or its figures are old. */
  readonly muted?: (row: Row) => boolean;
  /** Columns that somebody chose not to see. */
  readonly hidden?: ReadonlySet<string>;
  /** Rows of one group stand together under its name; null: in none. Sorting is within groups. */
  readonly groupOf?: ((row: Row) => string | null) | undefined;
  /** How groups follow each other: by name, or as their first rows do. */
  readonly groupOrder?: 'name' | 'rows';
  /** Ids of the rows that are ticked. Shift and a click ticks all between. */
  readonly selection?: ReadonlySet<string>;
  readonly onSelectionChange?: (selection: ReadonlySet<string>) => void;
  /** The row whose details are open beside the table. */
  readonly current?: string | null;
  /** px, 36 by default. */
  readonly rowHeight?: number;
  /** What follows the last row in the same scrolling: a note, another list, an empty state. */
  readonly after?: ReactNode;
}
