import { expect, test } from 'vitest';
import { fittingColumns, gridTracks } from './data-table-columns.ts';

const name = { id: 'name', width: 100 };
const version = { id: 'version', width: 50, drop: 4 };
const uptime = { id: 'uptime', width: 60, drop: 2 };
const columns = [version, name, uptime];

/** Two margins of 16, three columns and two gaps of 16. */
const all = 32 + 100 + 50 + 60 + 2 * 16;

test('fittingColumns › enough space › keeps all columns', () =>
  expect(fittingColumns(columns, all, 0)).toEqual(columns));

test('fittingColumns › too narrow › drops the highest `drop` first and keeps the order', () => {
  expect(fittingColumns(columns, all - 1, 0)).toEqual([name, uptime]);
  expect(fittingColumns(columns, all, 1)).toEqual([name, uptime]);
});

test('fittingColumns › very narrow › keeps columns without `drop`', () =>
  expect(fittingColumns(columns, 10, 0)).toEqual([name]));

test('gridTracks › column with grow 0 › has a fixed width', () => {
  expect(gridTracks([name, { width: 40, grow: 0 }], 16, 80)).toBe('16px minmax(100px, 100fr) 40px 80px');
});
