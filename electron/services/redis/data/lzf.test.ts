import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandLzf, isPossibleExpansion } from './lzf.ts';
import { NEWEST_VERSION, opcode, rdbType, repeated, skippedSections, valuePatterns } from './rdb-format.ts';

/** A plain LZF compressor of the test: back references of up to 264 bytes, literal runs of up to 32. */
function compressed(bytes: Uint8Array): Buffer {
  const out: number[] = [];
  let literals: number[] = [];
  const flush = () => {
    for (let at = 0; at < literals.length; at += 32) {
      const run = literals.slice(at, at + 32);
      out.push(run.length - 1, ...run);
    }
    literals = [];
  };
  for (let at = 0; at < bytes.length; ) {
    let [best, from] = [0, 0];
    for (let source = Math.max(0, at - 8192); source < at; source++) {
      let length = 0;
      while (length < 264 && at + length < bytes.length && bytes[source + length] === bytes[at + length]) length++;
      if (length > best) [best, from] = [length, source];
    }
    if (best < 3) {
      literals.push(bytes[at++] ?? 0);
      continue;
    }
    flush();
    const [offset, length] = [at - from - 1, best - 2];
    if (length < 7) out.push((length << 5) | (offset >> 8), offset & 0xff);
    else out.push((7 << 5) | (offset >> 8), length - 7, offset & 0xff);
    at += best;
  }
  flush();
  return Buffer.from(out);
}

describe('LZF', () => {
  const repetitive = fc
    .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 80 })), { maxLength: 12 })
    .map((runs) => Buffer.concat(runs.flatMap(([bytes, count]) => Array.from({ length: count }, () => bytes))));

  test('any bytes › compressed and expanded › are the same, also from the middle of a buffer', () => {
    fc.assert(
      fc.property(repetitive, (bytes) => {
        const packed = compressed(bytes);
        const around = Buffer.concat([Buffer.from([1, 2, 3]), packed, Buffer.from([4, 5])]);
        const into = Buffer.alloc(bytes.length);
        expect(expandLzf(around, 3, 3 + packed.length, into, bytes.length)).toBe(true);
        expect(into.equals(bytes)).toBe(true);
        expect(isPossibleExpansion(packed.length, bytes.length)).toBe(true);
      }),
    );
  });

  test('another length than the claimed one › is damage', () => {
    const bytes = Buffer.from('abc'.repeat(5));
    const packed = compressed(bytes);
    for (const length of [0, 1, bytes.length - 1, bytes.length + 1]) {
      expect(expandLzf(packed, 0, packed.length, Buffer.alloc(64), length), String(length)).toBe(false);
    }
    expect(expandLzf(packed, 0, packed.length - 1, Buffer.alloc(64), bytes.length)).toBe(false);
    expect(expandLzf(packed, 0, 0, Buffer.alloc(0), 0)).toBe(true);
  });

  test('any damaged bytes › never write beyond the claimed length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(300), (bytes, length) => {
        const into = Buffer.alloc(length + 16, 0xee);
        expandLzf(bytes, 0, bytes.length, into, length);
        expect(into.subarray(length).every((byte) => byte === 0xee)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('a reference before the start › is damage', () => {
    expect(expandLzf(Buffer.from([0x20, 0x05]), 0, 2, Buffer.alloc(10), 3)).toBe(false);
    expect(expandLzf(Buffer.from([0, 0x61, 0x3f, 0xff]), 0, 4, Buffer.alloc(10), 4)).toBe(false);
  });

  test('a claim that no compression reaches › is refused before memory is reserved', () => {
    expect([
      isPossibleExpansion(3, 264),
      isPossibleExpansion(1, 265),
      isPossibleExpansion(0, 0),
      isPossibleExpansion(0, 1),
    ]).toEqual([true, false, true, false]);
  });
});

describe('the format of an RDB', () => {
  test('every type byte of a value › has a pattern, no opcode has one, and patterns refer to existing ones', () => {
    for (const flavour of ['redis', 'valkey'] as const) {
      for (let byte = 0; byte < 256; byte++) {
        const pattern = valuePatterns[flavour][byte];
        expect(pattern !== undefined, `${flavour} ${byte}`).toBe(rdbType(byte) !== null);
        for (const step of [...(pattern ?? []), ...(skippedSections.get(byte) ?? [])]) {
          if (step >= 128) expect(repeated[step - 128], `${flavour} ${byte}`).toBeDefined();
        }
      }
      expect(NEWEST_VERSION[flavour]).toBeGreaterThanOrEqual(12);
    }
    for (const byte of Object.values(opcode)) expect(rdbType(byte)).toBeNull();
  });
});
