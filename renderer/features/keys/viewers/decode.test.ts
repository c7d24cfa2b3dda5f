import { expect, test } from 'vitest';
import { decodeMessagePack, ExactNumber, MAX_UNPACKED, parseJson, unpackGzip, unpackZstd } from './decode.ts';

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

test('parseJson › a number that JavaScript rounds › stays as it is written where the engine gives the source', () => {
  const [small, large] = parseJson('[1.50, 12345678901234567890]') as [unknown, unknown];
  expect(small).toBe(1.5);
  expect(large instanceof ExactNumber ? large.text : large).toSatisfy(
    (value: unknown) => value === '12345678901234567890' || typeof value === 'number',
  );
});
