import type { DataColumn } from '../../../renderer/components/table/data-table-columns.ts';
import { show } from './show.tsx';

/** Shows the cells of a row, in every column. @returns each cell by the id of its column */
export function showCells<Row>(columns: readonly DataColumn<Row>[], row: Row) {
  const { container, user } = show(
    <div>
      {columns.map(({ id, cell }) => (
        <div key={id} data-column={id}>
          {cell(row)}
        </div>
      ))}
    </div>,
  );
  const cell = (id: string) => container.querySelector<HTMLElement>(`[data-column="${id}"]`);
  return { user, cell, text: (id: string) => cell(id)?.textContent ?? null };
}

/** The rows in the order of a column, by their names. */
export function orderOf<Row>(columns: readonly DataColumn<Row>[], id: string, rows: Readonly<Record<string, Row>>) {
  const value = columns.find((column) => column.id === id)?.sortValue;
  if (value === undefined) throw new Error(`column ${id} cannot be sorted`);
  return Object.keys(rows).sort((a, b) => {
    const [first, second] = [value(rows[a] as Row) ?? '', value(rows[b] as Row) ?? ''];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}
