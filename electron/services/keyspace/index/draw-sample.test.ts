import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyFolder } from '../../../../shared/contract/keyspace.ts';
import { fromBytes, toBytes } from '../values/bytes.ts';
import { drawSample } from './draw-sample.ts';
import { KeyIndex } from './key-index.ts';
import { itemOf } from './key-items.ts';
import { runSliced } from './slices.ts';
import { sortRows } from './sort-rows.ts';
import { SortedView } from './sorted-view.ts';

/** The memory of a key beyond its bytes. */
const KEY_BYTES = 64;

describe('a sample of few keys', () => {
  const sizes = fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 60 });

  test('any sizes › every key is asked for once, in its own prefix', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (given) => {
        const keys = given.map((size, at) => ({ key: `${'ab'[at % 2]}:${at}`, size }));
        const { sample } = await sampleOf(keys, ['a:', 'b:']);
        expect(sample.keys.map(nameOf).sort()).toEqual(keys.map(({ key }) => key).sort());
        for (const { prefix, certain, drawn, weight } of sample.strata) {
          expect({ drawn, weight }).toEqual({ drawn: [], weight: 0 });
          const own = certain.map(({ at }) => nameOf(sample.keys[at]));
          expect(own.every((name) => prefix !== null && name.startsWith(['a:', 'b:'][prefix] as string))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('keys outside the prefixes › a stratum of their own', async () => {
    const keys = ['a:1', 'between', 'b:1', 'z'].map((key) => ({ key, size: 10 }));
    const { sample } = await sampleOf(keys, ['a:', 'b:']);
    const others = sample.strata.find(({ prefix }) => prefix === null);
    expect(others?.certain.map(({ at }) => nameOf(sample.keys[at])).sort()).toEqual(['between', 'z']);
  });
});

describe('a sample of many keys', () => {
  const many = Array.from({ length: 6_000 }, (_, at) => ({
    key: `${at % 3 === 0 ? 'large' : 'small'}:${at}`,
    size: at % 3 === 0 ? 1_000 : 10,
  }));

  test('the largest keys › come first, and are certain in their prefix', async () => {
    const { sample, largest } = await sampleOf(many, ['large:', 'small:'], 20);
    expect(sample.keys.slice(0, 20).map(nameOf)).toEqual(largest.map(nameOf));
    const large = sample.strata.find(({ prefix }) => prefix === 0);
    expect(large?.certain.map(({ at }) => at).sort((a, b) => a - b)).toEqual(largest.map((_, at) => at));
  });

  test('the other keys › drawn from their prefix, and none that is certain', async () => {
    const { sample } = await sampleOf(many, ['large:', 'small:'], 20);
    for (const { prefix, drawn, certain } of sample.strata) {
      if (prefix === null) continue;
      const start = ['large:', 'small:'][prefix] as string;
      expect(drawn.every(({ at }) => nameOf(sample.keys[at]).startsWith(start))).toBe(true);
      const sure = new Set(certain.map(({ at }) => at));
      expect(drawn.filter(({ at }) => sure.has(at))).toEqual([]);
    }
  });

  test('the weight of a stratum › the bytes of its keys that are not certain, and of their entries', async () => {
    const { sample } = await sampleOf(many, ['large:', 'small:'], 20);
    const weights = new Map(sample.strata.map(({ prefix, weight }) => [prefix, weight]));
    expect(weights.get(0)).toBe((2_000 - 20) * (1_000 + KEY_BYTES));
    expect(weights.get(1)).toBe(4_000 * (10 + KEY_BYTES));
  });

  test('the draws of a stratum › in proportion to its weight, and each counted', async () => {
    const { sample } = await sampleOf(many, ['large:', 'small:'], 0);
    const draws = sample.strata
      .filter(({ prefix }) => prefix !== null)
      .map(({ drawn, weight }) => ({ weight, times: drawn.reduce((sum, { times }) => sum + times, 0) }));
    const total = draws.reduce((sum, { weight }) => sum + weight, 0);
    for (const { weight, times } of draws) expect(times).toBe(5 + Math.floor((2_000 * weight) / total));
  });

  test('the same random numbers › the same sample', async () => {
    const [first, second] = [await sampleOf(many, ['large:']), await sampleOf(many, ['large:'])];
    expect(second.sample).toEqual(first.sample);
  });
});

/** @param sure how many of the largest keys are certain */
async function sampleOf(given: readonly { key: string; size: number }[], prefixes: readonly string[], sure = 0) {
  const index = new KeyIndex();
  const rows = Uint32Array.from(given, ({ key, size }) => {
    const keyBytes = Buffer.from(key);
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0 };
    return index.add({ ...place, database: 0, type: 0, expireAtMs: -1 }, size);
  });
  const largest = [...rows]
    .sort((a, b) => index.columns.sizeBytes(b) - index.columns.sizeBytes(a))
    .slice(0, sure)
    .map((row) => itemOf(index, row));
  await runSliced(sortRows(index.columns, rows));
  const view = await runSliced(SortedView.create(index.columns, rows));
  const folders = prefixes.map((prefix) => ({ database: 0, prefix: toBytes(Buffer.from(prefix)) }) as KeyFolder);
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const range = { start: 0, end: rows.length };
  return { largest, sample: drawSample(index, [{ database: 0, view, range }], folders, largest, random) };
}

function nameOf(key: { readonly key: Parameters<typeof fromBytes>[0] } | undefined): string {
  return key === undefined ? '' : fromBytes(key.key).toString();
}
