import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { rdbCompressed, rdbEntry, rdbFile, rdbLength, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { type EntryBatch, PREFIX_BYTES } from './plain-entries.ts';
import { RdbWalker } from './rdb-walker.ts';

interface Seen {
  readonly key: string;
  readonly database: number;
  readonly type: number;
  readonly expireAtMs: number;
  readonly offset: number;
  readonly length: number;
}

/** The keys of a file, read in pieces. @param batches whether the visitor takes plain entries together */
function keysOf(file: Buffer, pieceBytes: number, batches: boolean): Seen[] {
  const seen: Seen[] = [];
  const text = (bytes: Uint8Array, start: number, end: number) =>
    Buffer.from(bytes.subarray(start, end)).toString('hex');
  const walker = new RdbWalker({
    key({ keyBytes, keyStart, keyEnd, database, type, expireAtMs, offset, length }) {
      seen.push({ key: text(keyBytes, keyStart, keyEnd), database, type, expireAtMs, offset, length });
    },
    ...(batches && {
      entries(batch) {
        const { count, database, bytes, keyStarts, keyEnds, types, expiries, offsets, lengths } = batch;
        expectNames(batch);
        expectSums(batch);
        expectPrefixes(batch);
        for (let at = 0; at < count; at++) {
          const [keyStart = 0, keyEnd = 0, type = 0] = [keyStarts[at], keyEnds[at], types[at]];
          const [expireAtMs = 0, offset = 0, length = 0] = [expiries[at], offsets[at], lengths[at]];
          seen.push({ key: text(bytes, keyStart, keyEnd), database, type, expireAtMs, offset, length });
        }
      },
    }),
  });
  for (let at = 0; at < file.length; at += pieceBytes) {
    if (walker.write(Buffer.from(file.subarray(at, at + pieceBytes)))) break;
  }
  expect(walker.finish()).toMatchObject({ keys: seen.length, checksum: 'verified' });
  return seen;
}

/** The names of a batch are those of its keys. */
function expectNames(batch: EntryBatch): void {
  const { count, bytes, keyStarts, keyEnds, names, nameBytes, nameStarts } = batch;
  let next = 0;
  for (let at = 0; at < count; at++) {
    const key = Buffer.from(bytes.subarray(keyStarts[at], keyEnds[at]));
    expect(nameStarts[at]).toBe(next);
    const head = key.length < 128 ? [key.length] : [(key.length & 127) | 128, key.length >> 7];
    const end = next + head.length + key.length;
    expect(Buffer.from(names.subarray(next, end))).toEqual(Buffer.concat([Buffer.from(head), key]));
    next = end;
  }
  expect(nameBytes).toBe(next);
}

/** The prefixes of a batch are those of its keys: counted, or among the others. */
function expectPrefixes(batch: EntryBatch): void {
  const { count, bytes, keyStarts, keyEnds, sizes, bares, others, prefixTexts, prefixHashes } = batch;
  const [expected, found] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const bare: number[] = [];
  const add = (to: Map<string, number[]>, prefix: string, keys: number, sizeBytes: number) => {
    const [was = 0, wasBytes = 0] = to.get(prefix) ?? [];
    to.set(prefix, [was + keys, wasBytes + sizeBytes]);
  };
  const prefixOf = (at: number) => {
    const key = Buffer.from(bytes.subarray(keyStarts[at], keyEnds[at]));
    return key.subarray(0, key.indexOf(':') + 1).toString('latin1');
  };
  for (let at = 0; at < count; at++) {
    if (prefixOf(at) === '') bare.push(at);
    else add(expected, prefixOf(at), 1, sizes[at] ?? 0);
  }
  for (let prefix = 0; prefix < batch.prefixes; prefix++) {
    const [keys = 0, sizeBytes = 0] = [batch.prefixKeys[prefix], batch.prefixSizes[prefix]];
    const text = prefixTexts.subarray(prefix * PREFIX_BYTES + 1).subarray(0, prefixTexts[prefix * PREFIX_BYTES]);
    expect(prefixHashes[prefix]).toBe(text.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0));
    if (keys > 0) add(found, Buffer.from(text).toString('latin1'), keys, sizeBytes);
  }
  for (const at of others.subarray(0, batch.otherCount)) add(found, prefixOf(at), 1, sizes[at] ?? 0);
  expect(found).toEqual(expected);
  expect([...bares.subarray(0, batch.bareCount)]).toEqual(bare);
}

