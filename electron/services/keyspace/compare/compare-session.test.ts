import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { intsetOf, listpackOf } from '../../../../test/support/packed-bytes.ts';
import { type Random, randomFrom } from '../../../../test/support/random-writes.ts';
import { rdbCompressed, rdbEntry, rdbFile, rdbLength, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { thorough } from '../../../../test/support/thorough.ts';
import type { CompareHost, SideSpec } from './compare-host.ts';
import { openComparison } from './compare-session.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-compare-`));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function sideOf(bytes: Buffer): Promise<SideSpec> {
  const path = join(folder, `${++files}.rdb`);
  await writeFile(path, bytes);
  return { kind: 'rdb', path, unzipTo: null, isWhole: false, warnings: [] };
}

async function compared(before: Buffer, after: Buffer): Promise<CompareHost> {
  const host = openComparison({ before: await sideOf(before), after: await sideOf(after) });
  onTestFinished(() => host.close());
  await new Promise<void>((resolve) => {
    const check = () => {
      if (host.state.phase === 'ready' || host.state.phase === 'failed') resolve();
    };
    host.onState(check);
    check();
  });
  return host;
}

const everything = {
  database: 'all',
  kinds: ['added', 'removed', 'changed', 'expiry', 'same'],
  hideExpired: false,
} as const;

async function changesOf(host: CompareHost): Promise<Record<string, string>> {
  const { items } = await host.list({
    filter: { ...everything, kinds: [...everything.kinds] },
    offset: 0,
    limit: 1000,
  });
  return Object.fromEntries(
    items.map(({ database, key, change }) => [`${database}/${'text' in key ? key.text : key.base64}`, change]),
  );
}

type Value =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'set'; readonly items: readonly string[] }
  | { readonly type: 'hash'; readonly fields: readonly (readonly [string, string])[] }
  | { readonly type: 'zset'; readonly members: readonly (readonly [string, number])[] };

interface Entry {
  readonly value: Value;
  readonly expireAtMs: number | null;
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0] as T);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** One of the encodings of a value, chosen at random. */
function encoded(random: Random, key: string, value: Value): Buffer {
  const text = (one: string) => (random.below(4) === 0 ? rdbCompressed(one) : rdbText(one));
  switch (value.type) {
    case 'string':
      return /^\d{1,2}$/.test(value.text) && random.below(2) === 0
        ? rdbEntry(0, key, Buffer.from([0xc0, Number(value.text)]))
        : rdbEntry(0, key, text(value.text));
    case 'list': {
      const nodes: Buffer[] = [];
      for (let at = 0; at < value.items.length; ) {
        const count = 1 + random.below(value.items.length - at);
        nodes.push(rdbLength(2), rdbText(listpackOf(value.items.slice(at, at + count))));
        at += count;
      }
      return rdbEntry(18, key, rdbLength(nodes.length / 2), ...nodes);
    }
    case 'set': {
      const items = shuffled(random, value.items);
      if (items.every((one) => /^\d+$/.test(one)) && random.below(2) === 0) {
        const sorted = items.map(Number).sort((a, b) => a - b);
        return rdbEntry(11, key, rdbText(intsetOf(2, ...sorted)));
      }
      return random.below(2) === 0
        ? rdbEntry(20, key, rdbText(listpackOf(items)))
        : rdbEntry(2, key, rdbLength(items.length), ...items.map(text));
    }
    case 'hash': {
      const fields = shuffled(random, value.fields);
      return random.below(2) === 0
        ? rdbEntry(16, key, rdbText(listpackOf(fields.flat())))
        : rdbEntry(4, key, rdbLength(fields.length), ...fields.flat().map(text));
    }
    default: {
      const sorted = [...value.members].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
      return random.below(2) === 0
        ? rdbEntry(17, key, rdbText(listpackOf(sorted.flat())))
        : rdbEntry(
            ...([5, key, rdbLength(sorted.length)] as const),
            ...sorted.reverse().flatMap(([member, score]) => [text(member), double(score)]),
          );
    }
  }
}

