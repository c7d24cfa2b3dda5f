import { expect, test } from 'vitest';
import { randomFrom } from '../../../../test/support/random-writes.ts';
import { rdbEntry, rdbFile, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { RdbWalker } from '../../redis/data/rdb-walker.ts';
import { type ComparedVisitor, differences, KeyComparer } from './key-comparer.ts';

/** @param pieceBytes of the chunks: entries across their ends are read by the general methods of the walk */
function read(visitor: ComparedVisitor, file: Buffer, pieceBytes = file.length): void {
  const walker = new RdbWalker(visitor, { checksum: false });
  for (let at = 0; at < file.length; at += pieceBytes) {
    if (walker.write(Buffer.from(file.subarray(at, at + pieceBytes)))) break;
  }
  walker.finish();
}

/** The number of keys of each kind; `undefined` counts values that must be decoded. */
function counts(before: Buffer, after: Buffer, pieces: { readonly before?: number; readonly after?: number } = {}) {
  const comparer = new KeyComparer();
  read(comparer.readBefore(), before, pieces.before);
  read(comparer.readAfter(), after, pieces.after);
  for (const _ of comparer.endReading());
  comparer.listDifferent();
  const found: Record<string, number> = {};
  for (const row of comparer.different) {
    const kind = differences[comparer.columns.kinds.get(row)] ?? 'undecided';
    found[kind] = (found[kind] ?? 0) + 1;
  }
  return { ...found, same: comparer.index.keys - comparer.different.length };
}

const text = (key: string, value: string) => rdbEntry(0, key, rdbText(value));
const file = (...entries: readonly Buffer[]) => rdbFile('REDIS0011', Buffer.concat(entries));

test('key comparer › the same entries in other pieces › all are equal', () => {
  const random = randomFrom(3);
  const entries = Array.from({ length: 400 }, (_, at) => {
    const length = at % 50 === 0 ? 60_000 + random.below(140_000) : random.below(90);
    return text(`${'k'.repeat(random.below(40))}${at}`, 'v'.repeat(length));
  });
  const whole = file(...entries);
  for (const [before, after] of [
    [whole.length, 1000],
    [777, whole.length],
    [300, 70_001],
  ] as const) {
    expect(counts(whole, file(...entries.toReversed()), { before, after })).toEqual({ same: 400 });
  }
});

test('key comparer › one bit of a long value, its length, its type, or its expiry › not equal', () => {
  const value = 'v'.repeat(200_000);
  const changed = `${value.slice(0, 150_000)}w${value.slice(150_001)}`;
  const before = file(
    text('bit', value),
    text('length', value),
    rdbEntry(0, 'type', rdbText('x')),
    text('expiry', value),
  );
  const expiry = Buffer.alloc(9, 252);
  expiry.writeBigInt64LE(4_000_000_000_000n, 1);
  const after = file(
    text('bit', changed),
    text('length', value.slice(1)),
    rdbEntry(1, 'type', Buffer.from([1]), rdbText('x')),
    expiry,
    text('expiry', value),
  );
  expect(counts(before, after)).toEqual({ undecided: 2, changed: 1, expiry: 1, same: 0 });
  expect(counts(before, after, { before: 1000, after: 999 })).toEqual({ undecided: 2, changed: 1, expiry: 1, same: 0 });
});

test('key comparer › far more keys than a table has slots at first › every difference', () => {
  const entries = Array.from({ length: 120_000 }, (_, at) => text(`key:${at}`, `value ${at}`));
  const before = file(...entries.slice(0, 80_000));
  // The table grows once more for the added keys.
  const after = file(...entries.slice(10), text('key:3', 'another value'));
  expect(counts(before, after)).toEqual({ added: 40_000, removed: 9, undecided: 1, same: 79_990 });
});

test('key comparer › a file that contains a key twice › the later one counts', () => {
  // The last entries of a file are read one by one, the earlier ones in batches.
  const rest = Array.from({ length: 20 }, (_, at) => text(`rest:${at}`, 'a value'));
  const once = file(text('a', '2'), ...rest);
  const twice = file(text('a', '1'), text('a', '2'), ...rest);
  const other = file(text('a', '2'), text('a', '1'), ...rest);
  const added = file(text('c', '1'), text('a', '2'), text('c', '2'), ...rest);
  for (const pieces of [{}, { before: 3, after: 3 }]) {
    expect(counts(twice, once, pieces)).toEqual({ same: 21 });
    expect(counts(once, twice, pieces)).toEqual({ same: 21 });
    expect(counts(other, once, pieces)).toEqual({ undecided: 1, same: 20 });
    expect(counts(once, other, pieces)).toEqual({ undecided: 1, same: 20 });
    expect(counts(once, added, pieces)).toEqual({ added: 1, same: 21 });
  }
});

test('key comparer › the same key in another database › another key', () => {
  const database = (number: number) => Buffer.from([254, number]);
  const before = file(database(0), text('a', '1'), database(1), text('b', '1'));
  const after = file(database(1), text('a', '1'), text('b', '1'));
  expect(counts(before, after)).toEqual({ added: 1, removed: 1, same: 1 });
});
