import { describe, expect, test } from 'vitest';
import { parseInfo } from '../../redis/info/info.ts';
import { availableMemory, chooseMethod, type ServerFacts, versionOf } from './choose-method.ts';
import { keyTypeOf, typeBytesOf } from './type-bytes.ts';

const MB = 1024 * 1024;
const infoOf = (fields: Readonly<Record<string, string | number>>) =>
  parseInfo(
    Object.entries({ redis_version: '7.0.15', used_memory: 100 * MB, rdb_last_bgsave_status: 'ok', ...fields })
      .map(([name, value]) => `${name}:${value}\r\n`)
      .join(''),
  );
const facts = (
  change: Partial<Omit<ServerFacts, 'info'>> = {},
  fields: Readonly<Record<string, string | number>> = {},
): ServerFacts => ({
  info: infoOf(fields),
  ...{ save: '3600 1', disklessSync: true, availableMemory: 1000 * MB, freeDisk: 1000 * MB },
  ...change,
});
const isScan = (given: ServerFacts) => chooseMethod(given).kind === 'scan';

describe('how a live server is read', () => {
  test('live reading › a healthy server with save points › by its dump, which it writes anyway', () => {
    expect(chooseMethod(facts())).toEqual({ kind: 'replication', diskless: false });
  });

  test('live reading › no save points › never by a dump, which its next start would load', () => {
    expect(chooseMethod(facts({ save: '' }))).toEqual({ kind: 'replication', diskless: true });
    expect(chooseMethod(facts({ save: '', disklessSync: false }))).toMatchObject({ kind: 'scan' });
  });

  test.each([
    ['3.2.13', true],
    ['4.0.0', false],
    ['10.0.0', false],
    ['', true],
    ['unstable', true],
  ])('live reading › Redis %j › scanned: %s', (redis_version, scanned) => {
    const given = facts({}, { redis_version });
    // An invalid version must not count as a new one.
    expect(isScan(given)).toBe(scanned);
    const chosen = chooseMethod(given);
    if (chosen.kind === 'scan') expect(chosen.reason).toMatch(/^Redis .* cannot be followed: version 4 is required\.$/);
  });

  test('live reading › Valkey › by its own version, not by the version of Redis that it reports', () => {
    const given = facts({}, { valkey_version: '8.1.0', redis_version: '3.0.0' });
    expect(versionOf(given.info)).toBe('8.1.0');
    expect(isScan(given)).toBe(false);
  });

  test('live reading › a cluster, a lost master, required replicas, or no CONFIG › scanned, each with its reason', () => {
    const reasons = [
      facts({}, { cluster_enabled: 1 }),
      facts({}, { role: 'slave', master_link_status: 'down' }),
      facts({}, { min_slaves_good_slaves: 0 }),
      facts({ save: null }),
    ].map((given) => {
      const chosen = chooseMethod(given);
      return chosen.kind === 'scan' ? chosen.reason : null;
    });
    expect(reasons).toEqual([
      expect.stringContaining('cluster'),
      expect.stringContaining('replica without a connection'),
      expect.stringContaining('min-replicas-to-write'),
      expect.stringContaining('CONFIG GET'),
    ]);
  });

  test.each([
    [64 * MB, 0, false],
    [64 * MB + 1, 64 * MB, true],
    [64 * MB + 1, 64 * MB + 1, false],
    [900 * MB, null, false],
  ])('live reading › %i bytes used, %s free › scanned: %s', (used_memory, free, scanned) => {
    expect(isScan(facts({ availableMemory: free }, { used_memory }))).toBe(scanned);
  });

  test.each([
    ['room for the dump', 101 * MB, 'ok', { kind: 'replication', diskless: false }],
    ['exactly as much as the data', 100 * MB, 'ok', { kind: 'replication', diskless: true }],
    ['a full disk', 0, 'ok', { kind: 'replication', diskless: true }],
    ['a failed save', 1000 * MB, 'err', { kind: 'replication', diskless: true }],
    ['an unknown disk', null, 'ok', { kind: 'replication', diskless: true }],
  ] as const)('live reading › save points and %s › a dump only where it fits', (_, freeDisk, status, expected) => {
    expect(chooseMethod(facts({ freeDisk }, { rdb_last_bgsave_status: status }))).toEqual(expected);
  });

  test('live reading › a full disk, and no copy without a file › scanned', () => {
    expect(isScan(facts({ freeDisk: 0, disklessSync: false }))).toBe(true);
    expect(isScan(facts({ freeDisk: null, disklessSync: false }))).toBe(false);
  });

  test('available memory › of this computer › some, and less than a petabyte', async () => {
    const bytes = await availableMemory();
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(1024 ** 5);
  });
});

describe('type bytes of new keys', () => {
  test.each([
    ['6.2.14', { list: 14, set: 2, zset: 12, hash: 13, stream: 15 }],
    ['7.0.0', { list: 18, set: 2, zset: 17, hash: 16, stream: 19 }],
    ['7.2.0', { list: 18, set: 20, zset: 17, hash: 16, stream: 21 }],
    ['8.0.3', { list: 18, set: 20, zset: 17, hash: 16, stream: 21 }],
    ['10.1.0', { list: 18, set: 20, zset: 17, hash: 16, stream: 21 }],
  ])('type bytes › Redis %s › the encodings that it writes', (version, expected) => {
    expect(typeBytesOf(version)).toMatchObject({ string: 0, module: 7, ...expected });
  });

  test('type bytes › an unknown version › those of Redis 7, also for a server that does not report it', () => {
    expect(typeBytesOf(null)).toEqual(typeBytesOf('7.0.0'));
  });

  test.each([
    ['string', 'string'],
    ['stream', 'stream'],
    ['ReJSON-RL', 'module'],
    ['constructor', 'module'],
    ['none', 'module'],
    ['', 'module'],
  ])('type name › %j › %s', (reply, type) => expect(keyTypeOf(reply)).toBe(type));
});
