import { expect, test } from 'vitest';
import { drawSample } from '../index/draw-sample.ts';
import { KeyIndex } from '../index/key-index.ts';
import { itemOf } from '../index/key-items.ts';
import { KeyViews } from '../index/key-views.ts';
import { fromBytes } from '../values/bytes.ts';
import { estimateMemory } from './estimate-memory.ts';

/** Numbers from 0 to 1, the same in each run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const prefixes = ['small:', 'large:', 'mixed:'];

/** Keys with serialised sizes, and a memory that follows them only roughly. */
function data() {
  const random = randomOf(1);
  const index = new KeyIndex();
  const memory = new Map<string, number>();
  for (let at = 0; at < 20_000; at++) {
    const prefix = at % 100 === 0 ? 'few:' : (prefixes[at % 3] as string);
    const key = `${prefix}${at}`;
    const size = key.length + Math.ceil((prefix === 'small:' ? 20 : 400) * random() ** 4 * 10);
    const keyBytes = Buffer.from(key);
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0 };
    index.add({ ...place, database: 0, type: 0, expireAtMs: -1 }, size);
    memory.set(key, Math.round(50 + size * (prefix === 'mixed:' ? 0.3 + 3 * random() ** 2 : 0.9 + 0.3 * random())));
  }
  return { index, memory };
}

test('memory estimate › 60 samples › nine of ten intervals contain the sum over all keys', async () => {
  const { index, memory } = data();
  const view = await new KeyViews(index, new AbortController().signal).view(0);
  const folders = prefixes.map((text) => ({ database: 0, prefix: { text }, keys: 0, sizeBytes: 0 }));
  const truth = folders.map(({ prefix }) =>
    [...memory].reduce((sum, [key, bytes]) => (key.startsWith(prefix.text) ? sum + bytes : sum), 0),
  );
  const total = [...memory.values()].reduce((sum, bytes) => sum + bytes, 0);
  const largest = [...view.rows].sort((a, b) => index.columns.sizeBytes(b) - index.columns.sizeBytes(a)).slice(0, 50);
  const items = largest.map((row) => itemOf(index, row));
  const range = { start: 0, end: view.rows.length };
  const within = { total: 0, prefixes: 0 };
  for (let seed = 0; seed < 60; seed++) {
    const sample = drawSample(index, [{ database: 0, view, range }], folders, items, randomOf(seed));
    expect(sample.keys.length).toBeLessThan(2200);
    const answers = sample.keys.map(({ key }) => memory.get(fromBytes(key).toString()));
    const estimate = estimateMemory(sample, answers);
    if (Math.abs(estimate.bytes - total) <= estimate.error * estimate.bytes) within.total++;
    for (const [at, bytes] of truth.entries()) {
      const { bytes: estimated, error } = estimate.prefixes.get(at) ?? { bytes: 0, error: 0 };
      expect(error).toBeLessThan(0.15);
      if (Math.abs(estimated - bytes) <= (error ?? 0) * estimated) within.prefixes++;
    }
    expect(estimate.error).toBeLessThan(0.05);
  }
  expect(within.total).toBeGreaterThanOrEqual(54);
  expect(within.prefixes).toBeGreaterThanOrEqual(162);
});

test('memory estimate › a prefix of few keys › exact; too few answers › no interval', async () => {
  const { index, memory } = data();
  const view = await new KeyViews(index, new AbortController().signal).view(0);
  const folders = [{ database: 0, prefix: { text: 'small:1999' }, keys: 0, sizeBytes: 0 }];
  const range = { start: 0, end: view.rows.length };
  const sample = drawSample(index, [{ database: 0, view, range }], folders, [], randomOf(5));
  const answers = sample.keys.map(({ key }) => memory.get(fromBytes(key).toString()));
  const few = [...memory].filter(([key]) => key.startsWith('small:1999'));
  const exact = few.reduce((sum, [, bytes]) => sum + bytes, 0);
  expect(estimateMemory(sample, answers).prefixes.get(0)).toEqual({ bytes: exact, error: 0 });
  expect(estimateMemory(sample, []).prefixes.get(0)?.error).toBeNull();
});

test('memory estimate › keys outside of all prefixes › have an estimate of their own', async () => {
  const { index, memory } = data();
  const view = await new KeyViews(index, new AbortController().signal).view(0);
  const folders = prefixes.map((text) => ({ database: 0, prefix: { text }, keys: 0, sizeBytes: 0 }));
  const range = { start: 0, end: view.rows.length };
  const sample = drawSample(index, [{ database: 0, view, range, others: 3 }], folders, [], randomOf(7));
  const answers = sample.keys.map(({ key }) => memory.get(fromBytes(key).toString()));
  const truth = [...memory].reduce((sum, [key, bytes]) => (key.startsWith('few:') ? sum + bytes : sum), 0);
  const { bytes, error } = estimateMemory(sample, answers).prefixes.get(3) ?? { bytes: 0, error: null };
  expect(Math.abs(bytes - truth) / truth).toBeLessThan(0.5);
  expect(error).not.toBeNull();
});
