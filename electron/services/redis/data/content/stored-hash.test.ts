import { expect, test } from 'vitest';
import { rdbCompressed, rdbLength, rdbText } from '../../../../../test/support/rdb-bytes.ts';
import { rdbValues } from '../../../../../test/support/rdb-values.ts';
import { arrivingBytes } from '../decode/arriving-bytes.ts';
import { contentHash } from './content-hash.ts';
import { storedHash } from './stored-hash.ts';

const double = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const count = 60_000;
const each = (part: (at: number) => readonly Buffer[]) => [
  rdbLength(count),
  ...Array.from({ length: count }, (_, at) => part(at)).flat(),
];
const long = Buffer.alloc(3_000_001, 'a part of a long text, ');

test.each(rdbValues)(
  'stored hash › $name › that of the value in memory',
  async ({ type, bytes, flavour = 'redis' }) => {
    const file = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);
    const hash = await storedHash(file, { offset: 6, length: bytes.length, type, flavour });
    expect(hash).toBe(contentHash(type, flavour, bytes, 0, bytes.length));
  },
);

const longValues = [
  ['string of several windows', 0, [rdbText(long)]],
  ['compressed string of several windows', 0, [rdbCompressed(long.toString())]],
  ['list', 1, each((at) => [rdbText(`item ${at}`)])],
  ['set', 2, each((at) => [rdbText(`member ${at}`)])],
  ['sorted set', 5, each((at) => [rdbText(`member ${at}`), double(at / 3 - 1)])],
  ['hash with a long field', 4, each((at) => [rdbText(`field ${at}`), rdbText(at === 77 ? long : `value ${at}`)])],
  ['hash with times', 22, each((at) => [rdbLength(at % 3), rdbText(`field ${at}`), rdbText('v')])],
] as const;

test.each(longValues)(
  'stored hash › %s, in windows › that of the value in memory, and the bytes read grow',
  async (_, type, parts) => {
    const bytes = Buffer.concat(parts);
    const seen: number[] = [];
    const place = { offset: 0, length: bytes.length, type, flavour: 'redis' } as const;
    expect(await storedHash(bytes, place, (read) => void seen.push(read))).toBe(
      contentHash(type, 'redis', bytes, 0, bytes.length),
    );
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  },
);

test.each([1000, 64 * 1024, 3_000_000])(
  'stored hash › pieces of %d bytes that arrive meanwhile › the same hash',
  async (size) => {
    for (const [, type, parts] of longValues) {
      const bytes = Buffer.concat(parts);
      const arriving = arrivingBytes();
      const place = { offset: 1, length: bytes.length, type, flavour: 'redis' } as const;
      const hash = storedHash(arriving, place).finally(arriving.readerEnded);
      const all = Buffer.concat([Buffer.of(type), bytes, Buffer.alloc(2_000_000)]);
      for (let at = 0; at < all.length; at += size) await arriving.add(all.subarray(at, at + size));
      arriving.end();
      expect(await hash).toBe(contentHash(type, 'redis', bytes, 0, bytes.length));
    }
  },
);

test('stored hash › bytes that end too early › an error, and the writer does not wait', async () => {
  const bytes = Buffer.concat([rdbText(long)]);
  const arriving = arrivingBytes();
  const place = { offset: 0, length: bytes.length, type: 0, flavour: 'redis' } as const;
  const hash = storedHash(arriving, place).finally(arriving.readerEnded);
  hash.catch(() => undefined);
  await arriving.add(bytes.subarray(0, bytes.length - 1));
  arriving.end();
  await expect(hash).rejects.toThrow('truncated');
  await arriving.add(Buffer.alloc(3_000_000));
});
