import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import type { ServerTraits } from '../values/key-connection.ts';
import { KeyPage, type SourceKey } from './key-page.ts';
import { forecastMemory } from './memory-forecast.ts';
import { payloadBytes, writePayload } from './payload.ts';
import { problemOf, requireRestorable, warningsOf } from './refusals.ts';
import { isNewerInSource, newExpiry } from './rules.ts';
import type { SourceKeys } from './source-keys.ts';
import { suitabilityOf, UnsuitableGroups } from './suitability.ts';
import type { Counts } from './survey.ts';
import { newestRdbOf, oldestRdb, refusedEncoding } from './target-format.ts';
import type { TargetState } from './target-state.ts';

const MB = 1024 * 1024;
const sourceKey = (change: Partial<SourceKey> = {}): SourceKey => ({
  ...{ database: 0, key: Buffer.from('k'), type: 0, offset: 0, sizeBytes: 10, expireAtMs: -1 },
  ...change,
});
const pageOf = ({ database, key, type, offset, sizeBytes, expireAtMs }: SourceKey) =>
  new KeyPage({
    ...{ keys: key, keyEnds: Uint32Array.of(key.length), databases: Uint32Array.of(database) },
    ...{ types: Uint8Array.of(type), offsets: Float64Array.of(offset), sizes: Float64Array.of(sizeBytes) },
    ...{ expiries: Float64Array.of(expireAtMs), flavour: 'redis', generation: 0, next: null },
  });
const unsuitableReason = (one: SourceKey, limits: Parameters<typeof suitabilityOf>[1]) =>
  suitabilityOf('redis', limits)(pageOf(one), 0);
const traits = (version: number, isValkey = false): ServerTraits => ({ version, isValkey, keeps: 'idle time' });
const target = (change: Partial<TargetState> = {}): TargetState => ({
  ...{ traits: traits(70_015), databases: 16, hasModules: false, usedBytes: 50 * MB, limitBytes: 100 * MB },
  ...{ policy: 'noeviction', startedAtMs: 0, argumentBytes: 512 * MB, replyBytes: null },
  ...change,
});

describe('expiry of a restored key', () => {
  const times = { nowMs: 1_000_000, writtenAtMs: 900_000 };
  test.each([
    ['absolute', -1, -1],
    ['absolute', 1_000_001, 1_000_001],
    ['absolute', 1_000_000, null],
    ['absolute', 999_999, null],
    ['remaining', -1, -1],
    ['remaining', 900_001, 1_000_001],
    ['remaining', 900_000, null],
    ['remaining', 950_000, 1_050_000],
    ['none', 1, -1],
    ['none', 2_000_000, -1],
  ] as const)('expiry › %s, at %i › %s', (rule, expireAtMs, expected) => {
    expect(newExpiry(expireAtMs, rule, times)).toBe(expected);
  });

  test('expiry › remaining of a source without a time › as if it were written now', () => {
    const now = { nowMs: 1000, writtenAtMs: null };
    expect(newExpiry(1500, 'remaining', now)).toBe(1500);
    expect(newExpiry(1000, 'remaining', now)).toBeNull();
  });

  test('expiry › any rule and time › never a past one, which would delete the key', () => {
    const time = fc.integer({ min: -1, max: 4_000_000 });
    fc.assert(
      fc.property(time, time, fc.constantFrom('absolute', 'remaining', 'none'), (expireAtMs, writtenAtMs, rule) => {
        const nowMs = 2_000_000;
        const given = newExpiry(expireAtMs, rule, { nowMs, writtenAtMs: Math.max(0, writtenAtMs) });
        expect(given === null || given === -1 || given > nowMs).toBe(true);
      }),
    );
  });

  test.each([
    [100, 1_000_000, true],
    [10, 985_000, false],
    [17, 985_001, true],
    [null, 0, false],
  ])('newer › idle for %s s, written at %i › %s', (idle, writtenAtMs, expected) => {
    expect(isNewerInSource(idle, { nowMs: 1_000_000, writtenAtMs })).toBe(expected);
    expect(isNewerInSource(idle, { nowMs: 1_000_000, writtenAtMs: null })).toBe(false);
  });
});

