/** The items of a table body: rows and group headings. */
export type TableItem<Row> =
  | {
      readonly kind: 'row';
      readonly row: Row /** The index among the rows, without headings. */;
      readonly index: number;
    }
  | { readonly kind: 'group'; readonly name: string | null; readonly count: number };

/**
 * Groups rows under headings and keeps their order within a group. Groups are ordered by name, with ungrouped rows
 * last, or by their first rows. Without groups there are no headings.
 */
export function groupedItems<Row>(
  rows: readonly Row[],
  groupOf: ((row: Row) => string | null) | undefined,
  order: 'name' | 'rows' = 'name',
): readonly TableItem<Row>[] {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const name = groupOf?.(row) ?? null;
    const members = groups.get(name);
    if (members) members.push(row);
    else groups.set(name, [row]);
  }
  const headed = [...groups.keys()].some((name) => name !== null);
  let index = 0;
  return [...groups]
    .sort(([a], [b]) => (order === 'name' ? byName(a, b) : 0))
    .flatMap(([name, members]): TableItem<Row>[] => [
      ...(headed ? [{ kind: 'group' as const, name, count: members.length }] : []),
      ...members.map((row) => ({ kind: 'row' as const, row, index: index++ })),
    ]);
}

function byName(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a.localeCompare(b);
}
