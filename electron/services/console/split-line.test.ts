import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLine } from './split-line.ts';

test.each([
  ['', []],
  ['  PING  ', ['PING']],
  ['SET a b', ['SET', 'a', 'b']],
  ['SET a "b c"', ['SET', 'a', 'b c']],
  [String.raw`SET a "x\n\t\"\\\x41\q"`, ['SET', 'a', 'x\n\t"\\Aq']],
  [String.raw`SET a 'it\'s "one" \n'`, ['SET', 'a', String.raw`it's "one" \n`]],
  ['SET a ""', ['SET', 'a', '']],
  ['SET pre"fix"', ['SET', 'prefix']],
])('split line › %s', (line, words) => {
  expect(splitLine(line)).toEqual(words);
});

test.each(['SET a "b', "SET a 'b", 'SET "a"b', "SET 'a'b", '"\\'])(
  'split line › unbalanced quotes in %s › returns null',
  (line) => {
    expect(splitLine(line)).toBeNull();
  },
);

test('split line › any quoted words › are returned unchanged', () => {
  const quoted = (word: string) =>
    `"${word.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(splitLine(words.map(quoted).join(' '))).toEqual(words);
    }),
  );
});
