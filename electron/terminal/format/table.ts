import { largest } from '../../../shared/largest.ts';

/** One column of a table. */
export interface TableColumn<T> {
  readonly head: string;
  readonly cell: (row: T) => string;
  /** For figures: they are right-aligned. */
  readonly right?: true;
  /**
   * If the table is too wide, the column with the highest rank is shortened first, then dropped; a column without one is
   * kept.
   */
  readonly dropRank?: number;
  /** A shorter text, used before the column is dropped. */
  readonly short?: (row: T) => string;
}

const GAP = '  ';

/** The header and a line for each row, in as many columns as fit. @param width of the terminal, in characters */
export function tableLines<T>(
  columns: readonly TableColumn<T>[],
  rows: readonly T[],
  width: number,
): { readonly head: string; readonly rows: readonly string[] } {
  let shown = columns;
  for (;;) {
    const cells = shown.map(({ head, cell }) => [head, ...rows.map(cell)]);
    const widths = cells.map((column) => largest(column.map(({ length }) => length)));
    const dropped = Math.max(0, ...shown.map(({ dropRank }) => dropRank ?? 0));
    if (dropped > 0 && widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length) > width) {
      shown = shown.flatMap((column) => (column.dropRank === dropped ? shortened(column) : [column]));
      continue;
    }
    const line = (row: number) =>
      shown
        .map(({ right }, column) => {
          const text = cells[column]?.[row] ?? '';
          return right ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
        })
        .join(GAP)
        .trimEnd();
    return { head: line(0), rows: rows.map((_, index) => line(index + 1)) };
  }
}

/** The column in its short form, which is dropped next; none without one. */
function shortened<T>({ short, ...column }: TableColumn<T>): TableColumn<T>[] {
  return short === undefined ? [] : [{ ...column, cell: short }];
}
