import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeyFilter } from '../../../../shared/contract/keyspace.ts';
import { KeyIndex } from './key-index.ts';
import { createQuery } from './key-query.ts';
import { globMatcher } from './match-glob.ts';
import { isLineExpression } from './match-lines.ts';
import { regexMatcher, textSearch } from './match-text.ts';
import { RowList } from './row-list.ts';

function indexOf(keys: readonly string[]): KeyIndex {
  const index = new KeyIndex();
  for (const key of keys) {
    const keyBytes = Buffer.from(key);
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0 };
    index.add({ ...place, database: 0, type: 0, expireAtMs: -1 }, keyBytes.length);
  }
  return index;
}

/** The keys that a filter finds, in blocks of rows. */
function found(index: KeyIndex, filter: Omit<KeyFilter, 'database'>, block = 7): string[] {
  const query = createQuery(index, { database: 'all', ...filter }, 0);
  const rows = new RowList();
  for (let at = 0; at < index.rows; at += block) query.collect(null, at, Math.min(index.rows, at + block), rows);
  return [...rows.rows].map((row) => index.columns.key(row).toString());
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ':', 'é', '1'), maxLength: 9 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?', '[', ']', 'é', '1'), maxLength: 7 });

test('contains › keys adjacent in memory › the same keys as one by one', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), text, (keys, wanted) => {
      const { matches } = textSearch(wanted);
      const expected = keys.filter((key) => matches(Buffer.from(key), 0, Buffer.byteLength(key)));
      expect(found(indexOf(keys), { search: { kind: 'contains', text: wanted } })).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('glob › keys adjacent in memory › the same keys as one by one', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), pattern, (keys, wanted) => {
      const matches = globMatcher(Buffer.from(wanted));
      const expected = keys.filter((key) => matches(Buffer.from(key), 0, Buffer.byteLength(key)));
      expect(found(indexOf(keys), { search: { kind: 'glob', text: wanted } })).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('regular expression › keys adjacent in memory › the same keys as one by one', () => {
  const part = fc.constantFrom(
    'a',
    'b',
    '1',
    ':',
    '.',
    '^',
    '$',
    'a*',
    '(?:a|b)',
    '[a1]',
    '\\d',
    '\\b',
    '\\w+',
    'b?',
    '|',
    '[^a]',
  );
  const expression = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
  const special = fc.constantFrom('', 'line\nline', 'a\r', 'x'.repeat(200), `${'y'.repeat(130)}a`);
  const key = fc.oneof(
    { weight: 6, arbitrary: text },
    fc.string({ unit: fc.constantFrom('a', 'b', '1', ':') }),
    special,
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), expression, fc.nat({ max: 9 }), (keys, wanted, block) => {
      const matches = regexMatcher(wanted);
      const expected = keys.filter((one) => matches(Buffer.from(one), 0, Buffer.byteLength(one)));
      expect(found(indexOf(keys), { search: { kind: 'regex', text: wanted } }, block + 1)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['^user:\\d+\\.x$', true],
  ['(?:a|[b-d]{2,3})+\\bz?', true],
  ['[^:]+', false],
  ['a\\s', false],
  ['a\\W', false],
  ['a(?!b)', false],
  ['(?<=a)b', false],
  ['(a)\\1', false],
  ['[\\n]', false],
  ['\\p{L}', false],
])('regular expression %j › within a line only › %s', (expression, expected) => {
  expect(isLineExpression(expression)).toBe(expected);
});

test('search › long keys, more than a chunk of names, and a prefix › every match', () => {
  const long = 'x'.repeat(3_000_000);
  const keys = ['first', `${long}:needle`, 'a:needle', `${long}:other`];
  for (let at = 0; at < 90_000; at++) keys.push(`user:${at}:profile-of-a-person`);
  keys.push('b:NEEDLE', 'needle');
  const index = indexOf(keys);
  const search = { kind: 'contains' as const, text: 'needle' };
  expect(found(index, { search }, 1 << 15)).toEqual([`${long}:needle`, 'a:needle', 'b:NEEDLE', 'needle']);
  expect(found(index, { search, prefix: { text: 'b:' } }, 1 << 15)).toEqual(['b:NEEDLE']);
  const profiles = found(index, { search: { kind: 'glob', text: 'user:*99?:profile*' } }, 1 << 15);
  expect(profiles).toEqual(keys.filter((key) => /^user:.*99.:profile/.test(key)));
  const manyLetters = { kind: 'contains' as const, text: 'profile-of-a-person'.repeat(3) };
  expect(found(index, { search: manyLetters }, 1 << 15)).toEqual([]);
});
