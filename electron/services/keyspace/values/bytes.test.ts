import { describe, expect, test } from 'vitest';
import { fromBytes, toBytes, withoutSplitCharacter } from './bytes.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('bytes of the contract', () => {
  test.each([
    ['empty', ''],
    ['ASCII', 'user:1'],
    ['a zero byte', 'a\0b'],
    ['a byte order mark', '\ufeffvalue'],
    ['four-byte characters', 'key 🗝️ größe'],
  ])('toBytes and fromBytes › %s › text and back, byte for byte', (_, text) => {
    const value = toBytes(Buffer.from(text));
    expect(value).toEqual({ text });
    expect(fromBytes(value)).toEqual(Buffer.from(text));
  });

  test.each([
    ['a lone continuation byte', bytes(0x80)],
    ['an overlong form', bytes(0xc0, 0x80)],
    ['a surrogate', bytes(0xed, 0xa0, 0x80)],
    ['the start of a character', bytes(0x61, 0xe2, 0x82)],
    ['every byte', Uint8Array.from({ length: 256 }, (_, at) => at)],
  ])('toBytes and fromBytes › %s › base64 and back, byte for byte', (_, data) => {
    const value = toBytes(data);
    expect(value).toHaveProperty('base64');
    expect(fromBytes(value)).toEqual(Buffer.from(data));
  });

  test('toBytes › a cut inside a character › text without that character, with the whole length', () => {
    const euro = Buffer.from('a€');
    expect(toBytes(euro.subarray(0, 3), 4)).toEqual({ text: 'a', totalBytes: 4 });
    expect(toBytes(euro.subarray(0, 4), 9)).toEqual({ text: 'a€', totalBytes: 9 });
    expect(toBytes(bytes(0xff, 0xe2), 9)).toEqual({ base64: '/+I=', totalBytes: 9 });
  });

  test('toBytes › a view of a larger memory › only its own bytes', () => {
    expect(toBytes(Buffer.from('abcdef').subarray(2, 4))).toEqual({ text: 'cd' });
  });

  test('withoutSplitCharacter › whole characters and other bytes › unchanged', () => {
    for (const text of ['', 'a', 'a€', '🗝']) expect(withoutSplitCharacter(Buffer.from(text)).toString()).toBe(text);
    expect(withoutSplitCharacter(Buffer.from([0x80, 0x80, 0x80]))).toHaveLength(3);
  });
});
