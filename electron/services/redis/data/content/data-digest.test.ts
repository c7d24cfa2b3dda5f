import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rdbCompressed, rdbEntry, rdbFile, rdbLength, rdbText } from '../../../../../test/support/rdb-bytes.ts';
import { digestRdb } from './data-digest.ts';

const type = { string: 0, list: 1, set: 2, hash: 4, sortedSet: 5, intset: 11 } as const;

const database = (index: number) => Buffer.from([0xfe, index]);
const expiry = (ms: number) => {
  const bytes = Buffer.alloc(9, 0xfc);
  bytes.writeBigInt64LE(BigInt(ms), 1);
  return bytes;
};
const library = (code: string) => Buffer.concat([Buffer.from([0xf5]), rdbText(code)]);
const text = (key: string, value: string) => rdbEntry(type.string, key, rdbText(value));
const members = (kind: number, key: string, ...all: readonly string[]) =>
  rdbEntry(kind, key, rdbLength(all.length), ...all.map((one) => rdbText(one)));
const hash = (key: string, ...pairs: readonly (readonly [string, string])[]) =>
  rdbEntry(type.hash, key, rdbLength(pairs.length), ...pairs.flat().map((one) => rdbText(one)));

function sortedSet(key: string, ...pairs: readonly (readonly [string, number])[]): Buffer {
  const scored = pairs.flatMap(([member, score]) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(score);
    return [rdbText(member), bytes];
  });
  return rdbEntry(type.sortedSet, key, rdbLength(pairs.length), ...scored);
}

/** A set of numbers in one block. */
function intset(key: string, ...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + 2 * numbers.length);
  bytes.writeUInt32LE(2, 0);
  bytes.writeUInt32LE(numbers.length, 4);
  for (const [at, number] of numbers.entries()) bytes.writeInt16LE(number, 8 + 2 * at);
  return rdbEntry(type.intset, key, rdbText(bytes));
}

/** A stream of pieces. */
async function* pieces(file: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield Buffer.from(file.subarray(at, at + size));
}

const digestOf = (...parts: readonly Buffer[]) => digestRdb(pieces(rdbFile('REDIS0011', ...parts), 700));
const digits = async (...parts: readonly Buffer[]) => (await digestOf(...parts)).digest;

describe('digest of a data set › equal', () => {
  test('the keys in another order › equal', async () => {
    const keys = [text('a', '1'), text('b', '2'), members(type.list, 'c', 'x', 'y')];
    expect(await digits(...keys.toReversed())).toBe(await digits(...keys));
  });

  test('a string that is compressed in one of them › equal', async () => {
    const value = 'v'.repeat(200);
    const packed = rdbEntry(type.string, 'k', rdbCompressed(value));
    expect(await digits(packed)).toBe(await digits(text('k', value)));
  });

  test('a number in three bytes and as text › equal', async () => {
    const short = rdbEntry(type.string, 'k', Buffer.from([0xc1, 0x39, 0x30]));
    expect(await digits(short)).toBe(await digits(text('k', '12345')));
  });

  test('members and fields in another order › equal', async () => {
    expect(await digits(members(type.set, 's', 'a', 'b'))).toBe(await digits(members(type.set, 's', 'b', 'a')));
    const [one, other] = [['f', '1'] as const, ['g', '2'] as const];
    expect(await digits(hash('h', one, other))).toBe(await digits(hash('h', other, one)));
    expect(await digits(sortedSet('z', ['a', 1], ['b', 2]))).toBe(await digits(sortedSet('z', ['b', 2], ['a', 1])));
  });

  test('a set of numbers in another encoding › equal', async () => {
    expect(await digits(intset('s', 1, 2, 300))).toBe(await digits(members(type.set, 's', '300', '1', '2')));
  });

  test('pieces of any size, and values above the first buffer › equal', async () => {
    const file = rdbFile('REDIS0011', text('large', 'v'.repeat(300_000)), members(type.list, 'l', 'a'.repeat(90_000)));
    const whole = await digestRdb(pieces(file, file.length));
    for (const size of [100, 4096, 65_536]) expect(await digestRdb(pieces(file, size))).toEqual(whole);
  });
});

describe('digest of a data set › different', () => {
  const base = () => digits(text('k', '1'), text('l', '2'));

  test.each([
    ['a changed value', [text('k', '1'), text('l', '3')]],
    ['a changed name', [text('k', '1'), text('m', '2')]],
    ['two values that changed places', [text('k', '2'), text('l', '1')]],
    ['a missing key', [text('k', '1')]],
    ['a further key', [text('k', '1'), text('l', '2'), text('m', '3')]],
    ['a key that is there twice', [text('k', '1'), text('l', '2'), text('l', '2')]],
    ['an expiry', [text('k', '1'), expiry(1_800_000_000_000), text('l', '2')]],
    ['a key in another database', [text('k', '1'), database(1), text('l', '2')]],
    ['another type', [text('k', '1'), members(type.set, 'l', '2')]],
    ['a function library', [library('#!lua name=f'), text('k', '1'), text('l', '2')]],
  ])('%s › different', async (_, parts) => {
    expect(await digits(...parts)).not.toBe(await base());
  });

  test('another expiry, and elements of a list in another order › different', async () => {
    const at = (ms: number) => digits(expiry(ms), text('k', '1'));
    expect(await at(1_800_000_000_000)).not.toBe(await at(1_800_000_000_001));
    expect(await digits(members(type.list, 'l', 'a', 'b'))).not.toBe(await digits(members(type.list, 'l', 'b', 'a')));
  });

  test('a score, and where a field ends › different', async () => {
    expect(await digits(sortedSet('z', ['a', 1]))).not.toBe(await digits(sortedSet('z', ['a', 1.5])));
    expect(await digits(hash('h', ['ab', 'c']))).not.toBe(await digits(hash('h', ['a', 'bc'])));
  });

  test('any two data sets › equal digests only for equal keys', async () => {
    const keys = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.string({ maxLength: 4 }), { maxKeys: 4 });
    const digestOfKeys = (given: Readonly<Record<string, string>>) =>
      digits(...Object.entries(given).map(([key, value]) => text(key, value)));
    await fc.assert(
      fc.asyncProperty(keys, keys, async (one, other) => {
        const isSame = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        expect((await digestOfKeys(one)) === (await digestOfKeys(other))).toBe(isSame);
      }),
      { numRuns: 100 },
    );
  });
});

describe('digest of a data set › figures and ends', () => {
  test('keys of two databases › how many there are, and how many have an expiry', async () => {
    const parts = [
      text('k', '1'),
      expiry(1_800_000_000_000),
      text('l', '2'),
      database(3),
      members(type.list, 'm', 'a'),
    ];
    expect(await digestOf(...parts)).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{16}$/), keys: 3, expires: 1 });
  });

  test('no keys › a digest too', async () => {
    expect(await digestOf()).toMatchObject({ keys: 0, expires: 0 });
    expect(await digits()).not.toBe(await digits(text('', '')));
  });

  test('a stream that ends early › an error, and no digest', async () => {
    const file = rdbFile('REDIS0011', text('k', '1'));
    await expect(digestRdb(pieces(file.subarray(0, -9), 700))).rejects.toThrow('truncated');
  });

  test('cancelled › the reason', async () => {
    const reason = new Error('enough');
    const file = rdbFile('REDIS0011', text('k', 'v'.repeat(5000)));
    await expect(digestRdb(pieces(file, 100), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
