import { expect, test } from 'vitest';
import { type TableColumn, tableLines } from './table.ts';

interface Row {
  readonly name: string;
  readonly size: number;
}

const columns: readonly TableColumn<Row>[] = [
  { head: 'NAME', cell: ({ name }) => name },
  { head: 'TAKEN', cell: () => '2 d ago (2026-11-19)', short: () => '2 d ago', dropRank: 1 },
  { head: 'KIND', cell: () => 'snapshot', dropRank: 2 },
  { head: 'SIZE', cell: ({ size }) => String(size), right: true },
];
const rows = [
  { name: 'a', size: 5 },
  { name: 'longer', size: 123 },
];

test.each([
  [
    Number.POSITIVE_INFINITY,
    'NAME    TAKEN                 KIND      SIZE',
    'longer  2 d ago (2026-11-19)  snapshot   123',
  ],
  [36, 'NAME    TAKEN                 SIZE', 'longer  2 d ago (2026-11-19)   123'],
  [30, 'NAME    TAKEN    SIZE', 'longer  2 d ago   123'],
  [20, 'NAME    SIZE', 'longer   123'],
  [3, 'NAME    SIZE', 'longer   123'],
])('tableLines › %s columns › shortens and leaves out what is least needed', (width, head, last) => {
  const table = tableLines(columns, rows, width);
  expect(table.head).toBe(head);
  expect(table.rows.at(-1)).toBe(last);
});

test('tableLines › without rows › gives the head', () => {
  expect(tableLines(columns, [], 80)).toEqual({ head: 'NAME  TAKEN  KIND  SIZE', rows: [] });
});

test('tableLines › 200,000 rows › as wide as the longest of them', () => {
  const many = Array.from({ length: 200_000 }, (_, at) => ({ name: `key-${at}`, size: at }));
  const table = tableLines(columns, many, Number.POSITIVE_INFINITY);
  expect(table.rows).toHaveLength(200_000);
  expect(table.rows[0]).toBe('key-0       2 d ago (2026-11-19)  snapshot       0');
  expect(table.rows.at(-1)).toBe('key-199999  2 d ago (2026-11-19)  snapshot  199999');
});
