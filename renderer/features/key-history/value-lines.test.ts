import { expect, test } from 'vitest';
import { linesOf, pairLines } from './value-lines.ts';

test('lines of a value › JSON, text, a hash in another order › formatted, by line, sorted', () => {
  const string = { type: 'string', lengthBytes: 9, fromByte: 0, next: null } as const;
  expect(linesOf({ ...string, value: { text: '{"a":[1]}' } })).toEqual(['{', '  "a": [', '    1', '  ]', '}']);
  expect(linesOf({ ...string, value: { text: 'a\nb' } })).toEqual(['a', 'b']);
  const item = (field: string) => ({ field: { text: field }, value: { text: 'v' }, expiresAt: null });
  expect(linesOf({ type: 'hash', length: 2, next: null, items: [item('g'), item('f')] })).toEqual(['f: v', 'g: v']);
});

test('pairs of lines › changed, removed and added ones › beside each other with their numbers', () => {
  expect(pairLines(['a', 'b', 'c', 'd'], ['a', 'B', 'd', 'e'])).toEqual([
    { change: 'same', before: { number: 1, text: 'a' }, after: { number: 1, text: 'a' } },
    { change: 'changed', before: { number: 2, text: 'b' }, after: { number: 2, text: 'B' } },
    { change: 'removed', before: { number: 3, text: 'c' }, after: null },
    { change: 'same', before: { number: 4, text: 'd' }, after: { number: 3, text: 'd' } },
    { change: 'added', before: null, after: { number: 4, text: 'e' } },
  ]);
});
