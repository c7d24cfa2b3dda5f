import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RdbCursor, STEP_BYTES } from './rdb-cursor.ts';
import { RdbError } from './rdb-error.ts';

const lengthMax = 2 ** 40;

describe('lengths', () => {
  test('readLength › any length in the form Redis writes › the same length, and the cursor is after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lengthMax }), (length) => {
        const bytes = lengthBytes(length);
        const cursor = cursorOver(bytes);
        expect(cursor.readLength()).toBe(length);
        expect(cursor.position).toBe(bytes.length);
      }),
      { examples: [[0], [63], [64], [16_383], [16_384], [2 ** 32 - 1], [2 ** 32]] },
    );
  });

  test.each([0x82, 0xbf, 0xc0, 0xff])('readLength › 0x%s begins no length › the offset and the byte', (first) => {
    const cursor = cursorOver(Buffer.from([first]));
    cursor.base = 1_000;
    const error = thrown(() => cursor.readLength());
    expect(error.fault).toBe('damaged');
    expect(error.message).toContain(`0x${first.toString(16)} is not a length`);
    expect(error.offset).toBe(1_000);
  });
});

describe('strings', () => {
  const text = fc.uint8Array({ maxLength: 300 });

  test('readText › a plain string of any bytes › these bytes', () => {
    fc.assert(
      fc.property(text, (bytes) => {
        const cursor = cursorOver(Buffer.concat([lengthBytes(bytes.length), bytes]));
        expect(cursor.readText()).toBe(true);
        expect([...textOf(cursor)]).toEqual([...bytes]);
      }),
    );
  });

  test('readText › a number in one, two or four bytes › its digits', () => {
    const numbers = fc.oneof(
      fc.integer({ min: -128, max: 127 }).map((value) => ({ value, form: 0 })),
      fc.integer({ min: -32_768, max: 32_767 }).map((value) => ({ value, form: 1 })),
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => ({ value, form: 2 })),
    );
    fc.assert(
      fc.property(numbers, ({ value, form }) => {
        const bytes = numberBytes(value, form);
        const cursor = cursorOver(bytes);
        expect(cursor.readText()).toBe(true);
        expect(textOf(cursor).toString()).toBe(String(value));
        expect(cursor.position).toBe(bytes.length);
      }),
    );
  });

  test('readText › a compressed string › the expanded bytes', () => {
    // One literal "a", then a repetition of it: 2 + 7 bytes from one byte back.
    const compressed = Buffer.from([0x00, 0x61, 0xe0, 0x00, 0x00]);
    const cursor = cursorOver(Buffer.concat([Buffer.from([0xc3, compressed.length, 10]), compressed]));
    expect(cursor.readText()).toBe(true);
    expect(textOf(cursor).toString()).toBe('a'.repeat(10));
    expect(cursor.position).toBe(3 + compressed.length);
  });

  test('readText › the compressed bytes do not expand to the length › damaged, and the cursor has not moved', () => {
    const cursor = cursorOver(Buffer.from([0xc3, 2, 5, 0x00, 0x61]));
    expect(thrown(() => cursor.readText()).message).toContain('a compressed key or name is damaged');
    expect(cursor.position).toBe(0);
  });

  test('readText › a name of 100 MB › refused before any memory is taken', () => {
    const cursor = cursorOver(lengthBytes(100_000_000));
    expect(thrown(() => cursor.readText()).message).toContain('a key or name of 100000000 bytes is not possible');
  });

  test('readText › 3 bytes say they expand to 60 MB › refused', () => {
    const cursor = cursorOver(Buffer.concat([Buffer.from([0xc3, 3]), lengthBytes(60_000_000), Buffer.alloc(3)]));
    expect(thrown(() => cursor.readText()).message).toContain('compressed to 3, is not possible');
  });

  test('readText › 0xc4 begins no string › damaged', () => {
    expect(thrown(() => cursorOver(Buffer.from([0xc4])).readText()).message).toContain('0xc4 is not a string');
  });
});

