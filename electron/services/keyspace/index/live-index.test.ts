import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rdbEntry, rdbFile, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { RdbWalker } from '../../redis/data/rdb-walker.ts';
import type { KeyState } from './key-sink.ts';
import { KeyViews } from './key-views.ts';
import { LiveIndex } from './live-index.ts';

/** The same changes on maps. */
class Model {
  databases = new Map<number, Map<string, KeyState>>();

  of(database: number): Map<string, KeyState> {
    const found = this.databases.get(database) ?? new Map<string, KeyState>();
    this.databases.set(database, found);
    return found;
  }

  entries(): string[] {
    return [...this.databases]
      .flatMap(([database, keys]) => [...keys].map(([key, state]) => JSON.stringify([database, key, state])))
      .sort();
  }
}

const database = fc.integer({ min: 0, max: 2 });
const key = fc.constantFrom('a', 'b', 'a:1', 'a:2', 'a:2:x', 'b:', '', 'long'.repeat(60));
const change = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      database,
      key,
      size: fc.nat(1000),
      ms: fc.integer({ min: -1, max: 9 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), database, key }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('expire' as const), database, key, ms: fc.integer({ min: -1, max: 9 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('grow' as const),
      database,
      key,
      bytes: fc.integer({ min: -99, max: 99 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('move' as const, 'copy' as const),
      database,
      key,
      to: database,
      toKey: key,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clear' as const),
      database: fc.oneof(database, fc.constant('all' as const)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('swap' as const), database, to: database }) },
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function applyTo(index: LiveIndex, model: Model, one: Change): void {
  const bytes = Buffer.from('key' in one ? one.key : '');
  switch (one.kind) {
    case 'put': {
      const sizeBytes = bytes.length + one.size;
      index.put({
        database: one.database,
        keyBytes: bytes,
        keyStart: 0,
        keyEnd: bytes.length,
        type: 4,
        expireAtMs: one.ms,
        sizeBytes,
        offset: 0,
        length: 0,
      });
      model.of(one.database).set(one.key, { type: 4, expireAtMs: one.ms, sizeBytes });
      return;
    }
    case 'remove':
      expect(index.remove(one.database, bytes)).toBe(model.of(one.database).delete(one.key));
      return;
    case 'expire': {
      const state = model.of(one.database).get(one.key);
      expect(index.expire(one.database, bytes, one.ms)).toBe(state !== undefined);
      if (state) model.of(one.database).set(one.key, { ...state, expireAtMs: one.ms });
      return;
    }
    case 'grow': {
      const state = model.of(one.database).get(one.key);
      expect(index.grow(one.database, bytes, one.bytes)).toBe(state !== undefined);
      if (state)
        model
          .of(one.database)
          .set(one.key, { ...state, sizeBytes: Math.max(bytes.length, state.sizeBytes + one.bytes) });
      return;
    }
    case 'move':
    case 'copy': {
      const state = model.of(one.database).get(one.key);
      const to = Buffer.from(one.toKey);
      expect(index[one.kind](one.database, bytes, one.to, to)).toBe(state !== undefined);
      if (!state) return;
      if (one.kind === 'move') model.of(one.database).delete(one.key);
      model.of(one.to).set(one.toKey, { ...state, sizeBytes: state.sizeBytes - bytes.length + to.length });
      return;
    }
    case 'clear':
      index.clear(one.database);
      if (one.database === 'all') model.databases.clear();
      else model.databases.delete(one.database);
      return;
    case 'swap': {
      index.swapDatabases(one.database, one.to);
      const [first, second] = [model.of(one.database), model.of(one.to)];
      model.databases.set(one.database, second);
      model.databases.set(one.to, first);
      return;
    }
    default:
      one satisfies never;
  }
}

function entriesOf(index: LiveIndex): string[] {
  const found: string[] = [];
  for (const one of [0, 1, 2]) {
    index.forEach(one, (bytes, state) => found.push(JSON.stringify([one, Buffer.from(bytes).toString(), state])));
  }
  return found.sort();
}

async function check(index: LiveIndex, model: Model, views: KeyViews): Promise<void> {
  expect(entriesOf(index)).toEqual(model.entries());
  for (const [one, keys] of model.databases) {
    const sizeBytes = [...keys.values()].reduce((sum, state) => sum + state.sizeBytes, 0);
    const expires = [...keys.values()].filter(({ expireAtMs }) => expireAtMs >= 0).length;
    const slot = index.slotOf(one);
    if (keys.size > 0) expect(index.slots[slot]).toMatchObject({ keys: keys.size, expires, sizeBytes });
    if (slot < 0) continue;
    const view = await views.view(slot);
    const sorted = [...keys.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...view.rows].map((row) => index.columns.key(row).toString())).toEqual(sorted);
    expect(view.sizeBytes({ start: 0, end: view.rows.length })).toBe(sizeBytes);
    const counted = [...index.folders.folders(slot)].filter(({ keys: count }) => count > 0);
    expect(new Map(counted.map(({ prefix, keys: count }) => [prefix.toString(), count]))).toEqual(topFolders(keys));
  }
}

function topFolders(keys: ReadonlyMap<string, unknown>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of keys.keys()) {
    const prefix = /^[^:]*:/.exec(name)?.[0];
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  return counts;
}

test('live index › random changes › the keys, counts, folders and order of a model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 15 }), { maxLength: 8 }), async (rounds) => {
      const [index, model] = [new LiveIndex(), new Model()];
      const views = new KeyViews(index, new AbortController().signal);
      for (const changes of rounds) {
        for (const one of changes) applyTo(index, model, one);
        await check(index, model, views);
      }
      const copy = index.compacted();
      expect(entriesOf(copy)).toEqual(model.entries());
      expect(copy.rows).toBe(copy.keys);
    }),
    { numRuns: 200 },
  );
});