function file(random: Random, entries: ReadonlyMap<string, Entry>): Buffer {
  const parts: Buffer[] = [];
  for (const database of [0, 3]) {
    parts.push(Buffer.concat([Buffer.from([254]), rdbLength(database)]));
    for (const name of shuffled(random, [...entries.keys()])) {
      const [place, key] = [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)];
      const entry = entries.get(name);
      if (place !== String(database) || !entry) continue;
      if (entry.expireAtMs !== null) {
        const expiry = Buffer.alloc(9, 252);
        expiry.writeBigInt64LE(BigInt(entry.expireAtMs), 1);
        parts.push(expiry);
      }
      parts.push(encoded(random, key, entry.value));
    }
  }
  return rdbFile('REDIS0011', ...parts);
}

function randomValue(random: Random): Value {
  const items = () => [...new Set(Array.from({ length: 1 + random.below(4) }, () => `${random.below(12)}`))];
  return random.of<() => Value>([
    () => ({ type: 'string', text: 'x'.repeat(random.below(3) * 30) + random.below(20) }),
    () => ({ type: 'list', items: Array.from({ length: 1 + random.below(5) }, () => `item ${random.below(3)}`) }),
    () => ({ type: 'set', items: items() }),
    () => ({ type: 'hash', fields: items().map((field) => [field, `v${random.below(2)}`]) }),
    () => ({ type: 'zset', members: items().map((member) => [member, random.below(3)]) }),
  ])();
}

/** The value without the properties that depend on an encoding. */
function canonical({ value }: Entry): string {
  switch (value.type) {
    case 'set':
      return JSON.stringify([...value.items].sort());
    case 'hash':
      return JSON.stringify([...value.fields].map((one) => one.join('\0')).sort());
    case 'zset':
      return JSON.stringify([...value.members].map((one) => one.join('\0')).sort());
    default:
      return JSON.stringify(value);
  }
}

function naive(before: ReadonlyMap<string, Entry>, after: ReadonlyMap<string, Entry>): Record<string, string> {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return Object.fromEntries(
    names.map((name) => {
      const [a, b] = [before.get(name), after.get(name)];
      if (!a) return [name, 'added'];
      if (!b) return [name, 'removed'];
      if (a.value.type !== b.value.type || canonical(a) !== canonical(b)) return [name, 'changed'];
      return [name, a.expireAtMs === b.expireAtMs ? 'same' : 'expiry'];
    }),
  );
}

test('compare › random keys in random encodings › the differences of a naive comparison', async () => {
  for (let seed = 1; seed <= (thorough ? 500 : 15); seed++) {
    const random = randomFrom(seed);
    const before = new Map<string, Entry>();
    for (let at = 0; at < 40; at++) {
      const expireAtMs = random.below(3) === 0 ? 4_000_000_000_000 + random.below(5) : null;
      before.set(`${random.of([0, 3])}/${random.of(['a:', 'a:b:', 'é:', ''])}${at}`, {
        value: randomValue(random),
        expireAtMs,
      });
    }
    const after = new Map(before);
    for (const name of before.keys()) {
      const dice = random.below(6);
      const entry = before.get(name) as Entry;
      if (dice === 0) after.delete(name);
      if (dice === 1) after.set(name, { ...entry, value: randomValue(random) });
      if (dice === 2) after.set(name, { ...entry, expireAtMs: random.below(2) === 0 ? null : 4_000_000_000_001 });
    }
    for (let at = 0; at < 5; at++) after.set(`3/new:${at}`, { value: randomValue(random), expireAtMs: null });
    const host = await compared(file(random, before), file(random, after));
    const expected = naive(before, after);
    expect(host.state.problem).toBeNull();
    expect(await changesOf(host), `seed ${seed}`).toEqual(expected);
    const count = (kind: string) => Object.values(expected).filter((one) => one === kind).length;
    expect(host.state.counts).toMatchObject({
      ...{ added: count('added'), removed: count('removed'), changed: count('changed') },
      ...{ expiryOnly: count('expiry'), same: count('same') },
    });
    const [zero] = host.state.databases;
    const tree = await host.folder({
      database: 0,
      separator: ':',
      offset: 0,
      limit: 100,
      onlyDifferent: false,
      hideExpired: false,
    });
    for (const { prefix, counts } of tree.folders) {
      const below = Object.entries(expected).filter(([name]) =>
        name.startsWith(`0/${'text' in prefix ? prefix.text : ''}`),
      );
      const of = (kind: string) => below.filter(([, one]) => one === kind).length;
      expect(counts).toMatchObject({
        added: of('added'),
        changed: of('changed'),
        same: of('same'),
        removed: of('removed'),
      });
    }
    expect(zero?.counts.added).toBe(
      Object.entries(expected).filter(([name, kind]) => name.startsWith('0/') && kind === 'added').length,
    );
    await host.close();
  }
});

