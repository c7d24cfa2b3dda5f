import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { commandSample } from './command-stats.ts';
import { instanceId, timestamp } from './values.ts';

/**
 * The metrics of an instance: bytes, counts, milliseconds. `…PerSecond` are rates since the previous sample, never
 * negative; `hitRate` is 0 to 1 over the same time; `cpuPercent` refers to one core.
 */
export const metricName = z.enum([
  'memoryUsedBytes',
  'memoryPeakBytes',
  'memoryRssBytes',
  'memoryLimitBytes',
  'fragmentation',
  'clientsConnected',
  'clientsBlocked',
  'commandsPerSecond',
  'hitRate',
  'hitsPerSecond',
  'missesPerSecond',
  'keys',
  'expires',
  'expiredPerSecond',
  'evictedPerSecond',
  'networkInPerSecond',
  'networkOutPerSecond',
  'cpuPercent',
  'changesSinceSave',
  'lastForkMs',
  'replicas',
  'slowLogLength',
  'pingMs',
]);
export type MetricName = z.infer<typeof metricName>;

/** A metric, or the keys of one database: `db0.keys`, `db3.expires`. */
export const metricKey = z.union([metricName, z.string().regex(/^db\d{1,5}\.(keys|expires)$/)]);
export type MetricKey = z.infer<typeof metricKey>;

/** One sample of one instance; null for a value that its server does not report. */
export const metricSample = z.object({ id: instanceId, values: z.record(z.string(), z.number().nullable()) });
export type MetricSample = z.infer<typeof metricSample>;

/** One metric of one instance over time, as columns of equal length. Null in all columns: no data for that time. */
export const metricSeries = z.object({
  id: instanceId,
  metric: metricKey,
  min: z.array(z.number().nullable()),
  mean: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
  last: z.array(z.number().nullable()),
});
export type MetricSeries = z.infer<typeof metricSeries>;

/** Sampling intervals in ms: the usual one, and the one while a view shows charts. */
export const metricsSettings = z.object({
  intervalMs: z.number().int().min(1000).max(60_000),
  watchedIntervalMs: z.number().int().min(250).max(10_000),
});
export type MetricsSettings = z.infer<typeof metricsSettings>;

/** Resources that a container uses, as its engine reports them. */
export const containerUsage = z.object({
  at: timestamp,
  /** Percent of one core. */
  cpuPercent: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  memoryLimitBytes: z.number().nullable(),
});
export type ContainerUsage = z.infer<typeof containerUsage>;

export const metrics = {
  /** History, reduced to the points that a view can show. Point `i` starts at `from + i × stepMs`. */
  range: procedure
    .input(
      z.object({
        ids: z.array(instanceId).min(1).max(20),
        metrics: z.array(metricKey).min(1).max(60),
        from: timestamp,
        to: timestamp,
        /** Maximum number of points per series. */
        points: z.number().int().min(2).max(4000).default(600),
      }),
    )
    .output(
      z.object({
        from: timestamp,
        to: timestamp,
        stepMs: z.number(),
        count: z.number().int(),
        series: z.array(metricSeries),
      }),
    ),
  /** The databases that held keys in that time, for `dbN.keys`. */
  databases: procedure
    .input(z.object({ id: instanceId, from: timestamp, to: timestamp }))
    .output(z.array(z.number().int())),
  /** All instances that answered, once per interval for views. */
  follow: procedure.output(eventIterator(z.object({ at: timestamp, items: z.array(metricSample) }))),
  /** Container figures, only while a client reads them. Ends immediately for an instance without a container. */
  container: procedure.input(z.object({ id: instanceId })).output(eventIterator(containerUsage)),
  /** The commands of an instance, only while a client reads them: the first sample immediately, then one per interval. */
  commands: procedure
    .input(z.object({ id: instanceId, intervalMs: z.number().int().min(250).max(86_400_000).default(1000) }))
    .output(eventIterator(commandSample)),
  settings: procedure.output(metricsSettings),
  saveSettings: procedure.input(metricsSettings).output(metricsSettings),
  /** The server's complete INFO reply. */
  info: procedure
    .input(z.object({ id: instanceId }))
    .output(z.object({ id: instanceId, at: timestamp, text: z.string() })),
};
