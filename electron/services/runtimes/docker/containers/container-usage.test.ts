import { expect, it } from 'vitest';
import { usageOf } from './container-usage.ts';

/** The fields that are read, as an engine with API 1.41 and cgroup v2 sends them. */
const stats = {
  read: '2026-11-22T10:00:01.000000000Z',
  preread: '2026-11-22T10:00:00.000000000Z',
  cpu_stats: { cpu_usage: { total_usage: 1_250_000_000 }, online_cpus: 2 },
  precpu_stats: { cpu_usage: { total_usage: 1_000_000_000 } },
  memory_stats: { usage: 10_000_000, limit: 104_857_600, stats: { inactive_file: 4_000_000, cache: 1 } },
};

it('container usage › full document › CPU in percent of one core, memory without reclaimable cache', () => {
  expect(usageOf(stats)).toEqual({
    at: '2026-11-22T10:00:01.000Z',
    cpuPercent: 25,
    memoryBytes: 6_000_000,
    memoryLimitBytes: 104_857_600,
  });
});

it('container usage › no previous counters, or counters that went back › CPU is null', () => {
  const first = { ...stats, preread: '0001-01-01T00:00:00Z', precpu_stats: { cpu_usage: { total_usage: 0 } } };
  expect(usageOf(first)?.cpuPercent).toBeNull();
  expect(usageOf({ ...stats, preread: undefined, precpu_stats: undefined })?.cpuPercent).toBeNull();
  const restarted = { ...stats, cpu_stats: { cpu_usage: { total_usage: 5 } } };
  expect(usageOf(restarted)?.cpuPercent).toBeNull();
});

it('container usage › missing fields or another document › null', () => {
  expect(usageOf({ ...stats, memory_stats: {} })).toMatchObject({ memoryBytes: null, memoryLimitBytes: null });
  expect(usageOf({ ...stats, read: '0001-01-01T00:00:00Z' })).toBeNull();
  expect([usageOf(null), usageOf({}), usageOf('x')]).toEqual([null, null, null]);
});