describe('memory of the target', () => {
  const growth = (sizeBytes: number, keys = 1, formerBytes = 0, transientBytes = 0) => ({
    ...{ keys, sizeBytes, formerBytes, transientBytes },
  });

  test('forecast › fits, evicts, refuses and unknown › by limit and policy', () => {
    const { effect } = forecastMemory(growth(MB), target());
    expect(effect).toBe('fits');
    expect(forecastMemory(growth(100 * MB), target()).effect).toBe('refuses');
    expect(forecastMemory(growth(100 * MB), target({ policy: 'allkeys-lru' })).effect).toBe('evicts');
    expect(forecastMemory(growth(100 * MB), target({ policy: null })).effect).toBe('evicts');
    expect(forecastMemory(growth(100 * MB), target({ limitBytes: null })).effect).toBe('fits');
    expect(forecastMemory(growth(MB), target({ usedBytes: null })).effect).toBe('unknown');
    expect(forecastMemory(growth(MB), null).effect).toBe('unknown');
  });

  test('forecast › only the lowest estimate exceeds the limit › certain; only the most likely one › not', () => {
    expect(forecastMemory(growth(60 * MB), target())).toMatchObject({ effect: 'refuses', isCertain: true });
    expect(forecastMemory(growth(45 * MB), target())).toMatchObject({ effect: 'refuses', isCertain: false });
  });

  test('forecast › a large value that is received as a whole › counts twice, but is not certain to be refused', () => {
    const large = forecastMemory(growth(30 * MB, 1, 0, 30 * MB), target());
    expect(large).toMatchObject({ effect: 'refuses', isCertain: false });
    expect(large.neededBytes).toBeGreaterThan(60 * MB);
  });

  test('forecast › replaced values are larger than the new ones › needs nothing, never less', () => {
    expect(forecastMemory(growth(MB, 1, 90 * MB), target()).neededBytes).toBe(0);
  });
});

describe('encodings and servers', () => {
  const types = Array.from({ length: 26 }, (_, type) => type);

  test('encodings › any type › an older server reads no more than a newer one', () => {
    const versions = [20_800, 40_000, 50_000, 60_200, 70_000, 70_200, 70_400, 80_000];
    for (const type of types) {
      const refused = versions.map((version) => refusedEncoding(type, 'redis', traits(version)) !== null);
      expect(refused, `type ${type}`).toEqual([...refused].sort((a, b) => Number(b) - Number(a)));
    }
  });

  test('encodings › Redis to Valkey and back › hashes with expiring fields are not exchanged', () => {
    expect(refusedEncoding(22, 'valkey', traits(80_000))).toContain('only Valkey 9');
    expect(refusedEncoding(22, 'valkey', traits(90_000, true))).toBeNull();
    expect(refusedEncoding(22, 'valkey', traits(80_100, true))).toContain('version 80');
    expect(refusedEncoding(24, 'redis', traits(90_000, true))).toContain('Valkey does not read');
    expect(refusedEncoding(0, 'redis', traits(80_100, true))).toBeNull();
  });

  test('encodings › a server that does not report its version › may read everything', () => {
    for (const type of types) expect(refusedEncoding(type, 'redis', traits(0))).toBeNull();
    expect(newestRdbOf(traits(0))).toBeNull();
  });

  test('payload › any value › the type first, and at the end the oldest version that has it', () => {
    for (const type of [0, 5, 14, 18, 21, 25]) {
      const payload = Buffer.alloc(payloadBytes(3));
      writePayload(payload, 0, type, 'redis', Buffer.from([7, 7, 7]), 0, 3);
      expect(payload.length).toBe(1 + 3 + 10);
      expect(payload[0]).toBe(type);
      expect(payload.readUInt16LE(4)).toBe(oldestRdb(type, 'redis'));
    }
  });

  test.each([
    ['database', sourceKey({ database: 16 }), '16 databases'],
    ['too-large', sourceKey({ sizeBytes: 512 * MB }), '512 MB that the target accepts in one command'],
    ['module', sourceKey({ type: 7 }), 'no modules'],
    ['encoding', sourceKey({ type: 21 }), 'version 11'],
  ] as const)('unsuitable › %s › the reason', (reason, one, words) => {
    expect(unsuitableReason(one, target())).toEqual({ reason, why: expect.stringContaining(words) });
  });

  test('unsuitable › exactly at each limit, or unknown limits › suitable', () => {
    expect(unsuitableReason(sourceKey({ database: 15, sizeBytes: 512 * MB - 10 }), target())).toBeNull();
    const unknown = target({ databases: null, hasModules: null, traits: traits(0) });
    expect(unsuitableReason(sourceKey({ database: 999, type: 7 }), unknown)).toBeNull();
  });

  test('unsuitable › keys of one reason and encoding › one group with the first as its example', () => {
    const groups = new UnsuitableGroups();
    const why = { reason: 'encoding', why: 'it is too new' } as const;
    for (const name of ['a', 'b', 'c']) groups.add(sourceKey({ key: Buffer.from(name) }), why);
    groups.add(sourceKey({ key: Buffer.from([0xff, 0]), type: 1 }), why);
    expect(groups.keys).toBe(4);
    const [first, second] = groups.list();
    expect(first).toMatchObject({ keys: 3, sizeBytes: 30, example: { key: { text: 'a' } } });
    expect(first?.message).toMatch(/^"a" and 2 other keys \(string, .*\): it is too new\.$/);
    expect(second?.message).toMatch(/^\/wA= \(base64\) \(list, .*\): it is too new\.$/);
    expect(first).not.toHaveProperty('why');
  });
});

