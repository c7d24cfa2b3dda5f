/** What lies below each other in a table: rows, and above each group of rows its heading. */
export type TableItem<Row> =
  | { readonly kind: 'row'; readonly row: Row /** Its place among the rows alone, from 0. */; readonly index: number }
  | { readonly kind: 'group'; readonly name: string | null; readonly count: number };

/**
 * The rows under the headings of their groups, each group in the rows' own order. Groups come by name, what is in none
 * comes last, or as their first rows come; without any group there are no headings.
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
