import { expect, test } from 'vitest';
import { Crc64 } from './crc64.ts';

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
