import { describe, expect, it } from 'vitest';
import { LineSplitter, LONGEST_LINE } from './line-splitter.ts';

const split = (...pieces: readonly (string | Buffer)[]) => {
  const splitter = new LineSplitter();
  return pieces.flatMap((piece) => splitter.push(Buffer.from(piece)));
};

describe('line splitter', () => {
  it('a text in any two pieces › gives the same lines', () => {
    const text = Buffer.from('one\nzwei ö\r\n\nfour');
    const whole = split(text);
    expect(whole).toEqual(['one', 'zwei ö', '']);
    for (let at = 0; at <= text.length; at += 1) {
      expect(split(text.subarray(0, at), text.subarray(at))).toEqual(whole);
    }
  });

  it('a very long line › is cut to its start and its size', () => {
    const long = 'ö'.repeat(512 * 1024);
    const [line = ''] = split(...(long.match(/.{1,60000}/gs) ?? []), '\n');
    expect(line).toMatch(/^ö+… \(cut: the line has 1,048,576 bytes\)$/);
    expect(Buffer.byteLength(line)).toBeLessThan(LONGEST_LINE + 100);
    expect(split(`${'a'.repeat(LONGEST_LINE)}\n`)[0]).toHaveLength(LONGEST_LINE);
  });

  it('invalid UTF-8, NUL and terminal escapes › are made visible', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xc3, 0x28, 0x00]),
      Buffer.from('\u001b[31mred\u001b]0;title\u0007\t\u202etxt\u0085\n'),
    ]);
    expect(split(bytes)).toEqual(['\ufffd\ufffd(\\x00\\x1b[31mred\\x1b]0;title\\x07\t\\u202etxt\\x85']);
  });

  it('skipped bytes › their lines are counted, and the next line is complete', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.from('one\ntw'))).toEqual(['one']);
    expect(splitter.skip(Buffer.from('o\nthree\nfo'))).toBe(2);
    expect(splitter.skip(Buffer.from('u'))).toBe(0);
    expect(splitter.push(Buffer.from('r\n'))).toEqual(['four']);
    expect(splitter.rest()).toBeNull();
  });
});
