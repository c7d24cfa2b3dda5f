import type { ReactNode } from 'react';

/** A column: its cells, its width and its priority when space is tight. */
export interface DataColumn<Row> {
  readonly id: string;
  /** The title in the head and in the column menu, with the unit of the column: `Keys`, `Ops/s`. */
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** `right` for numbers. */
  readonly align?: 'left' | 'right';
  /** The minimum width, px. */
  readonly width: number;
  /** The share of the remaining width; by default its width, so that all grow alike. 0: fixed width. */
  readonly grow?: number;
  /** Columns with a higher value are dropped first when space is tight. Omitted: never dropped. */
  readonly drop?: number;
  /** The sort key; null comes last. Omitted: not sortable. */
  readonly sortValue?: (row: Row) => string | number | null;
}

/** The gap between columns, px, as in data-table.module.css. */
const GAP = 16;

/** The page margin on each side of a row, px. */
const MARGIN = 16;

/** The number of columns that stay on the narrowest page, usually name and state. */
const MIN_COLUMNS = 2;

/** The columns that fit, in order. Drops the highest `drop` first, then the last columns. */
export function fittingColumns<Column extends { readonly width: number; readonly drop?: number }>(
  columns: readonly Column[],
  available: number,
  reserved: number,
): readonly Column[] {
  let fitting = [...columns];
  const needed = () => fitting.reduce((sum, { width }) => sum + width + GAP, 2 * MARGIN - GAP + reserved);
  while (needed() > available) {
    const [first] = fitting.filter(({ drop }) => drop !== undefined).sort((a, b) => (b.drop ?? 0) - (a.drop ?? 0));
    if (!first) break;
    fitting = fitting.filter((column) => column !== first);
  }
  // On a very narrow page other columns go too, so that the row's buttons stay visible.
  while (needed() > available && fitting.length > MIN_COLUMNS) fitting = fitting.slice(0, -1);
  return fitting;
}

/** The columns as CSS grid tracks. Fixed minimum widths keep all rows aligned. */
export function gridTracks(
  columns: readonly { readonly width: number; readonly grow?: number }[],
  before: number,
  after: number,
): string {
  const tracks = columns.map(({ width, grow = width }) =>
    grow === 0 ? `${width}px` : `minmax(${width}px, ${grow}fr)`,
  );
  return [...(before ? [`${before}px`] : []), ...tracks, ...(after ? [`${after}px`] : [])].join(' ');
}