test('compare › a truncated side › fails with the side, and claims no differences', async () => {
  const whole = rdbFile('REDIS0011', rdbEntry(0, 'a', rdbText('x')), rdbEntry(0, 'b', rdbText('y')));
  const host = await compared(whole, whole.subarray(0, whole.length - 12));
  expect(host.state).toMatchObject({ phase: 'failed', counts: { removed: 0 } });
  expect(host.state.problem).toMatch(/^The second side cannot be read to its end: .* Nothing was compared\.$/);
  await expect(host.list({ filter: { ...everything, kinds: ['removed'] }, offset: 0, limit: 1 })).rejects.toMatchObject(
    {
      code: 'BACKUP_DAMAGED',
    },
  );
});

test('compare › keys that are no text, an expired one, another type › each is shown unchanged', async () => {
  const expiry = Buffer.alloc(9, 252);
  expiry.writeBigInt64LE(1000n, 1);
  const binary = Buffer.from([0, 0xff, 0xfe]);
  const head = Buffer.from([0]);
  const before = rdbFile(
    'REDIS0011',
    Buffer.concat([head, rdbText(binary), rdbText('old')]),
    Buffer.concat([expiry, rdbEntry(0, 'gone', rdbText('x'))]),
    rdbEntry(0, 'kind', rdbText('x')),
  );
  const after = rdbFile(
    'REDIS0011',
    Buffer.concat([head, rdbText(binary), rdbText('new')]),
    rdbEntry(2, 'kind', rdbLength(1), rdbText('x')),
  );
  const host = await compared(before, after);
  const filter = { ...everything, kinds: ['added' as const, 'removed' as const, 'changed' as const] };
  const { items } = await host.list({ filter, offset: 0, limit: 10 });
  expect(items).toMatchObject([
    { key: { base64: binary.toString('base64') }, change: 'changed' },
    { key: { text: 'gone' }, change: 'removed', expired: true },
    { key: { text: 'kind' }, change: 'changed', before: { type: 'string' }, after: { type: 'set' } },
  ]);
  expect(host.state.counts).toMatchObject({ removed: 1, expired: 1, changed: 2 });
  const hidden = await host.list({ filter: { ...filter, hideExpired: true }, offset: 0, limit: 10 });
  expect(hidden.total).toBe(2);
  const value = await host.value({ database: 0, key: { text: 'kind' }, count: 10, withSame: false });
  expect(value).toMatchObject({ isOtherType: true, rows: [] });
});

test('compare › closed in the middle › ends, and leaves no file behind', async () => {
  const side = await sideOf(
    rdbFile('REDIS0011', ...Array.from({ length: 2000 }, (_, at) => rdbEntry(0, `k${at}`, rdbText('x')))),
  );
  const found = await readdir(folder);
  const host = openComparison({ before: side, after: side });
  const asked = host.list({ filter: { ...everything, kinds: ['added'] }, offset: 0, limit: 1 });
  await host.close();
  await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await readdir(folder)).toEqual(found);
});