test('live index › many keys are added and removed › all are found, and it requests a copy', () => {
  const index = new LiveIndex();
  const put = (name: string) => {
    const keyBytes = Buffer.from(name);
    index.put({
      database: 0,
      keyBytes,
      keyStart: 0,
      keyEnd: keyBytes.length,
      type: 0,
      expireAtMs: -1,
      sizeBytes: 9,
      offset: 0,
      length: 0,
    });
  };
  for (let at = 0; at < 150_000; at++) put(`key:${at}`);
  expect(index.isSparse).toBe(false);
  for (let at = 0; at < 149_000; at++) expect(index.remove(0, Buffer.from(`key:${at}`))).toBe(true);
  expect(index.isSparse).toBe(true);
  expect(index.keys).toBe(1000);
  const copy = index.compacted();
  expect([copy.rows, copy.keys]).toEqual([1000, 1000]);
  expect(copy.get(0, Buffer.from('key:149500'))).toEqual({ type: 0, expireAtMs: -1, sizeBytes: 9 });
  expect(copy.get(0, Buffer.from('key:5'))).toBeNull();
});

test('live index › keys loaded without a search › are found, changed and removed like others', () => {
  const index = new LiveIndex();
  const load = (database: number, name: string, sizeBytes: number) => {
    const keyBytes = Buffer.from(name);
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0, length: 0 };
    index.load({ ...place, database, type: 0, expireAtMs: -1, sizeBytes });
  };
  load(0, 'from a preview', 1);
  index.clear('all');
  for (let number = 0; number < 40_000; number++) load(number % 2, `key:${number}`, 10);
  // A damaged copy may contain a key twice: the later one counts.
  load(0, 'key:0', 99);
  const slices = index.fillTable();
  slices.next();
  expect(index.get(0, Buffer.from('key:0'))?.sizeBytes).toBe(99);
  expect(slices.next().done).toBe(true);
  expect(index.keys).toBe(40_000);
  expect(index.get(0, Buffer.from('from a preview'))).toBeNull();
  expect(index.get(0, Buffer.from('key:1'))).toBeNull();
  expect(index.remove(1, Buffer.from('key:1'))).toBe(true);
  expect(index.move(0, Buffer.from('key:2'), 1, Buffer.from('key:3'))).toBe(true);
  expect(index.keys).toBe(39_998);
  const copy = index.compacted();
  expect(copy.keys).toBe(39_998);
  expect(copy.get(1, Buffer.from('key:39999'))?.sizeBytes).toBe(10);
});

test('live index › keys of a copy loaded together after a preview › are found, replaced and removed like others', () => {
  const index = new LiveIndex();
  const put = (name: string, sizeBytes: number) => {
    const keyBytes = Buffer.from(name);
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0, length: 0 };
    index.put({ ...place, database: 0, type: 0, expireAtMs: -1, sizeBytes });
  };
  put('key:1', 99);
  put('gone', 1);
  index.clear('all');
  const entries = Array.from({ length: 2000 }, (_, number) => rdbEntry(0, `key:${number}`, rdbText('value')));
  const walker = new RdbWalker({
    entries: (batch) => index.loadAll(batch),
    key: (entry) => index.load({ ...entry, sizeBytes: entry.keyEnd - entry.keyStart + entry.length }),
  });
  walker.write(rdbFile('REDIS0009', ...entries));
  walker.finish();
  expect(index.keys).toBe(2000);
  expect(index.get(0, Buffer.from('key:1'))).toEqual({ type: 0, expireAtMs: -1, sizeBytes: 11 });
  expect(index.get(0, Buffer.from('gone'))).toBeNull();
  put('key:1', 50);
  expect(index.remove(0, Buffer.from('key:1999'))).toBe(true);
  expect(index.keys).toBe(1999);
  expect(index.compacted().get(0, Buffer.from('key:1'))?.sizeBytes).toBe(50);
});
