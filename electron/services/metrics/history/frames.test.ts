import { describe, expect, it } from 'vitest';
import { decodeBlock, encodeBlock, rowsOf } from './block.ts';
import { encodeFrame, scanFrames } from './frames.ts';
import { foldRows, tickRow } from './row.ts';
import { fromSmallFloat, toSmallFloat } from './small-float.ts';

const ticks = [
  tickRow(1000, 0, { keys: 12_345_678, hitRate: null, 'db3.keys': 7 }),
  tickRow(2000, 1000, { keys: 12_345_679, hitRate: 0.75, pingMs: 0.123 }),
];

describe('block', () => {
  it('samples › round trip is exact, missing values stay missing', () => {
    expect(rowsOf(decodeBlock(encodeBlock(ticks)))).toEqual(ticks);
    for (const tick of ticks) expect(rowsOf(decodeBlock(encodeBlock([tick])))).toEqual([tick]);
  });

  it('varying values › are precise to one part in 1024 and keep their order', () => {
    const fallen = tickRow(3000, 1000, { keys: 12_000_000 });
    const [row] = rowsOf(decodeBlock(encodeBlock([foldRows(0, [...ticks, fallen])])));
    const keys = row?.values.get('keys');
    if (keys === undefined || typeof keys === 'number') throw new Error('it did not vary');
    const truth = { min: 12_000_000, mean: 12_172_839.5, max: 12_345_679, last: 12_000_000 };
    for (const part of ['min', 'mean', 'max', 'last'] as const) {
      expect(Math.abs(keys[part] / truth[part] - 1)).toBeLessThan(1 / 1023);
    }
    expect(keys.min <= keys.mean && keys.mean <= keys.max).toBe(true);
    expect(row?.values.get('pingMs')).toBe(0.123);
  });

  it('requested metrics › only these are decoded', () => {
    const { columns } = decodeBlock(encodeBlock(ticks), new Set(['keys']));
    expect([...columns.keys()]).toEqual(['keys']);
  });
});

describe('small float', () => {
  it('15 bits › keep order, zero and a precision of one part in 1024', () => {
    const values = Array.from({ length: 4000 }, (_, index) => 2 ** (index / 64 - 18.9));
    const codes = values.map(toSmallFloat);
    expect(codes).toEqual(codes.toSorted((a, b) => a - b));
    for (const value of values)
      expect(Math.abs(fromSmallFloat(toSmallFloat(value)) / value - 1)).toBeLessThan(1 / 1023);
    expect([0, -1, Number.NaN, 1e-9].map((value) => fromSmallFloat(toSmallFloat(value)))).toEqual([0, 0, 0, 0]);
    expect(fromSmallFloat(toSmallFloat(1e300))).toBeGreaterThan(2 ** 43);
  });
});

describe('file of frames', () => {
  const bodies = ['one', 'two two two two two', 'VM in the middle', 'four'].map((text) => Buffer.from(text));
  const frames = bodies.map((body, index) => encodeFrame({ from: index, to: index, bytes: body }, index % 2 === 1));
  const file = Buffer.concat(frames);
  const texts = (bytes: Buffer) => scanFrames(bytes).frames.map((frame) => frame.bytes().toString());

  it('truncated anywhere › loses at most the truncated frame', () => {
    for (let length = 0; length <= file.length; length++) {
      let end = 0;
      const whole = bodies.filter((_, index) => {
        end += frames[index]?.length ?? 0;
        return end <= length;
      });
      expect(texts(file.subarray(0, length))).toEqual(whole.map(String));
    }
  });

  it('any flipped bit › loses at most that frame', () => {
    let start = 0;
    frames.forEach((frame, index) => {
      for (let at = start; at < start + frame.length; at++) {
        for (let bit = 0; bit < 8; bit++) {
          const flipped = Buffer.from(file);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          const scan = scanFrames(flipped);
          expect(scan.frames.map(({ bytes }) => String(bytes()))).toEqual(
            bodies.filter((_, one) => one !== index).map(String),
          );
          expect(scan.damaged || scan.unfinished).toBe(true);
        }
      }
      start += frame.length;
    });
  });

  it('frame appended after a truncated one › is found', () => {
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = frames;
    for (let length = 1; length < first.length; length++) {
      expect(texts(Buffer.concat([first.subarray(0, length), second]))).toEqual([String(bodies[1])]);
    }
  });
});
