import { expect, test } from 'vitest';
import { createReplyReader, type ReplySink } from './reply-reader.ts';

/** Every call of the sink as a short text; parts of one string are joined. */
function read(text: string, size: number): string[] {
  const calls: string[] = [];
  let string: string | null = null;
  const sink: ReplySink = {
    line: (kind, line) => void calls.push(`${kind}${line}`),
    open(kind, length) {
      string = `${kind}${length}:`;
    },
    part(bytes) {
      string += bytes.toString('latin1');
    },
    close: () => void calls.push(string ?? ''),
    none: () => void calls.push('none'),
    openList: (kind, count) => void calls.push(`${kind}${count}[`),
    closeList: () => void calls.push(']'),
    end: () => void calls.push('end'),
  };
  const take = createReplyReader(sink);
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
  return calls;
}

test.each([
  ['+OK\r\n', ['+OK', 'end']],
  ['$3\r\na\r\n\r\n$0\r\n\r\n', ['$3:a\r\n', 'end', '$0:', 'end']],
  ['*2\r\n*1\r\n:1\r\n*0\r\n', ['*2[', '*1[', ':1', ']', '*0[', ']', ']', 'end']],
  ['*-1\r\n$-1\r\n_\r\n', ['none', 'end', 'none', 'end', 'none', 'end']],
  ['%1\r\n+a\r\n~2\r\n#t\r\n,1.5\r\n', ['%2[', '+a', '~2[', '#t', ',1.5', ']', ']', 'end']],
  ['=7\r\ntxt:abc\r\n!5\r\nERR x\r\n', ['=3:abc', 'end', '!5:ERR x', 'end']],
  ['>2\r\n+a\r\n(123\r\n', ['>2[', '+a', '(123', ']', 'end']],
  ['|1\r\n+ttl\r\n*1\r\n:3\r\n+OK\r\n', ['+OK', 'end']],
  ['*2\r\n|1\r\n+a\r\n$1\r\nb\r\n:1\r\n:2\r\n', ['*2[', ':1', ':2', ']', 'end']],
])('replies › %j in chunks of any size › the same calls', (text, calls) => {
  for (let size = 1; size <= text.length; size++) expect(read(text, size)).toEqual(calls);
});

test.each(['HTTP/1.1 200\r\n', '$x\r\n', '$-2x\r\n', '*\r\n', `${'x'.repeat(70_000)}`])(
  'replies › bytes of another program, %.12j › an error',
  (text) => {
    expect(() => read(text, text.length)).toThrow('not from a Redis server');
  },
);

test('replies › more levels than a server sends › an error', () => {
  expect(() => read('*1\r\n'.repeat(1000), 4000)).toThrow('more than 128 levels');
});
