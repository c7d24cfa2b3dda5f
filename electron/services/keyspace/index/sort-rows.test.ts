import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyColumns } from './key-columns.ts';
import { runSliced } from './slices.ts';
import { sortRows } from './sort-rows.ts';

function entryOf(key: Uint8Array) {
  return { keyBytes: key, keyStart: 0, keyEnd: key.length, type: 0, expireAtMs: -1, offset: 0 };
}

async function sorted(keys: readonly Uint8Array[]): Promise<string[]> {
  const columns = new KeyColumns();
  for (const key of keys) columns.append(0, entryOf(key), 0);
  const rows = Uint32Array.from(keys, (_, at) => at);
  await runSliced(sortRows(columns, rows));
  return [...rows].map((row) => columns.key(row).toString('hex'));
}

const expected = (keys: readonly Uint8Array[]) =>
  [...keys].sort(Buffer.compare).map((key) => Buffer.from(key).toString('hex'));

/** Few different bytes, so that keys share beginnings and one is the beginning of another. */
const key = fc.array(fc.constantFrom(0, 1, 0x61, 0xff), { maxLength: 14 }).map((bytes) => Uint8Array.from(bytes));

test('sort › keys with common prefixes, zero bytes, duplicates and empty ones › the order of their bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 300 }), async (keys) => {
      expect(await sorted(keys)).toEqual(expected(keys));
    }),
    { numRuns: 150 },
  );
});

test('sort › many keys with a common prefix, and duplicates › stable, in the order of their bytes', async () => {
  const digits = fc.constantFrom('0123456789', '0123456789abcdef', 'xyz', '\0a:');
  await fc.assert(
    fc.asyncProperty(digits, fc.string({ maxLength: 50 }), fc.nat(), async (alphabet, beginning, seed) => {
      let state = seed;
      const next = (most: number) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) % most;
      };
      const text = (length: number) => Array.from({ length }, () => alphabet[next(alphabet.length)]).join('');
      const keys = Array.from({ length: 5000 }, () => Buffer.from((next(50) > 0 ? beginning : '') + text(next(25))));
      const columns = new KeyColumns();
      for (const one of keys) columns.append(0, entryOf(one), 0);
      const rows = Uint32Array.from(keys, (_, at) => at);
      const order = [...rows].sort((a, b) => Buffer.compare(columns.key(a), columns.key(b)) || a - b);
      await runSliced(sortRows(columns, rows));
      expect([...rows]).toEqual(order);
    }),
    { numRuns: 8 },
  );
});

test('sort › 60,000 keys of several shapes › the order of their bytes', async () => {
  const keys = Array.from({ length: 60_000 }, (_, at) => {
    const shape = at % 4;
    if (shape === 0) return Buffer.from(`user:${at * 7919}:profile`);
    if (shape === 1) return Buffer.from(`user:${at}`);
    if (shape === 2) return Buffer.from(`${'deep:'.repeat(30)}${at % 1000}`);
    return Buffer.from([at & 255, 0, (at >> 8) & 255, 0]);
  });
  expect(await sorted(keys)).toEqual(expected(keys));
});

test('sort › keys longer than a chunk of names › sorted as a whole', async () => {
  const keys = [Buffer.alloc(3_000_000, 'b'), Buffer.alloc(3_000_000, 'a'), Buffer.from('c'), Buffer.alloc(0)];
  const columns = new KeyColumns();
  for (const one of keys) columns.append(0, entryOf(one), 0);
  for (const [row, one] of keys.entries()) expect(columns.key(row).equals(one)).toBe(true);
  const rows = Uint32Array.of(0, 1, 2, 3);
  await runSliced(sortRows(columns, rows));
  expect([...rows]).toEqual([3, 1, 0, 2]);
});
