/** One metric as Prometheus knows it, and the field of INFO it is. */
export interface MetricName {
  /** Of the metric, after `redis_`. */
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
}

/**
 * The metrics that are read straight from INFO, by its fields. Names and types are those of redis_exporter, so that
 * its dashboards and rules fit (https://github.com/oliver006/redis_exporter, `exporter/exporter.go`); fields are
 * explained at https://redis.io/docs/latest/commands/info/.
 */
export const infoMetrics: Readonly<Record<string, MetricName>> = {
  uptime_in_seconds: gauge('uptime_in_seconds', 'Seconds since the server was started'),
  connected_clients: gauge('connected_clients', 'Connections of clients'),
  blocked_clients: gauge('blocked_clients', 'Clients that wait in a blocking command'),
  maxclients: gauge('max_clients', 'The most connections the server takes'),
  used_memory: gauge('memory_used_bytes', 'Bytes the server has allocated'),
  used_memory_rss: gauge('memory_used_rss_bytes', 'Bytes the operating system gives the server'),
  used_memory_peak: gauge('memory_used_peak_bytes', 'The most bytes the server had allocated'),
  maxmemory: gauge('memory_max_bytes', 'The limit of maxmemory, 0 for none'),
  mem_fragmentation_ratio: gauge('mem_fragmentation_ratio', 'Resident memory to allocated memory'),
  loading: gauge('loading_dump_file', 'Whether the server loads its data'),
  rdb_changes_since_last_save: gauge('rdb_changes_since_last_save', 'Changes since the last snapshot'),
  rdb_bgsave_in_progress: gauge('rdb_bgsave_in_progress', 'Whether a snapshot is being saved'),
  rdb_last_save_time: gauge('rdb_last_save_timestamp_seconds', 'When a snapshot was last saved'),
  rdb_last_bgsave_status: gauge('rdb_last_bgsave_status', 'Whether the last snapshot was saved'),
  rdb_last_bgsave_time_sec: gauge('rdb_last_bgsave_duration_sec', 'How long the last snapshot took'),
  aof_enabled: gauge('aof_enabled', 'Whether an append-only file is kept'),
  aof_rewrite_in_progress: gauge('aof_rewrite_in_progress', 'Whether the append-only file is being rewritten'),
  aof_last_bgrewrite_status: gauge('aof_last_bgrewrite_status', 'Whether the last rewrite of it succeeded'),
  aof_last_write_status: gauge('aof_last_write_status', 'Whether the last write to it succeeded'),
  aof_current_size: gauge('aof_current_size_bytes', 'The size of the append-only file'),
  latest_fork_usec: gauge('latest_fork_usec', 'How long the last fork took, in microseconds'),
  connected_slaves: gauge('connected_slaves', 'Connected replicas'),
  master_repl_offset: gauge('master_repl_offset', 'Bytes of the replication stream so far'),
  pubsub_channels: gauge('pubsub_channels', 'Channels with subscribers'),
  pubsub_patterns: gauge('pubsub_patterns', 'Patterns with subscribers'),
  total_connections_received: counter('connections_received_total', 'Connections accepted'),
  rejected_connections: counter('rejected_connections_total', 'Connections refused because of maxclients'),
  total_commands_processed: counter('commands_processed_total', 'Commands processed'),
  total_net_input_bytes: counter('net_input_bytes_total', 'Bytes received'),
  total_net_output_bytes: counter('net_output_bytes_total', 'Bytes sent'),
  expired_keys: counter('expired_keys_total', 'Keys that have expired'),
  evicted_keys: counter('evicted_keys_total', 'Keys removed because of maxmemory'),
  keyspace_hits: counter('keyspace_hits_total', 'Lookups that found a key'),
  keyspace_misses: counter('keyspace_misses_total', 'Lookups that found none'),
  used_cpu_sys: counter('cpu_sys_seconds_total', 'Seconds of CPU in the system'),
  used_cpu_user: counter('cpu_user_seconds_total', 'Seconds of CPU in the program'),
};

/** Those that are put together of several fields, or not of INFO. */
export const otherMetrics = {
  up: gauge('up', 'Whether the instance answers'),
  info: gauge('instance_info', 'What the instance is, in its labels'),
  start: gauge('start_time_seconds', 'When the server was started'),
  slowLog: gauge('slowlog_length', 'Entries in the slow log'),
  keys: gauge('db_keys', 'Keys by database'),
  expiring: gauge('db_keys_expiring', 'Keys with an expiry by database'),
  averageTtl: gauge('db_avg_ttl_seconds', 'Mean time to live of keys with an expiry by database'),
} satisfies Record<string, MetricName>;

/** Of each command, from the section Commandstats, with its name in the label `cmd`. */
export const commandMetrics = {
  calls: counter('commands_total', 'Calls by command'),
  seconds: counter('commands_duration_seconds_total', 'Seconds in it by command'),
  rejected: counter('commands_rejected_calls_total', 'Calls refused before they ran by command'),
  failed: counter('commands_failed_calls_total', 'Calls that ended with an error by command'),
} satisfies Record<string, MetricName>;

function gauge(name: string, help: string): MetricName {
  return { name, type: 'gauge', help };
}

function counter(name: string, help: string): MetricName {
  return { name, type: 'counter', help };
}
