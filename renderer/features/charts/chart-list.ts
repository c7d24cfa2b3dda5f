import type { MetricName } from '../../../shared/contract/metrics.ts';
import type { Unit } from './axis.ts';

/** One line of a chart. */
export interface ChartLine {
  /** As the engine calls it, or one of a container, which it does not record. */
  readonly metric: string;
  /** After its figure: `connected`. */
  readonly label: string;
  /** `limit`: dashed in the attention colour. `weak`: context, such as a peak. */
  readonly role?: 'limit' | 'weak';
}

/** One chart of an instance. */
export interface ChartSpec {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** px of the drawing. */
  readonly height: number;
  /** The first is the main one. Empty for the databases, whose lines are known only when they are asked for. */
  readonly lines: readonly ChartLine[];
  /** The figure that stands for an instance where all are compared. */
  readonly compared: MetricName;
  /** Shown unless somebody chose otherwise. */
  readonly first: boolean;
  /** What is also told in words at the left. */
  readonly aside?: { readonly metric: MetricName; readonly words: string; readonly unit: Unit };
}

export const charts: readonly ChartSpec[] = [
  {
    id: 'memory',
    title: 'Memory',
    unit: 'bytes',
    height: 96,
    lines: [
      { metric: 'memoryUsedBytes', label: 'used' },
      { metric: 'memoryPeakBytes', label: 'peak', role: 'weak' },
      { metric: 'memoryLimitBytes', label: 'limit', role: 'limit' },
    ],
    compared: 'memoryUsedBytes',
    first: true,
  },
  {
    id: 'operations',
    title: 'Operations',
    unit: 'perSecond',
    height: 76,
    lines: [{ metric: 'commandsPerSecond', label: 'ops' }],
    compared: 'commandsPerSecond',
    first: true,
  },
  {
    id: 'hit-rate',
    title: 'Hit rate',
    unit: 'share',
    height: 60,
    lines: [{ metric: 'hitRate', label: 'of lookups' }],
    compared: 'hitRate',
    first: true,
  },
  {
    id: 'clients',
    title: 'Clients',
    unit: 'count',
    height: 60,
    lines: [
      { metric: 'clientsConnected', label: 'connected' },
      { metric: 'clientsBlocked', label: 'blocked' },
    ],
    compared: 'clientsConnected',
    first: true,
  },
  { id: 'keys', title: 'Keys', unit: 'count', height: 76, lines: [], compared: 'keys', first: true },
  {
    id: 'removed',
    title: 'Expired and evicted',
    unit: 'perSecond',
    height: 60,
    lines: [
      { metric: 'expiredPerSecond', label: 'expired' },
      { metric: 'evictedPerSecond', label: 'evicted' },
    ],
    compared: 'evictedPerSecond',
    first: true,
  },
  {
    id: 'network',
    title: 'Network',
    unit: 'bytesPerSecond',
    height: 60,
    lines: [
      { metric: 'networkInPerSecond', label: 'in' },
      { metric: 'networkOutPerSecond', label: 'out' },
    ],
    compared: 'networkOutPerSecond',
    first: true,
  },
  {
    id: 'cpu',
    title: 'CPU',
    unit: 'percent',
    height: 60,
    lines: [{ metric: 'cpuPercent', label: 'of one core' }],
    compared: 'cpuPercent',
    first: true,
  },
  {
    id: 'latency',
    title: 'Latency',
    unit: 'ms',
    height: 60,
    lines: [{ metric: 'pingMs', label: 'PING' }],
    compared: 'pingMs',
    first: true,
    aside: { metric: 'lastForkMs', words: 'last fork', unit: 'ms' },
  },
  {
    id: 'persistence',
    title: 'Changes since save',
    unit: 'count',
    height: 60,
    lines: [{ metric: 'changesSinceSave', label: 'unsaved' }],
    compared: 'changesSinceSave',
    first: true,
  },
  {
    id: 'fork',
    title: 'Last fork',
    unit: 'ms',
    height: 60,
    lines: [{ metric: 'lastForkMs', label: 'for a save' }],
    compared: 'lastForkMs',
    first: false,
  },
  {
    id: 'expires',
    title: 'Keys with an expiry',
    unit: 'count',
    height: 60,
    lines: [{ metric: 'expires', label: 'will expire' }],
    compared: 'expires',
    first: false,
  },
  {
    id: 'fragmentation',
    title: 'Fragmentation',
    unit: 'ratio',
    height: 60,
    lines: [{ metric: 'fragmentation', label: 'resident to used' }],
    compared: 'fragmentation',
    first: false,
  },
  {
    id: 'resident',
    title: 'Resident memory',
    unit: 'bytes',
    height: 60,
    lines: [{ metric: 'memoryRssBytes', label: 'resident' }],
    compared: 'memoryRssBytes',
    first: false,
  },
  {
    id: 'slow-log',
    title: 'Slow log',
    unit: 'count',
    height: 60,
    lines: [{ metric: 'slowLogLength', label: 'entries' }],
    compared: 'slowLogLength',
    first: false,
  },
  {
    id: 'replicas',
    title: 'Replicas',
    unit: 'count',
    height: 60,
    lines: [{ metric: 'replicas', label: 'connected' }],
    compared: 'replicas',
    first: false,
  },
];

/** The charts where all instances are compared: eight, the rest says little side by side. */
export const comparedCharts: readonly string[] = [
  'operations',
  'memory',
  'keys',
  'clients',
  'hit-rate',
  'network',
  'cpu',
  'latency',
];

/** The chart of keys, with a line for each database that has some. */
export function keysChart(spec: ChartSpec, databases: readonly number[]): ChartSpec {
  const lines: readonly ChartLine[] =
    databases.length > 0
      ? databases.map((index) => ({ metric: `db${index}.keys`, label: `db${index}` }))
      : [{ metric: 'keys', label: 'in all databases' }];
  return { ...spec, lines };
}
