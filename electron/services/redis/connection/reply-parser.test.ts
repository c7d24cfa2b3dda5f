import { expect, test } from 'vitest';
import { createReplyParser, type Reply } from './reply-parser.ts';

function parse(text: Buffer, size: number): Reply[] {
  const replies: Reply[] = [];
  const write = createReplyParser((reply) => void replies.push(reply));
  for (let at = 0; at < text.length; at += size) write(text.subarray(at, at + size));
  return replies;
}

test('replies › chunks of any size › the same replies', () => {
  const binary = Buffer.from([0, 13, 10, 0xff]);
  const text = Buffer.concat([
    Buffer.from('+OK\r\n:-12\r\n$-1\r\n$0\r\n\r\n-BUSYKEY it exists\r\n$4\r\n'),
    binary,
    Buffer.from('\r\n+OK\r\n'),
  ]);
  const expected = [
    'OK',
    -12,
    null,
    Buffer.alloc(0),
    Object.assign(new Error('BUSYKEY it exists'), { name: 'ReplyError' }),
    binary,
    'OK',
  ];
  for (let size = 1; size <= text.length; size++) expect(parse(text, size)).toEqual(expected);
});

test('replies › bytes of another program › an error', () => {
  expect(() => parse(Buffer.from('HTTP/1.1 400\r\n'), 100)).toThrow('not from a Redis server');
  expect(() => parse(Buffer.from('$abc\r\n'), 100)).toThrow('not from a Redis server');
});
