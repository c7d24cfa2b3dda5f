import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Crc64 } from './crc64.ts';

/** The definition of the checksum, a bit at a time. */
function expectedOf(bytes: Uint8Array): string {
  let crc = 0n;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1n) ^ (crc & 1n ? 0x95ac9329ac4bc9b5n : 0n);
  }
  return crc.toString(16).padStart(16, '0');
}

test('CRC-64 › pieces of any size › give the check value of the algorithm', () => {
  const bytes = Buffer.from('123456789This is a test of the emergency broadcast system.');
  const whole = new Crc64();
  whole.update(bytes, 0, 9);
  expect(whole.toString()).toBe('e9c6d914c4b8d9ca');
  whole.update(bytes, 9, bytes.length);
  for (const size of [1, 3, 8, 13]) {
    const pieces = new Crc64();
    for (let at = 0; at < bytes.length; at += size) pieces.update(bytes, at, Math.min(bytes.length, at + size));
    expect(pieces.toString()).toBe(whole.toString());
  }
});

test('CRC-64 › two checksums in turn, over any bytes › the definition, and only its own bytes match', () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(bytes, bytes, fc.nat({ max: 20 }), (first, second, skip) => {
      const [a, b] = [new Crc64(), new Crc64()];
      const start = Math.min(skip, first.length);
      for (let at = start; at < first.length; at += 7) {
        a.update(first, at, Math.min(first.length, at + 7));
        b.update(second, 0, second.length);
      }
      const digits = expectedOf(first.subarray(start));
      expect(a.toString()).toBe(digits);
      const written = Buffer.from(`00${digits}`, 'hex').reverse();
      expect(a.equals(written, 0)).toBe(true);
      expect(a.equals(Buffer.from(written).fill(1, 7, 8), 0)).toBe(digits.startsWith('01'));
    }),
  );
});

test('CRC-64 › more bytes than are summed at a time › the same as in pieces', () => {
  const bytes = Buffer.alloc(300_001, 'some bytes');
  const [whole, pieces] = [new Crc64(), new Crc64()];
  whole.update(bytes, 1, bytes.length);
  for (let at = 1; at < bytes.length; at += 1000) pieces.update(bytes, at, Math.min(bytes.length, at + 1000));
  expect(whole.toString()).toBe(pieces.toString());
});
