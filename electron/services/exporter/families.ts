import type { Observation } from '../instances/status/observer.ts';
import { commandCounters, infoSection } from '../metrics/commands/command-counters.ts';
import { type InfoFields, infoNumber, keyspace } from '../redis/info/info.ts';
import { commandMetrics, infoMetrics, type MetricName, otherMetrics } from './metric-names.ts';
import type { Family, Sample } from './prometheus-text.ts';

/**
 * The metrics of all instances in one snapshot; values that a server does not report are omitted. Dashboards for
 * redis_exporter select by the label `instance`, so a scrape needs `honor_labels: true`.
 */
export function familiesOf(observations: readonly Observation[], now: Date): readonly Family[] {
  const samples = new Map<MetricName, Sample[]>();
  const add = (metric: MetricName, value: number | null, labels: Sample['labels']) => {
    if (value === null) return;
    const list = samples.get(metric) ?? [];
    list.push({ labels, value });
    samples.set(metric, list);
  };
  for (const observation of observations) {
    const { status, answer } = observation;
    if (status.state === 'missing') continue;
    const labels = { instance: status.id };
    // Another server replies on its port.
    const info = status.problem?.code === 'STRANGER' ? null : (answer?.info ?? null);
    add(otherMetrics.up, info === null ? 0 : 1, labels);
    if (info === null) continue;
    for (const [field, metric] of Object.entries(infoMetrics)) add(metric, numericField(info, field), labels);
    add(otherMetrics.slowLog, answer?.slowLogLength ?? null, labels);
    const uptime = infoNumber(info, 'uptime_in_seconds');
    add(otherMetrics.start, uptime === null ? null : Math.round(now.getTime() / 1000) - uptime, labels);
    add(otherMetrics.info, 1, { ...labels, ...identity(observation, info) });
    for (const { index, keys, expires, averageTtlMs } of keyspace(info)) {
      const database = { ...labels, db: `db${index}` };
      add(otherMetrics.keys, keys, database);
      add(otherMetrics.expiring, expires, database);
      add(otherMetrics.averageTtl, averageTtlMs === null ? null : averageTtlMs / 1000, database);
    }
    const commands = commandCounters(infoSection(answer?.infoBytes.toString() ?? '', 'Commandstats'));
    for (const [cmd, { calls, usec, rejected, failed }] of commands) {
      const command = { ...labels, cmd };
      add(commandMetrics.calls, calls, command);
      add(commandMetrics.seconds, usec / 1e6, command);
      add(commandMetrics.rejected, rejected, command);
      add(commandMetrics.failed, failed, command);
    }
  }
  const order = [...Object.values(otherMetrics), ...Object.values(infoMetrics), ...Object.values(commandMetrics)];
  return order.map((metric) => ({ ...metric, name: `redis_${metric.name}`, samples: samples.get(metric) ?? [] }));
}

/** Some fields are text, such as `rdb_last_bgsave_status:ok`. */
function numericField(info: InfoFields, field: string): number | null {
  const text = info.get(field);
  if (text === 'ok') return 1;
  if (text === 'err' || text === 'fail') return 0;
  return infoNumber(info, field);
}

function identity({ status }: Observation, info: InfoFields): Sample['labels'] {
  const fields = ['role', 'redis_version', 'redis_mode', 'os', 'maxmemory_policy', 'valkey_version'];
  const known = fields.flatMap((name) => {
    const value = info.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  // The published port: inside containers all servers use the same one.
  return { ...Object.fromEntries(known), tcp_port: String(status.port ?? ''), runtime: status.runtime ?? '' };
}