describe('refusal of a restore', () => {
  const counts = (change: Partial<Counts> = {}): Counts => {
    const none = { keys: 0, sizeBytes: 0 };
    return {
      ...{ selected: { keys: 2, sizeBytes: 20 }, restored: { keys: 2, sizeBytes: 20 }, expired: none, equal: none },
      ...{ overwritten: { ...none, formerBytes: 0 }, skipped: { ...none, newer: 0 }, conflicts: [], conflictCount: 0 },
      ...{ unsuitable: new UnsuitableGroups(), firstKey: null, highestDatabase: 0, presentKeys: 0 },
      ...{ notCompared: 0, transientBytes: 0 },
      ...change,
    };
  };
  const request = (change: Partial<RestoreKeysRequest> = {}): RestoreKeysRequest =>
    ({
      ...{ source: { kind: 'backup', instance: 'main', name: 'one' }, existing: 'skip', expiry: 'absolute' },
      ...{ unsuitable: 'refuse' },
      ...change,
    }) as RestoreKeysRequest;
  const found = (change: Partial<Counts> = {}, more: object = {}) => ({
    ...{ counts: counts(change), target: target(), refusal: null },
    ...more,
  });

  test('refusal › keys that fit › none', () => {
    expect(problemOf(found(), request(), 'main')).toBeNull();
    expect(() => requireRestorable(found(), request(), 'main')).not.toThrow();
  });

  test.each([
    [{ kind: 'backup', instance: 'main', name: 'one' }, 'The backup "one"'],
    [{ kind: 'file', path: '/tmp/a.rdb' }, '/tmp/a.rdb'],
    [{ kind: 'upload', upload: 'u' }, 'The file'],
    [{ kind: 'instance', instance: 'acme' }, 'acme'],
  ] as const)('refusal › none of the keys in %j › says where', (source, name) => {
    const nothing = found({ selected: { keys: 0, sizeBytes: 0 } });
    expect(problemOf(nothing, request({ source }), 'main')).toBe(
      `${name} has none of the chosen keys. Check the names, the pattern and the database.`,
    );
  });

  test('refusal › the server accepts no writes › its reason comes before all others except the empty choice', () => {
    const refusal = new AppError('WRITE_REFUSED', 'main is a replica.', { id: 'main', reason: 'READONLY' });
    expect(problemOf(found({}, { refusal }), request(), 'main')).toBe('main is a replica.');
  });

  test('refusal › unsuitable keys › refused, or left out if the user wants that', () => {
    const unsuitable = new UnsuitableGroups();
    unsuitable.add(sourceKey(), { reason: 'module', why: 'the target has no modules' });
    expect(problemOf(found({ unsuitable }), request(), 'acme')).toMatch(/^acme cannot hold 1 of the chosen keys: "k" /);
    expect(problemOf(found({ unsuitable }), request({ unsuitable: 'leave-out' }), 'acme')).toBeNull();
  });

  test('refusal › certainly more than the limit with noeviction › refused before anything is written', () => {
    const much = { restored: { keys: 1, sizeBytes: 60 * MB } };
    expect(problemOf(found(much), request(), 'main')).toContain('main would refuse the writes');
    expect(problemOf(found(much, { target: target({ policy: 'allkeys-lru' }) }), request(), 'main')).toBeNull();
    const maybe = { restored: { keys: 1, sizeBytes: 45 * MB } };
    expect(problemOf(found(maybe), request(), 'main')).toBeNull();
  });

  test('warnings › evictions, an uncertain limit, and what newer cannot determine › a sentence each', () => {
    const source = { flavour: 'redis', writtenAtMs: 100 } as SourceKeys;
    const memory = forecastMemory({ keys: 1, sizeBytes: 45 * MB, formerBytes: 0, transientBytes: 0 }, target());
    const about = {
      ...{ source, request: request(), target: target(), memory, compared: true, into: 'main' },
      ...{ notCompared: 0, largeBytes: 16 * MB, undoWarning: null },
    };
    expect(warningsOf(about)).toEqual([expect.stringContaining('may refuse writes')]);
    expect(warningsOf({ ...about, notCompared: 1 })[0]).toMatch(
      /^1 existing key with more than 16 MB was not compared/,
    );
    expect(warningsOf({ ...about, undoWarning: 'Two changes end.' }).at(-1)).toBe('Two changes end.');
    const newer = { ...about, request: request({ existing: 'newer' }), memory: { ...memory, effect: 'fits' } as const };
    const kept = 'so every existing key stays as it is.';
    expect(warningsOf(newer)).toEqual([]);
    expect(warningsOf({ ...newer, source: { ...source, writtenAtMs: null } })[0]).toContain(kept);
    expect(warningsOf({ ...newer, target: target({ startedAtMs: 101 }) })[0]).toContain(kept);
    const lfu = target({ traits: { ...traits(70_015), keeps: 'frequency' } });
    expect(warningsOf({ ...newer, target: lfu })[0]).toContain('LFU');
    expect(warningsOf({ ...newer, compared: false })[0]).toContain('Before Redis 7.2');
  });
});
