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

/** What the next sample is compared with. Not the reply: it would stay in memory until then. */
export interface Before {
  readonly readAtMs: number;
  /** Undefined for Redis before 2.4.17. */
  readonly runId: string | undefined;
  readonly uptimeSeconds: number;
  readonly counters: Readonly<Record<CounterName, number | null>>;
  /** Databases that had keys: INFO omits databases that are empty now. */
  readonly databases: ReadonlySet<number>;
}

export interface Measured {
  readonly values: Record<string, number | null>;
  readonly before: Before;
}

/** The counters of INFO that rates are calculated from. */
const counterNames = [
  ...(['total_commands_processed', 'keyspace_hits', 'keyspace_misses', 'expired_keys', 'evicted_keys'] as const),
  ...(['total_net_input_bytes', 'total_net_output_bytes', 'used_cpu_sys', 'used_cpu_user'] as const),
] as const;
type CounterName = (typeof counterNames)[number];

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
  const now: Omit<Before, 'databases'> = {
    readAtMs: reading.readAtMs,
    runId: info.get('run_id'),
    uptimeSeconds: number('uptime_in_seconds') ?? 0,
    counters: countersOf(info),
  };
  const since = before && !restarted(before, now) ? before : null;
  const seconds = since ? (now.readAtMs - since.readAtMs) / 1000 : 0;
  const grown = (name: CounterName, other?: CounterName): number | null => {
    const [count, earlier] = [sumOf(now, name, other), since && sumOf(since, name, other)];
    return count === null || earlier === null || count < earlier ? null : count - earlier;
  };
  const rate = (name: CounterName, other?: CounterName): number | null => {
    const growth = grown(name, other);
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
  return { values, before: { ...now, databases: seen } };
}

/** Without a restart the run id stays and the uptime grows; Redis before 2.4.17 has no run id. */
function restarted(before: Omit<Before, 'databases'>, now: Omit<Before, 'databases'>): boolean {
  return before.runId !== now.runId || now.uptimeSeconds < before.uptimeSeconds;
}

function countersOf(info: InfoFields): Before['counters'] {
  const counters: Partial<Record<CounterName, number | null>> = {};
  for (const name of counterNames) counters[name] = infoNumber(info, name);
  return counters as Before['counters'];
}

function sumOf({ counters }: Pick<Before, 'counters'>, name: CounterName, other?: CounterName): number | null {
  const first = counters[name];
  const second = other === undefined ? 0 : counters[other];
  return first === null || second === null ? null : first + second;
}

function seenDatabases(before: Before | null, databases: readonly { readonly index: number }[]): ReadonlySet<number> {
  const all = new Set([...(before?.databases ?? []), ...databases.map(({ index }) => index)]);
  if (all.size === before?.databases.size) return before.databases;
  return new Set([...all].sort((a, b) => a - b).slice(0, MAX_DATABASES));
}
