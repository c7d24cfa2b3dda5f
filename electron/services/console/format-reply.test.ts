import { expect, test } from 'vitest';
import { formatReply } from './format-reply.ts';

test.each([
  ['OK', '"OK"', 'OK'],
  [5, '(integer) 5', '5'],
  [null, '(nil)', ''],
  [new Error('ERR no'), '(error) ERR no', 'ERR no'],
  [[], '(empty array)', ''],
  [['a', 1, null], '1) "a"\n2) (integer) 1\n3) (nil)', 'a\n1\n'],
  [['a', ['b', ['c']]], '1) "a"\n2) 1) "b"\n   2) 1) "c"', 'a\nb\nc'],
  ['say "hi"\\', '"say \\"hi\\"\\\\"', 'say "hi"\\'],
])('reply %j › is formatted for a terminal and as a bare value', (reply, forPeople, bare) => {
  expect(formatReply(reply, true)).toBe(forPeople);
  expect(formatReply(reply, false)).toBe(bare);
});

test('reply › control characters › are escaped', () => {
  expect(formatReply('a\u001b[2Jb\u009bc\n\u0000', true)).toBe('"a\\x1b[2Jb\\x9bc\\n\\x00"');
});

test('reply › list of eleven items › numbers are aligned', () => {
  const lines = formatReply(
    Array.from({ length: 11 }, (_, index) => index),
    true,
  ).split('\n');
  expect(lines[0]).toBe(' 1) (integer) 0');
  expect(lines[10]).toBe('11) (integer) 10');
});
