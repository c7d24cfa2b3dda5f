import { expect, test } from 'vitest';
import { withoutFrames } from './recent-output.ts';

const frame = (stream: number, text: string) => {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream, 0);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
};

test('frames › stdout and stderr › joined in order', () => {
  const output = Buffer.concat([frame(1, 'one\n'), frame(2, 'zwei ö\n'), frame(1, '')]);
  expect(withoutFrames(output).toString()).toBe('one\nzwei ö\n');
});

test('frames › output of a terminal › unchanged', () => {
  expect(withoutFrames(Buffer.from('plain text of a terminal')).toString()).toBe('plain text of a terminal');
  expect(withoutFrames(Buffer.alloc(0)).toString()).toBe('');
});
