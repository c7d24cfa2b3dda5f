import { largest } from '../../../shared/largest.ts';

/** One column of a table. */
export interface TableColumn<T> {
  readonly head: string;
  readonly cell: (row: T) => string;
  /** For figures: they stand under each other at the right. */
  readonly right?: true;
  /** Where the table is too wide, the highest is shortened first, then left out; a column without it stays. */
  readonly goes?: number;
  /** What stands there instead, before the column is left out. */
  readonly short?: (row: T) => string;
}

const GAP = '  ';

/** The head and a line for each row, in so many columns as fit. @param width of the terminal, in characters */
export function tableLines<T>(
  columns: readonly TableColumn<T>[],
  rows: readonly T[],
  width: number,
): { readonly head: string; readonly rows: readonly string[] } {
  let shown = columns;
  for (;;) {
    const cells = shown.map(({ head, cell }) => [head, ...rows.map(cell)]);
    const widths = cells.map((column) => largest(column.map(({ length }) => length)));
    const least = Math.max(0, ...shown.map(({ goes }) => goes ?? 0));
    if (least > 0 && widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length) > width) {
      shown = shown.flatMap((column) => (column.goes === least ? shortened(column) : [column]));
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

/** The column in its short form, which has gone by the next time; none without one. */
function shortened<T>({ short, ...column }: TableColumn<T>): TableColumn<T>[] {
  return short === undefined ? [] : [{ ...column, cell: short }];
}
