import { describe, expect, it } from 'vitest';
import { OutputReader } from './output-reader.ts';

const frame = (stream: number, text: string) => {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream, 0);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
};
const at = (second: number) => `2026-11-22T09:00:0${second}.123456789Z`;

function read(...chunks: readonly Buffer[]) {
  const reader = new OutputReader();
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.rest()];
}

describe('output reader', () => {
  const output = Buffer.concat([
    frame(1, `${at(1)} one\n`),
    frame(2, `${at(2)} zwei ö\n`),
    // A long line arrives in several frames, interleaved with the other stream.
    frame(1, `${at(3)} begin `),
    frame(2, `${at(4)} other\n`),
    frame(1, `${at(5)} end\n`),
    frame(1, `${at(6)} unended`),
  ]);
  const lines = [
    { at: at(1), text: 'one' },
    { at: at(2), text: 'zwei ö' },
    { at: at(4), text: 'other' },
    { at: at(3), text: 'begin end' },
    { at: at(6), text: 'unended' },
  ];

  it('framed output › cut at any byte › same lines and times', () => {
    expect(read(output)).toEqual(lines);
    for (let cut = 0; cut <= output.length; cut += 1) {
      expect(read(output.subarray(0, cut), output.subarray(cut))).toEqual(lines);
    }
  });

  it('output of a terminal › no frames › lines and times', () => {
    expect(read(Buffer.from(`${at(1)} one\r\n${at(2)} two`))).toEqual([
      { at: at(1), text: 'one' },
      { at: at(2), text: 'two' },
    ]);
    expect(read()).toEqual([]);
    expect(read(Buffer.from('short'))).toEqual([{ at: null, text: 'short' }]);
  });
});
