import { expect, test } from 'vitest';
import * as viewersWords from '../words/viewers.ts';
import {
  decodeMessagePack,
  ExactNumber,
  exactNumber,
  MAX_UNPACKED,
  parseJson,
  unpackGzip,
  unpackZstd,
} from './decode.ts';

const words = 'a value that repeats, '.repeat(1000);

async function gzip(content: BlobPart): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

test('unpackGzip › a packed value › is whole again', async () => {
  const { raw, isCut } = await unpackGzip(await gzip(words));
  expect([new TextDecoder().decode(raw), isCut]).toEqual([words, false]);
});

test('unpackGzip › a few bytes that unpack to much › stops at the limit', async () => {
  const { raw, isCut } = await unpackGzip(await gzip(new Uint8Array(MAX_UNPACKED * 2)));
  expect([raw.length, isCut]).toEqual([MAX_UNPACKED, true]);
});

test('unpackZstd › a frame of one raw block › is its content', async () => {
  // Magic number, single segment of 2 bytes, last raw block of 2 bytes.
  const frame = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0x20, 2, 0x11, 0, 0, 0x68, 0x69]);
  expect(new TextDecoder().decode((await unpackZstd(frame)).raw)).toBe('hi');
});

test('unpackZstd › a frame that asks for gigabytes › is refused', async () => {
  const frame = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0, 0x01, 0, 0]);
  await expect(unpackZstd(frame)).rejects.toThrow('more than 64 MB');
});

test('unpackGzip › damaged bytes › fails', async () => {
  await expect(unpackGzip((await gzip(words)).slice(0, 40))).rejects.toThrow();
});

test('decodeMessagePack › a map with a large number › keeps it', async () => {
  const packed = new Uint8Array([0x81, 0xa1, 0x61, 0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  expect(await decodeMessagePack(packed)).toEqual({ a: 18446744073709551615n });
});

test('parseJson › a number that JavaScript rounds › unchanged, if the engine provides the source', () => {
  const [small, large] = parseJson('[1.50, 12345678901234567890]') as [unknown, unknown];
  expect(small).toBe(1.5);
  expect(large instanceof ExactNumber ? large.text : large).toSatisfy(
    (value: unknown) => value === '12345678901234567890' || typeof value === 'number',
  );
});

/** A Zstandard frame with a window of 8 MB whose blocks repeat one byte; RFC 8878, 3.1.1.2. */
function repeatedBlocks(sizes: readonly number[]): Uint8Array<ArrayBuffer> {
  const blocks = sizes.flatMap((size, at) => {
    const header = (size << 3) | (1 << 1) | Number(at === sizes.length - 1);
    return [header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, 0x61];
  });
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 13 << 3, ...blocks]);
}

const BLOCK = 128 * 1024;

test('unpackZstd › a few bytes that unpack to much, in blocks that do not end at the limit › stops at it', async () => {
  const { raw, isCut } = await unpackZstd(repeatedBlocks([1000, ...new Array(200).fill(BLOCK)]));
  expect([raw.length, isCut]).toEqual([MAX_UNPACKED, true]);
  expect(raw.every((byte) => byte === 0x61)).toBe(true);
});

test('unpackZstd › exactly the limit › is whole; one byte more › is cut', async () => {
  const full = new Array(MAX_UNPACKED / BLOCK).fill(BLOCK);
  expect((await unpackZstd(repeatedBlocks(full))).isCut).toBe(false);
  const more = await unpackZstd(repeatedBlocks([...full, 1]));
  expect([more.raw.length, more.isCut]).toEqual([MAX_UNPACKED, true]);
});

test('unpackGzip › exactly the limit › is whole', async () => {
  const { raw, isCut } = await unpackGzip(await gzip(new Uint8Array(MAX_UNPACKED)));
  expect([raw.length, isCut]).toEqual([MAX_UNPACKED, false]);
});

test('unpackGzip › nothing packed › is empty and whole', async () => {
  expect(await unpackGzip(await gzip(''))).toEqual({ raw: new Uint8Array(), isCut: false });
});

test('unpackZstd › bytes after the magic number are missing › fails or is empty, without a hang', async () => {
  const result = await unpackZstd(Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd])).catch(() => null);
  expect(result?.raw.length ?? 0).toBe(0);
});

test.each(['0', '-1', '1.5', '123456789012345', '-0.000012345', '1.50', '100000000000000'])(
  'exactNumber › %s, which JavaScript represents exactly › a number',
  (source) => expect(exactNumber(Number(source), source)).toBe(Number(source)),
);

test.each([
  '12345678901234567890',
  '0.12345678901234567890',
  '3.14159265358979323846',
  '1e400',
  '1E3',
  '-0.10000000000000000001',
])('exactNumber › %s, which JavaScript would round or rewrite › stays as it is written', (source) => {
  const kept = exactNumber(Number(source), source);
  expect(kept instanceof ExactNumber ? kept.text : kept).toBe(source);
});

test('parseJson › more levels than a tree shows › says so', () => {
  expect(() => parseJson('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(viewersWords.tooManyLevels);
});

test.each(['', '{', '[1,]', "{'a':1}", 'undefined'])('parseJson › %j › fails', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});

test('decodeMessagePack › cut or damaged bytes › fails', async () => {
  await expect(decodeMessagePack(Uint8Array.from([0x92, 0x01]))).rejects.toThrow();
  await expect(decodeMessagePack(Uint8Array.from([0xc1]))).rejects.toThrow();
});

test('decodeMessagePack › a text that claims gigabytes › fails without allocating them', async () => {
  await expect(decodeMessagePack(Uint8Array.from([0xdb, 0xff, 0xff, 0xff, 0xff, 0x61]))).rejects.toThrow();
});
