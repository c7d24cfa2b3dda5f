import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyIndex } from './key-index.ts';

interface Given {
  readonly key: string;
  readonly type: number;
  readonly expireAtMs: number;
  readonly length: number;
}

function byType<T extends Int32Array | Float64Array>(given: readonly Given[], of: (one: Given) => number, sums: T): T {
  for (const one of given) sums[one.type] = (sums[one.type] ?? 0) + of(one);
  return sums;
}

/** The prefixes of a batch. Only the first is counted, so that others exist. */
function prefixesOf(given: readonly Given[], names: readonly Buffer[]) {
  const found = names.map((name) => name.subarray(0, name.indexOf(':') + 1));
  const counted = found.find(({ length }) => length > 0 && length < 32);
  const isCounted = found.map((prefix) => counted !== undefined && prefix.equals(counted));
  const where = (is: (prefix: Buffer, at: number) => boolean) =>
    Int32Array.from([...found.keys()].filter((at) => is(found[at] as Buffer, at)));
  const bares = where(({ length }) => length === 0);
  const others = where(({ length }, at) => length > 0 && !isCounted[at]);
  const text = counted ?? Buffer.alloc(0);
  const counts = given.filter((_, at) => isCounted[at]);
  return {
    ...{ bares, bareCount: bares.length, others, otherCount: others.length, prefixes: counted ? 1 : 0 },
    prefixKeys: Int32Array.of(counts.length),
    prefixSizes: Float64Array.of(counts.reduce((sum, { key, length }) => sum + Buffer.byteLength(key) + length, 0)),
    prefixHashes: Int32Array.of(text.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0)),
    prefixTexts: new Uint8Array([text.length, ...text]),
  };
}

/** The length of a name, 7 bits a byte. */
function lengthOf({ length }: Buffer): Buffer {
  const bytes: number[] = [];
  let rest = length;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

/** @param base the offset of the first value */
function batchOf(given: readonly Given[], database: number, base: number) {
  const names = given.map(({ key }) => Buffer.from(key));
  // The bytes end with the last key, as those of a file may.
  const bytes = new Uint8Array(Buffer.concat(names.flatMap((name) => [Buffer.from([1]), name])));
  const ends = names.map((_, at) => names.slice(0, at + 1).reduce((sum, name) => sum + 1 + name.length, 0));
  const written = names.map((name) => Buffer.concat([lengthOf(name), name]));
  return {
    names: new Uint8Array(Buffer.concat(written)),
    nameBytes: written.reduce((sum, { length }) => sum + length, 0),
    nameStarts: Int32Array.from(written, (_, at) => written.slice(0, at).reduce((sum, { length }) => sum + length, 0)),
    ...prefixesOf(given, names),
    ...{ database, bytes, count: given.length },
    keyStarts: Int32Array.from(ends, (end, at) => end - (names[at]?.length ?? 0)),
    keyEnds: Int32Array.from(ends),
    types: Uint8Array.from(given, ({ type }) => type),
    expiries: Float64Array.from(given, ({ expireAtMs }) => expireAtMs),
    offsets: Float64Array.from(given, (_, at) => base + at * 1000),
    lengths: Int32Array.from(given, ({ length }) => length),
    sizes: Int32Array.from(given, ({ length }, at) => (names[at]?.length ?? 0) + length),
    lowOffsets: Int32Array.from(given, (_, at) => (base + at * 1000) % 2 ** 32),
    expiring: given.filter(({ expireAtMs }) => expireAtMs >= 0).length,
    firstExpiryMs: Math.min(...given.map(({ expireAtMs }) => (expireAtMs < 0 ? Number.POSITIVE_INFINITY : expireAtMs))),
    typeKeys: byType(given, () => 1, new Int32Array(32)),
    typeSizes: byType(given, ({ key, length }) => Buffer.byteLength(key) + length, new Float64Array(32)),
  };
}

/** The complete content of an index. */
function contentOf(index: KeyIndex) {
  const { columns, folders, slots } = index;
  const rows = Array.from({ length: index.rows }, (_, row) => ({
    ...{ key: columns.key(row).toString(), slot: columns.slot(row), type: columns.type(row) },
    ...{ expireAtMs: columns.expireAtMs(row), sizeBytes: columns.sizeBytes(row), offset: columns.offset(row) },
    firstExpiryMs: columns.chunkAt(row).firstExpiryMs,
    isBare: ((columns.chunkAt(row).bare[columns.placeOf(row) >>> 3] ?? 0) >>> (columns.placeOf(row) & 7)) & 1,
  }));
  const counts = slots.map(({ database, keys, expires, sizeBytes }, slot) => ({
    ...{ database, keys, expires, sizeBytes, bare: folders.bareKeys(slot) },
    folders: [...folders.folders(slot)]
      .map((folder) => ({ ...folder, prefix: folder.prefix.toString() }))
      .sort((a, b) => (a.prefix < b.prefix ? -1 : 1)),
  }));
  return { rows, counts, types: [...index.typeCounts()] };
}

const name = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', ':', '1'), maxLength: 9 }),
  fc.constantFrom('x'.repeat(127), `folder:${'y'.repeat(121)}`, `long:${'z'.repeat(20_000)}`),
);
const given: fc.Arbitrary<Given> = fc.record({
  key: name,
  type: fc.constantFrom(0, 16),
  expireAtMs: fc.constantFrom(-1, 0, 2e12),
  length: fc.constantFrom(1, 5, 70_000),
});

test('key index › keys added together › the same rows and counts as one by one', () => {
  const batch = fc.tuple(fc.array(given, { minLength: 1, maxLength: 30 }), fc.constantFrom(0, 3));
  const base = fc.constantFrom(9, 2 ** 32 - 5000, 2 ** 40);
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 4 }), base, (batches, offset) => {
      const [together, single] = [new KeyIndex(), new KeyIndex()];
      for (const [keys, database] of batches) {
        together.addAll(batchOf(keys, database, offset));
        for (const [at, { key, type, expireAtMs, length }] of keys.entries()) {
          const keyBytes = Buffer.from(key);
          const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: offset + at * 1000 };
          single.add({ ...place, database, type, expireAtMs }, keyBytes.length + length);
        }
      }
      expect(contentOf(together)).toEqual(contentOf(single));
    }),
    { numRuns: 60 },
  );
});

test('key index › more keys than a chunk of rows › every key, and sizes above 4 GB', () => {
  const index = new KeyIndex();
  const total = 70_000;
  for (let from = 0; from < total; from += 500) {
    const keys = Array.from({ length: 500 }, (_, at) => ({ key: `k${from + at}`, type: 0, expireAtMs: -1, length: 2 }));
    index.addAll(batchOf(keys, 0, from));
  }
  expect(index.keys).toBe(total);
  for (const row of [0, 499, 65_535, 65_536, total - 1]) expect(index.columns.key(row).toString()).toBe(`k${row}`);
  index.columns.setSizeBytes(7, 2 ** 33 + 5);
  index.columns.setOffset(7, 2 ** 34 + 6);
  const { columns } = index;
  expect([columns.sizeBytes(7), columns.offset(7), columns.sizeBytes(8)]).toEqual([2 ** 33 + 5, 2 ** 34 + 6, 4]);
});
