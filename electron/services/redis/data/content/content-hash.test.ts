import { expect, test } from 'vitest';
import { listpackOf, ziplistOf, zipmapOf } from '../../../../../test/support/packed-bytes.ts';
import { rdbCompressed, rdbLength, rdbText } from '../../../../../test/support/rdb-bytes.ts';
import { contentHash } from './content-hash.ts';

const hash = (type: number, ...parts: readonly Buffer[]) => {
  const bytes = Buffer.concat(parts);
  return contentHash(type, 'redis', bytes, 0, bytes.length);
};
const texts = (...all: readonly string[]) => [rdbLength(all.length), ...all.map((text) => rdbText(text))];
const double = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const intset = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(8 + 4 * values.length);
  bytes.writeUInt32LE(4, 0);
  bytes.writeUInt32LE(values.length, 4);
  for (const [at, value] of values.entries()) bytes.writeInt32LE(value, 8 + 4 * at);
  return rdbText(bytes);
};

test.each([
  ['string, plain and compressed', hash(0, rdbText('a'.repeat(40))), hash(0, rdbCompressed('a'.repeat(40)))],
  ['string of digits, as text and integer', hash(0, rdbText('-7')), hash(0, Buffer.from([0xc0, 0xf9]))],
  ['set, by intset and in another order', hash(11, intset(7, -5)), hash(2, ...texts('-5', '7'))],
  ['set, by listpack', hash(20, rdbText(listpackOf(['a', 7]))), hash(2, ...texts('7', 'a'))],
  ['hash, by ziplist and zipmap', hash(13, rdbText(ziplistOf('f', 'v'))), hash(9, rdbText(zipmapOf(['f', 'v'])))],
  [
    'hash, by listpack and table in another order',
    hash(16, rdbText(listpackOf(['f', 1, 'g', 'w']))),
    hash(4, rdbLength(2), rdbText('g'), rdbText('w'), rdbText('f'), rdbText('1')),
  ],
  [
    'sorted set, by listpack and skip list',
    hash(17, rdbText(listpackOf(['a', '1.5', 'b', 3]))),
    hash(5, rdbLength(2), rdbText('b'), double(3), rdbText('a'), double(1.5)),
  ],
  [
    'list, in nodes of other sizes',
    hash(18, rdbLength(1), rdbLength(2), rdbText(listpackOf(['a', 'b']))),
    hash(14, rdbLength(2), rdbText(ziplistOf('a')), rdbText(ziplistOf('b'))),
  ],
])('content hash › %s › the same', (_, one, other) => {
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect(other).toBe(one);
});

test('content hash › other values, types, orders of a list, scores and times of a field › all different', () => {
  const timed = (ms: number) => {
    const earliest = Buffer.alloc(8);
    earliest.writeBigInt64LE(BigInt(ms));
    return hash(25, earliest, rdbText(listpackOf(['f', 'v', ms])));
  };
  const hashes = [
    hash(0, rdbText('a')),
    hash(1, ...texts('a')),
    hash(1, ...texts('a', 'b')),
    hash(1, ...texts('b', 'a')),
    hash(2, ...texts('a')),
    hash(2, ...texts('a', 'b')),
    hash(2, ...texts('ab')),
    hash(5, rdbLength(1), rdbText('a'), double(1)),
    hash(5, rdbLength(1), rdbText('a'), double(2)),
    hash(16, rdbText(listpackOf(['f', 'v']))),
    hash(16, rdbText(listpackOf(['v', 'f']))),
    timed(4_000_000_000_000),
    timed(4_000_000_000_001),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('content hash › cut or mutated values › an RdbError, or a hash', () => {
  const value = Buffer.concat([rdbText(listpackOf(['field', 'value', 'other', 12_345_678]))]);
  for (let length = 0; length < value.length; length++) {
    expect(() => hash(16, value.subarray(0, length))).toThrow(expect.objectContaining({ name: 'RdbError' }));
  }
  for (let at = 0; at < value.length; at++) {
    for (const byte of [0, 0x7f, 0x80, 0xc3, 0xf0, 0xf4, 0xff]) {
      const mutated = Buffer.from(value);
      mutated[at] = byte;
      try {
        hash(16, mutated);
      } catch (error) {
        expect(error).toMatchObject({ name: 'RdbError' });
      }
    }
  }
});
