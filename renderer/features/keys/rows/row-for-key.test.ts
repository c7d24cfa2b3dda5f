import { describe, expect, test } from 'vitest';
import { rowForKey } from './row-for-key.ts';

describe('row for a key', () => {
  const rows = { active: 5, total: 20, pageRows: 10 };

  test.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 15],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 19],
    ['Enter', undefined],
  ])('%s › in the middle of a list › row %s', (key, row) => {
    expect(rowForKey(key, rows)).toBe(row);
  });

  test.each([
    ['ArrowDown', 19],
    ['PageDown', 19],
  ])('%s › at the last row › stays there', (key, active) => {
    expect(rowForKey(key, { ...rows, active })).toBe(19);
  });
});
