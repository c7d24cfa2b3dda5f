import type { MetricName } from '../../../../shared/contract/metrics.ts';
import { type InfoFields, infoNumber, keyspace } from '../../redis/info/info.ts';

/** The raw values of one sample. */
export interface Reading {
  readonly info: InfoFields;
  readonly pingMs: number | null;
  readonly slowLogLength: number | null;
  /** Monotonic clock. */
  readonly readAtMs: number;
}

/** What the next sample is compared with. */
export interface Before {
  readonly reading: Reading;
  /** Databases that had keys: INFO omits databases that are empty now. */
  readonly databases: ReadonlySet<number>;
}

export interface Measured {
  readonly values: Record<string, number | null>;
  readonly before: Before;
}

/** Further databases count in the totals only, which bounds the history of an instance. */
const MAX_DATABASES = 16;

/**
 * The metrics of one sample, with rates since the previous one. A rate is null after a restart and when its counter
 * decreased (CONFIG RESETSTAT). A field that the server does not report is null. For the fields see
 * https://redis.io/docs/latest/commands/info/.
 */
export function measure(reading: Reading, before: Before | null): Measured {
  const { info } = reading;
  const number = (name: string) => infoNumber(info, name);
  const since = before && !restarted(before.reading.info, info) ? before.reading : null;
  const seconds = since ? (reading.readAtMs - since.readAtMs) / 1000 : 0;
  const grown = (...names: string[]): number | null => {
    const [now, then] = [sumOf(info, names), since && sumOf(since.info, names)];
    return now === null || then === null || now < then ? null : now - then;
  };
  const rate = (...names: string[]): number | null => {
    const growth = grown(...names);
    return growth === null || seconds <= 0 ? null : growth / seconds;
  };
  const [hits, misses] = [grown('keyspace_hits'), grown('keyspace_misses')];
  const lookups = hits === null || misses === null ? 0 : hits + misses;
  const cpu = rate('used_cpu_sys', 'used_cpu_user');
  const fork = number('latest_fork_usec');
  const databases = keyspace(info);
  const seen = seenDatabases(before, databases);
  const named: Record<MetricName, number | null> = {
    memoryUsedBytes: number('used_memory'),
    memoryPeakBytes: number('used_memory_peak'),
    memoryRssBytes: number('used_memory_rss'),
    // 0: no limit.
    memoryLimitBytes: number('maxmemory') || null,
    fragmentation: number('mem_fragmentation_ratio'),
    clientsConnected: number('connected_clients'),
    clientsBlocked: number('blocked_clients'),
    commandsPerSecond: rate('total_commands_processed'),
    hitRate: hits === null || lookups === 0 ? null : hits / lookups,
    hitsPerSecond: rate('keyspace_hits'),
    missesPerSecond: rate('keyspace_misses'),
    keys: databases.reduce((sum, { keys }) => sum + keys, 0),
    expires: databases.reduce((sum, { expires }) => sum + expires, 0),
    expiredPerSecond: rate('expired_keys'),
    evictedPerSecond: rate('evicted_keys'),
    networkInPerSecond: rate('total_net_input_bytes'),
    networkOutPerSecond: rate('total_net_output_bytes'),
    cpuPercent: cpu === null ? null : cpu * 100,
    changesSinceSave: number('rdb_changes_since_last_save'),
    lastForkMs: fork === null ? null : fork / 1000,
    replicas: number('connected_slaves'),
    slowLogLength: reading.slowLogLength,
    pingMs: reading.pingMs,
  };
  const values: Record<string, number | null> = named;
  for (const index of seen) {
    const database = databases.find((one) => one.index === index);
    values[`db${index}.keys`] = database?.keys ?? 0;
    values[`db${index}.expires`] = database?.expires ?? 0;
  }
  return { values, before: { reading, databases: seen } };
}

/** Without a restart the run id stays and the uptime grows; Redis before 2.4.17 has no run id. */
function restarted(before: InfoFields, now: InfoFields): boolean {
  if (before.get('run_id') !== now.get('run_id')) return true;
  return (infoNumber(now, 'uptime_in_seconds') ?? 0) < (infoNumber(before, 'uptime_in_seconds') ?? 0);
}

function sumOf(info: InfoFields, names: readonly string[]): number | null {
  let sum = 0;
  for (const name of names) {
    const value = infoNumber(info, name);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

function seenDatabases(before: Before | null, databases: readonly { readonly index: number }[]): ReadonlySet<number> {
  const all = new Set([...(before?.databases ?? []), ...databases.map(({ index }) => index)]);
  if (all.size === before?.databases.size) return before.databases;
  return new Set([...all].sort((a, b) => a - b).slice(0, MAX_DATABASES));
}
