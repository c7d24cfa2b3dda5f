import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { commandSample } from './command-stats.ts';
import { instanceId, timestamp } from './values.ts';

/**
 * What is measured of an instance. Bytes, counts, milliseconds; `…PerSecond` are rates since the tick before, never
 * negative; `hitRate` is 0 to 1 over that time; `cpuPercent` is of one core.
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

/** One of the above, or the keys of one database: `db0.keys`, `db3.expires`. */
export const metricKey = z.union([metricName, z.string().regex(/^db\d{1,5}\.(keys|expires)$/)]);
export type MetricKey = z.infer<typeof metricKey>;

/** One look at one instance; null for what this server does not say. An instance that did not answer is left out. */
export const metricSample = z.object({ id: instanceId, values: z.record(z.string(), z.number().nullable()) });
export type MetricSample = z.infer<typeof metricSample>;

/** One metric of one instance over time, as columns of the same length. Null everywhere: a time without data. */
export const metricSeries = z.object({
  id: instanceId,
  metric: metricKey,
  min: z.array(z.number().nullable()),
  mean: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
  last: z.array(z.number().nullable()),
});
export type MetricSeries = z.infer<typeof metricSeries>;

/** How often is looked, ms: as a rule, and while somebody looks at charts. */
export const metricsSettings = z.object({
  intervalMs: z.number().int().min(1000).max(60_000),
  watchedIntervalMs: z.number().int().min(250).max(10_000),
});
export type MetricsSettings = z.infer<typeof metricsSettings>;

/** What a container takes of this machine, beside what its Redis says of itself. */
export const containerUsage = z.object({
  at: timestamp,
  /** Of one core. */
  cpuPercent: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  memoryLimitBytes: z.number().nullable(),
});
export type ContainerUsage = z.infer<typeof containerUsage>;

export const metrics = {
  /** History, reduced to as many points as the view can show. Point `i` covers `from + i × stepMs` on. */
  range: procedure
    .input(
      z.object({
        ids: z.array(instanceId).min(1).max(20),
        metrics: z.array(metricKey).min(1).max(60),
        from: timestamp,
        to: timestamp,
        /** At most so many points a series. */
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
  /** Which databases have been seen with keys in that time, for `dbN.keys`. */
  databases: procedure
    .input(z.object({ id: instanceId, from: timestamp, to: timestamp }))
    .output(z.array(z.number().int())),
  /** Every running instance once a tick, at the pace of somebody who looks. */
  follow: procedure.output(eventIterator(z.object({ at: timestamp, items: z.array(metricSample) }))),
  /** Container figures, only while this is read. Ends at once for an instance without a container. */
  container: procedure.input(z.object({ id: instanceId })).output(eventIterator(containerUsage)),
  /** The commands of an instance, asked for only while this is read: the first look at once, then one a tick. */
  commands: procedure
    .input(z.object({ id: instanceId, intervalMs: z.number().int().min(250).max(86_400_000).default(1000) }))
    .output(eventIterator(commandSample)),
  settings: procedure.output(metricsSettings),
  saveSettings: procedure.input(metricsSettings).output(metricsSettings),
  /** All of INFO, as the server words it. */
  info: procedure
    .input(z.object({ id: instanceId }))
    .output(z.object({ id: instanceId, at: timestamp, text: z.string() })),
};