describe('bytes that are not in memory yet', () => {
  test('readText › the file continues after the buffer › false, and the cursor has not moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat({ max: 199 }), (length, present) => {
        fc.pre(present < length);
        const cursor = cursorOver(Buffer.concat([lengthBytes(length), Buffer.alloc(present)]), false);
        expect(cursor.readText()).toBe(false);
        expect(cursor.position).toBe(0);
      }),
    );
  });

  test('readText › the file ends inside the string › truncated, at the end of the file', () => {
    const cursor = cursorOver(Buffer.concat([lengthBytes(20), Buffer.alloc(5)]));
    const error = thrown(() => cursor.readText());
    expect(error.fault).toBe('truncated');
    expect(error.offset).toBe(6);
  });

  test('ready › fewer bytes than a step, and the file continues › false', () => {
    expect(cursorOver(Buffer.alloc(STEP_BYTES - 1), false).ready()).toBe(false);
    expect(cursorOver(Buffer.alloc(STEP_BYTES), false).ready()).toBe(true);
  });

  test('ready › the last bytes of the file › true until none is left, then truncated', () => {
    const cursor = cursorOver(Buffer.alloc(2));
    expect(cursor.ready()).toBe(true);
    cursor.position = 2;
    expect(thrown(() => cursor.ready()).fault).toBe('truncated');
  });

  test('fail › the cursor read padding after the end of the file › truncated is the true cause', () => {
    const cursor = cursorOver(Buffer.alloc(2));
    cursor.position = 3;
    expect(cursor.fail('0x0 is not a length').fault).toBe('truncated');
    cursor.position = 2;
    expect(cursor.fail('a type is not known', 'unsupported').fault).toBe('unsupported');
  });
});

describe('skips', () => {
  test('skipString › a string of any form › the cursor is where reading it ends', () => {
    const strings = fc.oneof(
      fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.concat([lengthBytes(bytes.length), bytes])),
      fc
        .tuple(fc.integer({ min: -100, max: 100 }), fc.nat({ max: 2 }))
        .map(([value, form]) => numberBytes(value, form)),
    );
    fc.assert(
      fc.property(strings, (bytes) => {
        const [read, skipped] = [cursorOver(bytes), cursorOver(bytes)];
        read.readText();
        skipped.skipString();
        expect(skipped.position).toBe(read.position);
      }),
    );
  });

  test('skipString › a compressed string › after its compressed bytes', () => {
    const cursor = cursorOver(Buffer.from([0xc3, 4, 60, 1, 2, 3, 4, 9]));
    cursor.skipString();
    expect(cursor.position).toBe(7);
  });

  test('skip › more bytes than the buffer has › the offset in the file is exact', () => {
    const cursor = cursorOver(Buffer.alloc(10), false);
    cursor.base = 500;
    cursor.skip(5_000_000_000);
    expect(cursor.offset()).toBe(5_000_000_500);
  });

  test('skip › more bytes than a disk can have › damaged', () => {
    expect(thrown(() => cursorOver(Buffer.alloc(1)).skip(2 ** 51)).message).toContain('is not possible');
  });
});

describe('numbers of the file', () => {
  test('millisecondsAt › any time › the number; 0 for a negative one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n }), (time) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64LE(time);
        expect(cursorOver(bytes).millisecondsAt(0)).toBe(time < 0n ? 0 : Number(time));
      }),
    );
  });

  test('littleEndian32 › the highest bit is set › no negative number', () => {
    expect(cursorOver(Buffer.from([0, 0, 0, 0xff])).littleEndian32(0)).toBe(0xff000000);
  });

  test('moduleTypeId › a buffer that begins inside another › the id after the marker byte', () => {
    const whole = Buffer.alloc(32);
    whole.writeBigUInt64BE(0x0123456789abcdefn, 11);
    const cursor = cursorOver(whole.subarray(10), false);
    expect(cursor.moduleTypeId()).toBe(0x0123456789abcdefn);
  });
});

/** @param final whether the file ends with these bytes */
function cursorOver(bytes: Uint8Array, final = true): RdbCursor {
  const cursor = new RdbCursor();
  cursor.bytes = final ? Buffer.concat([bytes, Buffer.alloc(STEP_BYTES)]) : bytes;
  cursor.end = bytes.length;
  cursor.final = final;
  return cursor;
}

function textOf({ text, textStart, textEnd }: RdbCursor): Buffer {
  return Buffer.from(text.subarray(textStart, textEnd));
}

/** The shortest form, as Redis writes it. */
function lengthBytes(length: number): Buffer {
  if (length < 64) return Buffer.from([length]);
  if (length < 16_384) return Buffer.from([0x40 | (length >> 8), length & 0xff]);
  const long = Buffer.alloc(length < 2 ** 32 ? 5 : 9);
  long[0] = length < 2 ** 32 ? 0x80 : 0x81;
  if (long.length === 5) long.writeUInt32BE(length, 1);
  else long.writeBigUInt64BE(BigInt(length), 1);
  return long;
}

/** @param form 0, 1 or 2: a number of 1, 2 or 4 bytes */
function numberBytes(value: number, form: number): Buffer {
  const size = 1 << form;
  const bytes = Buffer.alloc(1 + size);
  bytes[0] = 0xc0 | form;
  bytes.writeIntLE(value, 1, size);
  return bytes;
}

function thrown(run: () => unknown): RdbError {
  try {
    run();
  } catch (error) {
    if (error instanceof RdbError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
