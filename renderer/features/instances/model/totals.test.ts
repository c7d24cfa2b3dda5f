import { describe, expect, test } from 'vitest';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { keysOf, summedOps, totalsOf } from './totals.ts';

const running = someStatus('main', {
  memory: { usedBytes: 100, peakBytes: 100, limitBytes: 1000 },
  clients: { connected: 2 },
  commands: { total: 10, perSecond: 5 },
  databases: [
    { index: 0, keys: 3, expires: 0, averageTtlMs: null },
    { index: 4, keys: 4, expires: 1, averageTtlMs: 1000 },
  ],
});

const stopped: InstanceStatus = {
  ...running,
  id: 'acme',
  state: 'stopped',
  memory: { usedBytes: null, peakBytes: null, limitBytes: 500 },
  clients: { connected: null },
  commands: { total: null, perSecond: null },
  databases: [],
};

describe('totals', () => {
  test('totalsOf › running instances › sums', () => {
    expect(totalsOf([running, { ...running, id: 'b' }])).toEqual({
      all: 2,
      running: 2,
      unhealthy: 0,
      ended: 0,
      unreachable: 0,
      usedBytes: 200,
      limitBytes: 2000,
      opsPerSecond: 10,
      clients: 4,
      keys: 14,
    });
  });

  test('totalsOf › a stopped instance › its limit does not count', () => {
    expect(totalsOf([running, stopped])).toMatchObject({ all: 2, running: 1, usedBytes: 100, limitBytes: 1000 });
  });

  test('totalsOf › an instance without a limit › no total limit', () => {
    const unlimited = { ...running, memory: { ...running.memory, limitBytes: null } };
    expect(totalsOf([running, unlimited]).limitBytes).toBeNull();
  });

  test('totalsOf › no instance responds › unknown, not 0', () => {
    expect(totalsOf([stopped])).toMatchObject({ usedBytes: null, opsPerSecond: null, clients: null, keys: null });
  });
});

test('totalsOf › unreachable engine › counted as unreachable, not as unhealthy', () => {
  const problem = { code: 'ENGINE_UNREACHABLE', message: 'No engine responds.', fix: null, since: null } as const;
  const unreachable = { ...stopped, state: 'unhealthy', problem } as const;
  expect(totalsOf([running, unreachable])).toMatchObject({ running: 1, unhealthy: 0, unreachable: 1 });
});

test('keysOf › unresponsive server › unknown', () => {
  expect(keysOf(stopped)).toBeNull();
  expect(keysOf(running)).toBe(7);
});

test('summedOps › several histories › summed per second', () => {
  const sample = (at: number, opsPerSecond: number | null) => ({
    at,
    opsPerSecond,
    usedBytes: null,
    clients: null,
    hitRate: null,
  });
  const main = [sample(1000, 5), sample(2000, 6), sample(3000, null)];
  const later = [sample(2010, 10), sample(3010, null)];
  expect(summedOps([main, later])).toEqual([5, 16, null]);
});
