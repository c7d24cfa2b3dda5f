import { describe, expect, test } from 'vitest';
import { CONTAINER_MEMORY, CONTAINER_OUTGOING } from '../../../../shared/contract/names.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { effectiveConf } from '../../redis/conf/effective-conf.ts';
import { parseRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { containerSettingsDrift, lowestSafeLimit } from './container-settings.ts';
import { computePlan, limitMove } from './plan.ts';
import type { ContainerFacts, SettingFacts } from './setting-facts.ts';
import { targetOf } from './target.ts';

const MB = 1024 * 1024;
const resolve = (conf: RedisConf) => effectiveConf(conf, confPlaceOfFile('/redis.conf'));
const info = (used: number, resident = used) => parseInfo(`used_memory:${used}\r\nused_memory_rss:${resident}\r\n`);

interface Given {
  readonly choice?: number | null;
  readonly limit: number | null;
  readonly used?: number;
  readonly outgoing?: ContainerFacts['rights']['outgoing'];
  readonly updatesLive?: boolean;
  readonly limitsMemory?: boolean;
}

/** A container with `maxmemory 100mb`. */
function facts(given: Given): SettingFacts {
  const { choice = null, limit, used = MB, outgoing = 'closed', updatesLive = true, limitsMemory = true } = given;
  const text = 'port 6379\nmaxmemory 100mb\n';
  const conf = parseRedisConf(text);
  const rights = { excess: [], memoryBytes: limit, limitsMemory, updatesLive, outgoing, closesOutgoing: true };
  return {
    id: 'main',
    runtime: CONTAINERS,
    running: true,
    refusal: null,
    file: { path: '/redis.conf', text, encoding: 'utf8', hash: '' },
    conf,
    effective: resolve(conf),
    resolve,
    live: { maxmemory: String(100 * MB), timeout: '0' },
    info: info(used),
    published: { host: '127.0.0.1', port: 6380 },
    recordedPort: 6380,
    publishedTls: null,
    movedFolder: null,
    container: { chosen: { memoryBytes: choice, outgoing: false }, rights },
    saveIntervals: '900 1',
    machine: { memoryBytes: 16 * 1024 * MB, addresses: [], longestBacklog: null },
  };
}

const planOf = (given: SettingFacts, changes: Record<string, string | null>) =>
  computePlan(given, targetOf(given, { kind: 'changes', changes }));

describe('plan for a container', () => {
  test.each([
    ['raised', { maxmemory: '300mb' }, { from: 200 * MB, to: 600 * MB }],
    ['lowered', { maxmemory: '50mb' }, { from: 200 * MB, to: 114 * MB }],
    ['removed', { maxmemory: '0' }, { from: 200 * MB, to: null }],
    ['kept', { timeout: '7' }, null],
  ])('maxmemory changed › memory limit is %s', (_, changes, move) => {
    const plan = planOf(facts({ limit: 200 * MB }), changes);
    expect(limitMove(plan)).toEqual(move);
    expect(plan.restart).toBe(false);
  });

  test('maxmemory changed, limit chosen by the user › limit stays', () => {
    const given = facts({ choice: 400 * MB, limit: 400 * MB });
    expect(limitMove(planOf(given, { maxmemory: '300mb' }))).toBeNull();
  });

  test('maxmemory changed, container without a limit › a limit is set only on request', () => {
    const given = facts({ limit: null });
    expect(limitMove(planOf(given, { maxmemory: '300mb' }))).toBeNull();
    const converted = computePlan(given, targetOf(given, { kind: 'keep-file', directives: [CONTAINER_MEMORY] }));
    expect(limitMove(converted)).toEqual({ from: null, to: 200 * MB });
  });

  test('engine that cannot change a limit live › container is recreated', () => {
    const plan = planOf(facts({ limit: 200 * MB, updatesLive: false }), { maxmemory: '300mb' });
    expect(plan.recreate).toBe(true);
    expect(limitMove(plan)).toBeNull();
  });

  test('engine that cannot limit memory › no change and no drift', () => {
    const given = facts({ limit: null, limitsMemory: false });
    expect(limitMove(planOf(given, { maxmemory: '300mb' }))).toBeNull();
    expect(containerSettingsDrift(given)).toEqual([]);
  });

  test('limit below memory in use › is refused', () => {
    const given = facts({ limit: 200 * MB, used: 90 * MB });
    expect(() => planOf(given, { [CONTAINER_MEMORY]: '64mb' })).toThrow(/uses 90 MB.*kernel would kill Redis/);
    expect(() => planOf(given, { [CONTAINER_MEMORY]: 'much' })).toThrow(/auto, none, or a size/);
    expect(() => planOf({ ...given, runtime: PROGRAMS, container: null }, { [CONTAINER_OUTGOING]: 'open' })).toThrow(
      /runs as a process/,
    );
  });

  test('outgoing traffic opened › container is recreated once', () => {
    const open = { [CONTAINER_OUTGOING]: 'open' };
    expect(planOf(facts({ limit: 200 * MB }), open)).toMatchObject({
      recreate: true,
      changes: [{ directive: CONTAINER_OUTGOING, from: 'closed', to: 'open', how: 'recreate' }],
    });
    expect(planOf(facts({ limit: 200 * MB, outgoing: 'open' }), open)).toMatchObject({ recreate: false });
  });
});

describe('drift of a memory limit', () => {
  test.each([
    ['as planned', { limit: 200 * MB }, false],
    ['missing', { limit: null }, true],
    ['too low', { limit: 150 * MB }, true],
    ['too high', { limit: 900 * MB }, true],
    ['raised for data beyond maxmemory', { limit: 900 * MB, used: 400 * MB }, false],
    ['none by choice', { limit: null, choice: 0 }, false],
    ['different from the chosen one', { limit: 200 * MB, choice: 400 * MB }, true],
  ])('%s › drift or none', (_, given, isDrift) => {
    expect(containerSettingsDrift(facts(given)).length > 0).toBe(isDrift);
  });
});

test('lowest safe limit › server still uses more › leaves room for its memory', () => {
  expect(lowestSafeLimit(72 * MB, null, info(10 * MB))).toBe(74 * MB);
  expect(lowestSafeLimit(72 * MB, null, info(300 * MB))).toBe(600 * MB);
  expect(lowestSafeLimit(72 * MB, 72 * MB, info(30 * MB, 40 * MB))).toBe(104 * MB);
});
