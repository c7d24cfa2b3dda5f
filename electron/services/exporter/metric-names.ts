/** The Prometheus metadata of a metric. */
export interface MetricName {
  /** Without the prefix `redis_`. */
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
}

/**
 * Metrics by the INFO field that they export. Names and types match redis_exporter, so that its dashboards and rules
 * work (https://github.com/oliver006/redis_exporter, `exporter/exporter.go`). For the fields see
 * https://redis.io/docs/latest/commands/info/.
 */
export const infoMetrics: Readonly<Record<string, MetricName>> = {
  uptime_in_seconds: gauge('uptime_in_seconds', 'Seconds since the server started'),
  connected_clients: gauge('connected_clients', 'Client connections'),
  blocked_clients: gauge('blocked_clients', 'Clients waiting in a blocking command'),
  maxclients: gauge('max_clients', 'Maximum number of client connections'),
  used_memory: gauge('memory_used_bytes', 'Bytes allocated by the server'),
  used_memory_rss: gauge('memory_used_rss_bytes', 'Resident memory of the server in bytes'),
  used_memory_peak: gauge('memory_used_peak_bytes', 'Peak of allocated bytes'),
  maxmemory: gauge('memory_max_bytes', 'The maxmemory limit in bytes, 0 for none'),
  mem_fragmentation_ratio: gauge('mem_fragmentation_ratio', 'Ratio of resident to allocated memory'),
  loading: gauge('loading_dump_file', 'Whether the server is loading its data'),
  rdb_changes_since_last_save: gauge('rdb_changes_since_last_save', 'Changes since the last snapshot'),
  rdb_bgsave_in_progress: gauge('rdb_bgsave_in_progress', 'Whether a snapshot is being saved'),
  rdb_last_save_time: gauge('rdb_last_save_timestamp_seconds', 'When a snapshot was last saved'),
  rdb_last_bgsave_status: gauge('rdb_last_bgsave_status', 'Whether the last snapshot succeeded'),
  rdb_last_bgsave_time_sec: gauge('rdb_last_bgsave_duration_sec', 'Duration of the last snapshot in seconds'),
  aof_enabled: gauge('aof_enabled', 'Whether AOF is enabled'),
  aof_rewrite_in_progress: gauge('aof_rewrite_in_progress', 'Whether an AOF rewrite is in progress'),
  aof_last_bgrewrite_status: gauge('aof_last_bgrewrite_status', 'Whether the last AOF rewrite succeeded'),
  aof_last_write_status: gauge('aof_last_write_status', 'Whether the last write to the AOF succeeded'),
  aof_current_size: gauge('aof_current_size_bytes', 'Size of the AOF in bytes'),
  latest_fork_usec: gauge('latest_fork_usec', 'Duration of the last fork in microseconds'),
  connected_slaves: gauge('connected_slaves', 'Connected replicas'),
  master_repl_offset: gauge('master_repl_offset', 'Replication offset of the master in bytes'),
  pubsub_channels: gauge('pubsub_channels', 'Channels with subscribers'),
  pubsub_patterns: gauge('pubsub_patterns', 'Patterns with subscribers'),
  total_connections_received: counter('connections_received_total', 'Connections accepted'),
  rejected_connections: counter('rejected_connections_total', 'Connections refused because of maxclients'),
  total_commands_processed: counter('commands_processed_total', 'Commands processed'),
  total_net_input_bytes: counter('net_input_bytes_total', 'Bytes received'),
  total_net_output_bytes: counter('net_output_bytes_total', 'Bytes sent'),
  expired_keys: counter('expired_keys_total', 'Expired keys'),
  evicted_keys: counter('evicted_keys_total', 'Keys evicted because of maxmemory'),
  keyspace_hits: counter('keyspace_hits_total', 'Lookups that found a key'),
  keyspace_misses: counter('keyspace_misses_total', 'Lookups that found no key'),
  used_cpu_sys: counter('cpu_sys_seconds_total', 'System CPU time in seconds'),
  used_cpu_user: counter('cpu_user_seconds_total', 'User CPU time in seconds'),
};

/** Metrics that combine several fields, or do not come from INFO. */
export const otherMetrics = {
  up: gauge('up', 'Whether the instance responds'),
  info: gauge('instance_info', 'Information about the instance in its labels'),
  start: gauge('start_time_seconds', 'Start time of the server'),
  slowLog: gauge('slowlog_length', 'Entries in the slow log'),
  keys: gauge('db_keys', 'Keys by database'),
  expiring: gauge('db_keys_expiring', 'Keys with a TTL by database'),
  averageTtl: gauge('db_avg_ttl_seconds', 'Average TTL by database in seconds'),
} satisfies Record<string, MetricName>;

/** Per command, from the section Commandstats, with the label `cmd`. */
export const commandMetrics = {
  calls: counter('commands_total', 'Calls by command'),
  seconds: counter('commands_duration_seconds_total', 'Execution time by command in seconds'),
  rejected: counter('commands_rejected_calls_total', 'Calls rejected before execution by command'),
  failed: counter('commands_failed_calls_total', 'Calls that failed by command'),
} satisfies Record<string, MetricName>;

function gauge(name: string, help: string): MetricName {
  return { name, type: 'gauge', help };
}

function counter(name: string, help: string): MetricName {
  return { name, type: 'counter', help };
}
