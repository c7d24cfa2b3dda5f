import type { MetricName } from '../../../../shared/contract/metrics.ts';
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

/** `role` after metric and label. */
type Line = readonly [metric: MetricName, label: string, role?: 'limit' | 'weak'];

const HEIGHT = 60;

/** A chart whose first line stands for an instance where nothing else is said. */
function chart(id: string, title: string, unit: Unit, lines: readonly Line[], more?: Partial<ChartSpec>): ChartSpec {
  return {
    id,
    title,
    unit,
    height: HEIGHT,
    first: true,
    compared: lines[0]?.[0] ?? 'keys',
    lines: lines.map(([metric, label, role]) => ({ metric, label, ...(role ? { role } : {}) })),
    ...more,
  };
}

const later = { first: false };

export const charts: readonly ChartSpec[] = [
  chart(
    'memory',
    'Memory',
    'bytes',
    [
      ['memoryUsedBytes', 'used'],
      ['memoryPeakBytes', 'peak', 'weak'],
      ['memoryLimitBytes', 'limit', 'limit'],
    ],
    { height: 96 },
  ),
  chart('operations', 'Operations', 'perSecond', [['commandsPerSecond', 'ops']], { height: 76 }),
  chart('hit-rate', 'Hit rate', 'share', [['hitRate', 'of lookups']]),
  chart('clients', 'Clients', 'count', [
    ['clientsConnected', 'connected'],
    ['clientsBlocked', 'blocked'],
  ]),
  // Its lines are the databases.
  chart('keys', 'Keys', 'count', [], { height: 76 }),
  chart(
    'removed',
    'Expired and evicted',
    'perSecond',
    [
      ['expiredPerSecond', 'expired'],
      ['evictedPerSecond', 'evicted'],
    ],
    { compared: 'evictedPerSecond' },
  ),
  chart(
    'network',
    'Network',
    'bytesPerSecond',
    [
      ['networkInPerSecond', 'in'],
      ['networkOutPerSecond', 'out'],
    ],
    { compared: 'networkOutPerSecond' },
  ),
  chart('cpu', 'CPU', 'percent', [['cpuPercent', 'of one core']]),
  chart('latency', 'Latency', 'ms', [['pingMs', 'PING']], {
    aside: { metric: 'lastForkMs', words: 'last fork', unit: 'ms' },
  }),
  chart('persistence', 'Changes since save', 'count', [['changesSinceSave', 'unsaved']]),
  chart('fork', 'Last fork', 'ms', [['lastForkMs', 'for a save']], later),
  chart('expires', 'Keys with an expiry', 'count', [['expires', 'will expire']], later),
  chart('fragmentation', 'Fragmentation', 'ratio', [['fragmentation', 'resident to used']], later),
  chart('resident', 'Resident memory', 'bytes', [['memoryRssBytes', 'resident']], later),
  chart('slow-log', 'Slow log', 'count', [['slowLogLength', 'entries']], later),
  chart('replicas', 'Replicas', 'count', [['replicas', 'connected']], later),
];

/** The charts where all instances are compared: eight, the rest says little side by side. */
export const comparedCharts = [
  'operations',
  'memory',
  'keys',
  'clients',
  'hit-rate',
  'network',
  'cpu',
  'latency',
].flatMap((id) => charts.find((one) => one.id === id) ?? []);

/** The chart of keys, with a line for each database that has some. */
export function keysChart(spec: ChartSpec, databases: readonly number[]): ChartSpec {
  const lines: readonly ChartLine[] =
    databases.length > 0
      ? databases.map((index) => ({ metric: `db${index}.keys`, label: `db${index}` }))
      : [{ metric: 'keys', label: 'in all databases' }];
  return { ...spec, lines };
}
