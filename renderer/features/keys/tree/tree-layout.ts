/** An open folder of the tree; the root is the open folder ''. */
export interface OpenFolder {
  readonly id: string;
  /** Open folders directly in it, by their child index; -1 while unknown. */
  readonly open: readonly { readonly id: string; readonly child: number }[];
  /** The number of its children. */
  readonly total: number;
}

/** A run of rows that are adjacent children of one folder. */
export interface Segment {
  readonly folder: string;
  /** The child index of the first row. */
  readonly from: number;
  readonly count: number;
  /** The row number of the first row. */
  readonly row: number;
  /** 1 for the children of the root. */
  readonly level: number;
}

/** The rows of a tree as segments. Only open folders cost anything, so a folder may have a million children. */
export function segmentsOf(folders: ReadonlyMap<string, OpenFolder>): {
  readonly segments: readonly Segment[];
  readonly rows: number;
} {
  const segments: Segment[] = [];
  let rows = 0;
  const add = (folder: string, from: number, count: number, level: number) => {
    if (count <= 0) return;
    segments.push({ folder, from, count, row: rows, level });
    rows += count;
  };
  const visit = (id: string, level: number) => {
    const folder = folders.get(id);
    if (!folder) return;
    let next = 0;
    const open = folder.open.filter(({ child }) => child >= 0 && child < folder.total);
    for (const { id: inner, child } of open.toSorted((one, other) => one.child - other.child)) {
      add(id, next, child + 1 - next, level);
      next = Math.max(next, child + 1);
      visit(inner, level + 1);
    }
    add(id, next, folder.total - next, level);
  };
  visit('', 1);
  return { segments, rows };
}

/** The folder and the child index of a row. */
export function childAt(
  segments: readonly Segment[],
  row: number,
): { readonly folder: string; readonly child: number; readonly level: number } | null {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.row ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  if (!segment || row < segment.row || row >= segment.row + segment.count) return null;
  return { folder: segment.folder, child: segment.from + row - segment.row, level: segment.level };
}

/** The row of a child; null if its folder is closed. */
export function rowOf(segments: readonly Segment[], folder: string, child: number): number | null {
  const segment = segments.find((one) => one.folder === folder && child >= one.from && child < one.from + one.count);
  return segment ? segment.row + child - segment.from : null;
}
