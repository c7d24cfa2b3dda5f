import { describe, expect, it } from 'vitest';
import { metricName } from '../../../../shared/contract/metrics.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { type Before, measure, type Reading } from './measure.ts';

/** INFO with the fields that these tests need. */
const info = (fields: string) => parseInfo(fields.trim().replaceAll(/\n\s*/g, '\r\n'));

const reading = (fields: string, readAtMs = 0): Reading => ({
  info: info(fields),
  readAtMs,
  pingMs: 0.25,
  slowLogLength: 3,
});

const redis7 = `
  # Server
  redis_version:7.0.15
  run_id:0123456789abcdef0123456789abcdef01234567
  uptime_in_seconds:100
  # Clients
  connected_clients:4
  blocked_clients:1
  # Memory
  used_memory:1048576
  used_memory_human:1.00M
  used_memory_rss:9437184
  used_memory_peak:2097152
  mem_fragmentation_ratio:9.31
  maxmemory:104857600
  # Persistence
  rdb_changes_since_last_save:7
  # Stats
  total_commands_processed:1000
  total_net_input_bytes:50000
  total_net_output_bytes:90000
  expired_keys:10
  evicted_keys:20
  keyspace_hits:600
  keyspace_misses:200
  latest_fork_usec:1234
  # Replication
  connected_slaves:2
  # CPU
  used_cpu_sys:1.500000
  used_cpu_user:2.500000
  # Keyspace
  db0:keys=30,expires=5,avg_ttl=1000
  db3:keys=12,expires=0,avg_ttl=0,subexpiry=0`;

/** Five seconds later. */
const later = redis7
  .replace('uptime_in_seconds:100', 'uptime_in_seconds:105')
  .replace('processed:1000', 'processed:6000')
  .replace('input_bytes:50000', 'input_bytes:100000')
  .replace('expired_keys:10', 'expired_keys:15')
  .replace('keyspace_hits:600', 'keyspace_hits:900')
  .replace('keyspace_misses:200', 'keyspace_misses:300')
  .replace('used_cpu_user:2.500000', 'used_cpu_user:2.750000');

it('what the next sample is compared with › keeps no reply in memory', () => {
  const first = reading(redis7);
  const kept = Object.values(measure(first, null).before);
  expect(kept).not.toContain(first);
  expect(kept).not.toContain(first.info);
  expect(kept.filter((value) => typeof value === 'function')).toEqual([]);
});

const afterFirst = (first: string): Before => measure(reading(first), null).before;

describe('measure', () => {
  it('first INFO › gauges have values, rates are null', () => {
    const { values } = measure(reading(redis7), null);
    expect(values).toMatchObject({
      memoryUsedBytes: 1_048_576,
      memoryPeakBytes: 2_097_152,
      memoryRssBytes: 9_437_184,
      memoryLimitBytes: 104_857_600,
      fragmentation: 9.31,
      clientsConnected: 4,
      clientsBlocked: 1,
      keys: 42,
      expires: 5,
      changesSinceSave: 7,
      lastForkMs: 1.234,
      replicas: 2,
      slowLogLength: 3,
      pingMs: 0.25,
      'db0.keys': 30,
      'db0.expires': 5,
      'db3.keys': 12,
      commandsPerSecond: null,
      hitRate: null,
      cpuPercent: null,
    });
    expect(metricName.options.filter((name) => values[name] === undefined)).toEqual([]);
  });

  it('second INFO › rates use the monotonic clock', () => {
    const { values } = measure(reading(later, 5000), afterFirst(redis7));
    expect(values).toMatchObject({
      commandsPerSecond: 1000,
      networkInPerSecond: 10_000,
      networkOutPerSecond: 0,
      expiredPerSecond: 1,
      evictedPerSecond: 0,
      hitsPerSecond: 60,
      missesPerSecond: 20,
      hitRate: 0.75,
    });
    expect(values.cpuPercent).toBeCloseTo(5);
  });

  it('restart or reset counter › rate is null', () => {
    const rates = (fields: string) => {
      const { values } = measure(reading(fields, 5000), afterFirst(redis7));
      return [values.commandsPerSecond, values.networkInPerSecond, values.hitRate];
    };
    expect(rates(later.replace('run_id:0', 'run_id:f'))).toEqual([null, null, null]);
    expect(rates(later.replace('uptime_in_seconds:105', 'uptime_in_seconds:2'))).toEqual([null, null, null]);
    expect(rates(later.replace('processed:6000', 'processed:3'))).toEqual([null, 10_000, 0.75]);
    expect(rates(later.replace('keyspace_hits:900', 'keyspace_hits:0'))).toEqual([1000, 10_000, null]);
  });

  it('no elapsed time › rate is null', () => {
    expect(measure(reading(later, 0), afterFirst(redis7)).values.commandsPerSecond).toBeNull();
  });

  it('Redis 2.4 › missing fields are null', () => {
    const { values } = measure(
      reading(`
        redis_version:2.4.10
        uptime_in_seconds:10
        connected_clients:1
        connected_slaves:0
        used_memory:726144
        used_memory_rss:1449984
        mem_fragmentation_ratio:2.00
        changes_since_last_save:0
        total_commands_processed:3
        keyspace_hits:0
        keyspace_misses:0
        latest_fork_usec:0
        db0:keys=1,expires=0`),
      null,
    );
    expect(values).toMatchObject({ memoryUsedBytes: 726_144, keys: 1, 'db0.keys': 1, lastForkMs: 0 });
    for (const name of ['memoryPeakBytes', 'memoryLimitBytes', 'changesSinceSave', 'networkInPerSecond'] as const) {
      expect([name, values[name]]).toEqual([name, null]);
    }
  });

  it('Valkey › yields the same metrics', () => {
    const valkey = (fields: string) =>
      fields.replace('redis_version:7.0.15', 'redis_version:7.2.4\nvalkey_version:8.0.1');
    const { values } = measure(reading(valkey(later), 5000), afterFirst(valkey(redis7)));
    expect(values).toMatchObject({ keys: 42, commandsPerSecond: 1000, hitRate: 0.75 });
  });

  it('invalid values › are null', () => {
    const { values } = measure(reading('used_memory:lots\nconnected_clients:\nmaxmemory:-\nnothing here'), null);
    expect([values.memoryUsedBytes, values.clientsConnected, values.memoryLimitBytes]).toEqual([null, null, null]);
  });

  it('emptied database › counts as 0', () => {
    const flushed = later.replace(/db0:.*\n/, '').replace(/db3:.*/, '');
    const { values } = measure(reading(flushed, 5000), afterFirst(redis7));
    expect(values).toMatchObject({ keys: 0, 'db0.keys': 0, 'db3.keys': 0 });
  });

  it('more than sixteen databases › sixteen by name, all in the total', () => {
    const many = Array.from({ length: 40 }, (_, index) => `db${index}:keys=2,expires=1,avg_ttl=0`).join('\n');
    const { values } = measure(reading(many), null);
    expect([values.keys, values['db15.keys'], values['db16.keys']]).toEqual([80, 2, undefined]);
  });
});
