import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowList } from './row-list.ts';
import { runSliced } from './slices.ts';
import { sortByNumber } from './sort-by-number.ts';

const numbers = fc.array(
  fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 100_000 }), fc.constantFrom(0, 65_535, 65_536, 2 ** 32, 2 ** 53 - 1)),
  { maxLength: 200 },
);

test('sort by number › any numbers up to 2^53 › ascending, and equal ones in their order', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, async (values) => {
      const rows = Uint32Array.from(values.keys());
      const sorted = await runSliced(sortByNumber(rows, (row) => values[row] as number));
      const plain = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number));
      expect([...sorted]).toEqual(plain);
    }),
  );
});

test('sort by number › sorted in three passes › the given rows do not change', async () => {
  const values = [2 ** 40, 5, 2 ** 33, 0];
  const rows = Uint32Array.of(0, 1, 2, 3);
  expect([...(await runSliced(sortByNumber(rows, (row) => values[row] as number)))]).toEqual([3, 1, 2, 0]);
  expect([...rows]).toEqual([0, 1, 2, 3]);
});

test('row list › more rows than expected › all of them in order', () => {
  const list = new RowList(1);
  for (let row = 0; row < 5_000; row++) list.push(row * 2);
  expect(list.length).toBe(5_000);
  expect(list.rows).toHaveLength(5_000);
  expect([list.rows[0], list.rows[1], list.rows[4_999]]).toEqual([0, 2, 9_998]);
});

test('row list › expected to be empty › the first row is kept', () => {
  const list = new RowList(0);
  list.push(7);
  expect([...list.rows]).toEqual([7]);
});
