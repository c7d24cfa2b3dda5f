import type { ReactNode } from 'react';

/** A column of a table: what it says of a row, how wide that is, and how much it is missed when there is no room. */
export interface DataColumn<Row> {
  readonly id: string;
  /** The word in the head; also in the menu of columns. With its unit when the whole column has one: `Keys`, `Ops/s`. */
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** `right` for figures. */
  readonly align?: 'left' | 'right';
  /** What it needs at least, px. */
  readonly width: number;
  /** Its share of the width that is left; by default its width, so that all grow alike. 0: it never grows. */
  readonly grow?: number;
  /** The higher, the sooner it goes when there is no room. Left out: it always stays. */
  readonly drop?: number;
  /** By what it is sorted when its head is clicked; null comes last. Left out: it cannot be sorted by. */
  readonly sortValue?: (row: Row) => string | number | null;
}

/** Between columns, px. The same as the gap in data-table.module.css. */
const GAP = 16;

/** The page's margin, px, on both sides of a row. */
const MARGIN = 16;

/** What a row is about and how it is: so many columns stay however narrow the page is. */
const ALWAYS = 2;

/** Those that fit, in their own order: as long as they do not, the one with the highest `drop` goes, then the last. */
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
  // On a very narrow page figures go too, so that the row's buttons stay in the window.
  while (needed() > available && fitting.length > ALWAYS) fitting = fitting.slice(0, -1);
  return fitting;
}

/** The columns as CSS grid tracks. The widths are fixed at their lower end, so every row comes out alike. */
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
