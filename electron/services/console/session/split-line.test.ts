import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLine } from './split-line.ts';

const split = (line: string) => splitLine(Buffer.from(line))?.map((word) => word.toString('latin1')) ?? null;

test.each([
  ['', []],
  ['  PING  ', ['PING']],
  ['SET a\tb\r', ['SET', 'a', 'b']],
  ['SET a "b c"', ['SET', 'a', 'b c']],
  [String.raw`SET a "x\n\t\"\\\x41\xff\q"`, ['SET', 'a', 'x\n\t"\\A\u00ffq']],
  [String.raw`SET a 'it\'s "one" \n'`, ['SET', 'a', String.raw`it's "one" \n`]],
  ['SET a ""', ['SET', 'a', '']],
  ['SET pre"fix"', ['SET', 'prefix']],
  ['SET a "two\nlines"', ['SET', 'a', 'two\nlines']],
])('split line › %j', (line, words) => {
  expect(split(line)).toEqual(words);
});

test.each(['SET a "b', "SET a 'b", 'SET "a"b', "SET 'a'b", '"\\'])(
  'split line › unbalanced quotes in %s › returns null',
  (line) => {
    expect(split(line)).toBeNull();
  },
);

test('split line › UTF-8 with bytes that are spaces in other character sets › one word', () => {
  expect(splitLine(Buffer.from('à\u00a0é'))).toEqual([Buffer.from('à\u00a0é')]);
});

test('split line › any quoted bytes › are returned unchanged', () => {
  const quoted = (word: Uint8Array) =>
    `"${Array.from(word, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (words) => {
      expect(splitLine(Buffer.from(words.map(quoted).join(' ')))).toEqual(words.map((word) => Buffer.from(word)));
    }),
  );
});