/** The sums of a batch, and what follows from its columns, are those of its entries. */
function expectSums(batch: EntryBatch): void {
  const { count, keyStarts, keyEnds, types, expiries, offsets, lengths, sizes, lowOffsets } = batch;
  const keys = new Map<number, number>();
  const bytes = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const [type = 0, size = 0, offset = 0] = [types[at], sizes[at], offsets[at]];
    expect(size).toBe((keyEnds[at] ?? 0) - (keyStarts[at] ?? 0) + (lengths[at] ?? 0));
    expect(lowOffsets[at]).toBe(offset | 0);
    keys.set(type, (keys.get(type) ?? 0) + 1);
    bytes.set(type, (bytes.get(type) ?? 0) + size);
  }
  const given = [...expiries.subarray(0, count)].filter((at) => at >= 0);
  expect([batch.expiring, batch.firstExpiryMs]).toEqual([given.length, Math.min(...given)]);
  expect([...batch.typeKeys]).toEqual(Array.from({ length: 32 }, (_, type) => keys.get(type) ?? 0));
  expect([...batch.typeSizes]).toEqual(Array.from({ length: 32 }, (_, type) => bytes.get(type) ?? 0));
}

const integer = fc.constantFrom(Buffer.from([0xc0, 7]), Buffer.from([0xc1, 1, 2]), Buffer.from([0xc2, 1, 2, 3, 4]));
const short = fc.string({ maxLength: 90 }).map((text) => rdbText(text));
const long = fc.constantFrom(63, 64, 300, 16_383, 16_384, 40_000).map((size) => rdbText('v'.repeat(size)));
const compressed = fc.constantFrom(10, 60, 200, 20_000).map((size) => rdbCompressed('c'.repeat(size)));
const list = fc.constantFrom(Buffer.concat([rdbLength(2), rdbText('a'), rdbText('b')]));
const expiry = fc.bigInt({ min: -1000n, max: 2n ** 45n }).map((at) => {
  const bytes = Buffer.alloc(9, 0xfc);
  bytes.writeBigInt64LE(at, 1);
  return bytes;
});
const before = fc.oneof(
  { weight: 5, arbitrary: fc.constant(Buffer.alloc(0)) },
  { weight: 2, arbitrary: expiry },
  fc.constant(Buffer.from([0xf9, 3])),
  fc.constant(Buffer.from([0xfe, 4])),
);
const key = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('a', ':', '1'), maxLength: 9 }),
  fc.constantFrom('k'.repeat(63), 'k'.repeat(70), `prefix:${'k'.repeat(121)}`, 'k'.repeat(20_000)),
);
const entry = fc
  .tuple(before, key, fc.oneof({ weight: 4, arbitrary: short }, integer, long, compressed, list))
  .map(([opcodes, name, value]) =>
    Buffer.concat([opcodes, rdbEntry(value === undefined ? 0 : typeOf(value), name, value)]),
  );

/** A list has its length first; every other value is a string, of a plain type or a packed one. */
function typeOf(value: Buffer): number {
  return value[0] === 2 && value.length === 5 ? 1 : value.length % 2 === 0 ? 0 : 16;
}

test('plain entries › many entries, in pieces of any size › the same keys together as one by one', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), fc.integer({ min: 60, max: 3000 }), (entries, pieceBytes) => {
      const file = rdbFile('REDIS0011', ...entries);
      // A piece of 100 bytes has no room for a plain entry and the bytes that must follow it.
      const expected = keysOf(file, 100, false);
      expect(keysOf(file, file.length, false)).toEqual(expected);
      expect(keysOf(file, file.length, true)).toEqual(expected);
      expect(keysOf(file, pieceBytes, true)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('plain entries › more than a batch, and a damaged value after them › every key before the damage', () => {
  const entries = Array.from({ length: 1300 }, (_, at) => rdbEntry(0, `key:${at}`, rdbText('value')));
  const damaged = rdbFile('REDIS0011', ...entries, rdbEntry(0, 'damaged', Buffer.alloc(200, 0xc7)));
  let keys = 0;
  const walker = new RdbWalker({
    entries({ count }) {
      keys += count;
    },
    key: () => void keys++,
  });
  expect(() => walker.write(damaged)).toThrow('0xc7 is not a string');
  expect(keys).toBe(1300);
});

test('plain entries › more prefixes than are counted, and longer ones › all are there', () => {
  const names = Array.from({ length: 700 }, (_, at) => `${'p'.repeat(at % 40)}${at}:key`);
  const file = rdbFile('REDIS0011', ...[...names, ...names].map((name) => rdbEntry(0, name, rdbText('value'))));
  expect(keysOf(file, file.length, true)).toEqual(keysOf(file, 100, false));
});

test('plain entries › between values of other types › each byte is copied a few times only', () => {
  const count = 20_000;
  const set = (at: number) => rdbEntry(2, `tags:${at}`, rdbLength(1), rdbText(`member ${at}`));
  const string = (at: number) => rdbEntry(0, `cart:${at}`, rdbText(`value ${at}`));
  const entries = Array.from({ length: count }, (_, at) => (at % 2 === 0 ? string(at) : set(at)));
  const file = rdbFile('REDIS0010', Buffer.from([0xfe, 0]), ...entries);
  const copies = vi.spyOn(Uint8Array.prototype, 'set');
  const walker = new RdbWalker({});
  walker.write(file);
  expect(walker.finish().keys).toBe(count);
  const copied = copies.mock.calls.reduce((sum, [from]) => sum + from.length, 0);
  copies.mockRestore();
  expect(copied).toBeLessThan(4 * file.length);
});
