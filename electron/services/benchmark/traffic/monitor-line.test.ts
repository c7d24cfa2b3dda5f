import { expect, test } from 'vitest';
import { parseMonitorLine } from './monitor-line.ts';

const wordsOf = (line: string) => parseMonitorLine(line)?.words.map((word) => word.toString('latin1')) ?? null;

test('line of MONITOR › a command › database, client and words as bytes', () => {
  const line = '+1339518083.107412 [3 127.0.0.1:60866] "set" "a key" "x\\x00\\xff\\n\\"\\\\"\r';
  expect(parseMonitorLine(line)).toMatchObject({ database: 3, source: '127.0.0.1:60866' });
  expect(wordsOf(line)).toEqual(['set', 'a key', 'x\x00\xff\n"\\']);
  expect(parseMonitorLine('1.2 [0 lua] "get" ""')).toMatchObject({ source: 'lua' });
  expect(wordsOf('1.2 [0 unix:/tmp/s] "get" ""')).toEqual(['get', '']);
});

test.each([
  '+OK',
  '',
  '1.2 [0 a] "get" "cut… 70,000 bytes',
  '1.2 [0 a] "get" "\\xz1"',
  '1.2 [0 a] get x',
  '1.2 [x a] "get"',
  '1.2 [0 a] "get""x"',
])('line of MONITOR › %j › is no command', (line) => {
  expect(parseMonitorLine(line)).toBeNull();
});
