import { expect, test } from 'vitest';
import { detectFormat, hexRow, readBitmap, readHyperLogLog } from './formats.ts';

const raw = (text: string) => new TextEncoder().encode(text);

test.each([
  ['plain words', raw('done ✓'), 'text'],
  ['a number', raw('123'), 'text'],
  ['JSON', raw(' {"a": [1, 2]}'), 'json'],
  ['broken JSON', raw('{"a": '), 'text'],
  ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), 'gzip'],
  ['Zstandard', new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0]), 'zstd'],
  ['PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image'],
  ['MessagePack', new Uint8Array([0x81, 0xa1, 0x61, 0xc0]), 'msgpack'],
  ['a HyperLogLog', new Uint8Array([...raw('HYLL'), 0, ...new Array(20).fill(0)]), 'hyperloglog'],
  ['JSON of many levels', raw(`${'[{"a":'.repeat(500)}1${'}]'.repeat(500)}`), 'json'],
  ['JSON of too many levels', raw('['.repeat(1001) + ']'.repeat(1001)), 'text'],
  ['brackets in a text', raw(JSON.stringify([`\\"${'['.repeat(2000)}`])), 'json'],
  ['other bytes', new Uint8Array([0, 1, 2, 0xff]), 'hex'],
  ['nothing', new Uint8Array(), 'text'],
])('detectFormat › %s', (_, bytes, format) => {
  expect(detectFormat(bytes, true)).toBe(format);
});

test('detectFormat › the first part of a long text, cut inside a character › text', () => {
  expect(detectFormat(raw('done ✓').subarray(0, 6), false)).toBe('text');
  expect(detectFormat(raw('{"a": "b'), false)).toBe('json');
});

test('readHyperLogLog › a cached estimate, and an outdated one › names only the first', () => {
  const header = new Uint8Array(16);
  header.set(raw('HYLL'));
  header[4] = 1;
  header[8] = 42;
  expect(readHyperLogLog(header)).toEqual({ encoding: 'sparse', estimate: 42n });
  header[15] = 0x80;
  expect(readHyperLogLog(header).estimate).toBeNull();
});

test('readBitmap › bits › are counted from the highest of the first byte', () => {
  expect(readBitmap(new Uint8Array([0b1000_0001, 0, 0b0100_0000]), 2)).toEqual({ set: 3, first: [0, 7] });
});

test('hexRow › the last row › is shorter', () => {
  const bytes = Uint8Array.from({ length: 18 }, (_, at) => 0x40 + at);
  expect(hexRow(bytes, 0)).toEqual({
    hex: '40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f',
    text: '@ABCDEFGHIJKLMNO',
  });
  expect(hexRow(bytes, 1)).toEqual({ hex: '50 51', text: 'PQ' });
});
