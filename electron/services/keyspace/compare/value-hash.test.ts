import { expect, test } from 'vitest';
import { randomFrom } from '../../../../test/support/random-writes.ts';
import { ValueHash } from './value-hash.ts';

function hashOf(seed: number, ...pieces: readonly Uint8Array[]): string {
  const hash = new ValueHash(seed);
  for (const piece of pieces) hash.update(piece, 0, piece.length);
  hash.finish();
  return `${hash.low} ${hash.high}`;
}

test('value hash › the same bytes in other pieces › the same hash', () => {
  const random = randomFrom(7);
  for (let length = 0; length < 70; length++) {
    const bytes = Buffer.from(Array.from({ length }, () => random.below(256)));
    const [a, b] = [random.below(length + 1), random.below(length + 1)].sort((x, y) => x - y) as [number, number];
    const pieces = [bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)];
    expect(hashOf(1, ...pieces)).toBe(hashOf(1, bytes));
  }
});

test('value hash › bytes that differ in one bit, or in their length › other hashes', () => {
  const found = new Set<string>();
  for (let length = 0; length <= 24; length++) {
    for (let bit = 0; bit <= length * 8; bit++) {
      const bytes = new Uint8Array(length);
      if (bit < length * 8) bytes[bit >> 3] = 1 << (bit & 7);
      found.add(hashOf(1, bytes));
    }
  }
  expect(found.size).toBe(((24 * 25) / 2) * 8 + 25);
});

test('value hash › another seed › another hash; used again › the same one', () => {
  const bytes = Buffer.from('a value');
  expect(hashOf(1, bytes)).not.toBe(hashOf(2, bytes));
  const hash = new ValueHash(1);
  const results = [0, 1].map(() => {
    hash.update(bytes, 0, bytes.length);
    hash.finish();
    return [hash.low, hash.high];
  });
  expect(results[0]).toEqual(results[1]);
});
