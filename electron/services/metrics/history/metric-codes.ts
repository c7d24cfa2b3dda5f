import type { MetricName } from '../../../../shared/contract/metrics.ts';

/** Codes of the metrics in files. Never reuse a number; append new ones. */
const codes: Record<MetricName, number> = {
  memoryUsedBytes: 1,
  memoryPeakBytes: 2,
  memoryRssBytes: 3,
  memoryLimitBytes: 4,
  fragmentation: 5,
  clientsConnected: 6,
  clientsBlocked: 7,
  commandsPerSecond: 8,
  hitRate: 9,
  hitsPerSecond: 10,
  missesPerSecond: 11,
  keys: 12,
  expires: 13,
  expiredPerSecond: 14,
  evictedPerSecond: 15,
  networkInPerSecond: 16,
  networkOutPerSecond: 17,
  cpuPercent: 18,
  changesSinceSave: 19,
  lastForkMs: 20,
  replicas: 21,
  slowLogLength: 22,
  pingMs: 23,
};

const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));

/** First code of the databases, two codes each. */
const FIRST_DATABASE = 1000;

/** Null for a metric that is not stored. */
export function codeOf(metric: string): number | null {
  if (Object.hasOwn(codes, metric)) return codes[metric as MetricName];
  const [, index, what] = /^db(\d{1,5})\.(keys|expires)$/.exec(metric) ?? [];
  if (index === undefined) return null;
  const code = FIRST_DATABASE + Number(index) * 2 + (what === 'keys' ? 0 : 1);
  return code <= 0xffff ? code : null;
}

/** Null for a code of a newer version. */
export function metricOf(code: number): string | null {
  if (code < FIRST_DATABASE) return names.get(code) ?? null;
  const index = Math.floor((code - FIRST_DATABASE) / 2);
  return `db${index}.${(code - FIRST_DATABASE) % 2 === 0 ? 'keys' : 'expires'}`;
}
