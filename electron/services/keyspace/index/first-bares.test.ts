import { describe, expect, test } from 'vitest';
import { firstRows } from './first-rows.ts';
import { LiveIndex } from './live-index.ts';

const name = (number: number) => `key-${String(number).padStart(6, '0')}`;

function indexOf(numbers: readonly number[]) {
  const index = new LiveIndex();
  for (const number of numbers) {
    const keyBytes = Buffer.from(name(number));
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0, length: 0 };
    index.put({ ...place, database: 0, type: 0, expireAtMs: -1, sizeBytes: 9 });
  }
  const names = (count: number) => {
    const rows = index.firstRows(0, count);
    return rows && [...rows].map((row) => index.columns.key(row).toString());
  };
  return { index, names };
}

const ascending = Array.from({ length: 30_000 }, (_, at) => at);
const mixed = ascending.map((at) => (at * 7919) % 30_000);
const expected = ascending.slice(0, 100).map(name);

describe('first keys without a separator', () => {
  test.each([
    ['from the first to the last', ascending],
    ['in any order', mixed],
    ['fewer than are kept', mixed.slice(0, 300)],
  ])('%s › asked while they are read, and after › those of a sort', (_, numbers) => {
    const { index, names } = indexOf(numbers);
    const sorted = [...numbers].sort((a, b) => a - b).map(name);
    expect(names(100)).toEqual(sorted.slice(0, 100));
    expect(names(200)).toEqual(sorted.slice(0, 200));
    const keyBytes = Buffer.from('a');
    const place = { keyBytes, keyStart: 0, keyEnd: 1, offset: 0, length: 0 };
    index.put({ ...place, database: 0, type: 0, expireAtMs: -1, sizeBytes: 2 });
    expect(names(100)).toEqual(['a', ...sorted.slice(0, 99)]);
  });

  test('from the last to the first › too many were kept in vain › they must be searched', () => {
    const { index, names } = indexOf([...ascending].reverse().concat(40_000));
    expect(names(100)).toEqual(expected);
    const many = indexOf(Array.from({ length: 60_000 }, (_, at) => 60_000 - at));
    expect(many.names(100)).toBeNull();
    const work = firstRows(index, 0, 100);
    let step = work.next();
    while (!step.done) step = work.next();
    expect([...step.value].map((row) => index.columns.key(row).toString())).toEqual(expected);
  });

  test('some of them removed, and one added again › the others; too few are left › they must be searched', () => {
    const { index, names } = indexOf(mixed);
    for (const number of [0, 1, 5]) index.remove(0, Buffer.from(name(number)));
    expect(names(3)).toEqual([2, 3, 4].map(name));
    const keyBytes = Buffer.from(name(1));
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0, length: 0 };
    index.put({ ...place, database: 0, type: 0, expireAtMs: -1, sizeBytes: 9 });
    expect(names(3)).toEqual([1, 2, 3].map(name));
    for (let number = 0; number < 1000; number++) index.remove(0, Buffer.from(name(number)));
    expect(names(3)).toBeNull();
    index.clear('all');
    expect(index.slotOf(0)).toBe(-1);
  });
});
