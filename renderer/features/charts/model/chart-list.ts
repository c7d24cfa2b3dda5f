import type { MetricName } from '../../../../shared/contract/metrics.ts';
import * as modelWords from '../words/model.ts';
import type { Unit } from './axis.ts';

/** One line of a chart. */
export interface ChartLine {
  /** A metric name of the core, or an unrecorded container metric. */
  readonly metric: string;
  /** Follows the value: `connected`. */
  readonly label: string;
  /** `limit`: dashed in the attention colour. `context`: dotted, such as a peak. */
  readonly role?: 'limit' | 'context';
}

/** One chart of an instance. */
export interface ChartSpec {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** Plot height, px. */
  readonly height: number;
  /** The first is the main line. Empty for the chart of keys, whose lines depend on the databases of the instance. */
  readonly lines: readonly ChartLine[];
  /** The metric that represents an instance in comparisons. */
  readonly compared: MetricName;
  /** Visible by default. */
  readonly shownByDefault: boolean;
  /** A further metric, shown only as text. */
  readonly secondary?: { readonly metric: MetricName; readonly label: string; readonly unit: Unit };
}

type Line = readonly [metric: MetricName, label: string, role?: 'limit' | 'context'];

const HEIGHT = 60;

/** By default the first line represents an instance in comparisons. */
function chart(id: string, title: string, unit: Unit, lines: readonly Line[], more?: Partial<ChartSpec>): ChartSpec {
  return {
    id,
    title,
    unit,
    height: HEIGHT,
    shownByDefault: true,
    compared: lines[0]?.[0] ?? 'keys',
    lines: lines.map(([metric, label, role]) => ({ metric, label, ...(role ? { role } : {}) })),
    ...more,
  };
}

const hiddenByDefault = { shownByDefault: false };

export const charts: readonly ChartSpec[] = [
  chart(
    'memory',
    modelWords.titles.memory,
    'bytes',
    [
      ['memoryUsedBytes', modelWords.labels.used],
      ['memoryPeakBytes', modelWords.labels.peak, 'context'],
      ['memoryLimitBytes', modelWords.labels.limit, 'limit'],
    ],
    { height: 96 },
  ),
  chart('operations', modelWords.titles.operations, 'perSecond', [['commandsPerSecond', modelWords.labels.ops]], {
    height: 76,
  }),
  chart('hit-rate', modelWords.hitRate, 'share', [['hitRate', modelWords.ofLookups]]),
  chart('clients', modelWords.titles.clients, 'count', [
    ['clientsConnected', modelWords.labels.connected],
    ['clientsBlocked', modelWords.labels.blocked],
  ]),
  // keysChart adds a line for each database.
  chart('keys', modelWords.titles.keys, 'count', [], { height: 76 }),
  chart(
    'removed',
    modelWords.expiredAndEvicted,
    'perSecond',
    [
      ['expiredPerSecond', modelWords.labels.expired],
      ['evictedPerSecond', modelWords.labels.evicted],
    ],
    { compared: 'evictedPerSecond' },
  ),
  chart(
    'network',
    modelWords.titles.network,
    'bytesPerSecond',
    [
      ['networkInPerSecond', modelWords.labels.in],
      ['networkOutPerSecond', modelWords.labels.out],
    ],
    { compared: 'networkOutPerSecond' },
  ),
  chart('cpu', 'CPU', 'percent', [['cpuPercent', modelWords.ofOneCore]]),
  chart('latency', modelWords.titles.latency, 'ms', [['pingMs', 'PING']], {
    secondary: { metric: 'lastForkMs', label: modelWords.lastFork, unit: 'ms' },
  }),
  chart('persistence', modelWords.changesSinceSave, 'count', [['changesSinceSave', modelWords.labels.unsaved]]),
  chart('fork', modelWords.lastFork2, 'ms', [['lastForkMs', modelWords.forASave]], hiddenByDefault),
  chart('expires', modelWords.keysWithAnExpiry, 'count', [['expires', modelWords.willExpire]], hiddenByDefault),
  chart(
    'fragmentation',
    modelWords.titles.fragmentation,
    'ratio',
    [['fragmentation', modelWords.residentToUsed]],
    hiddenByDefault,
  ),
  chart(
    'resident',
    modelWords.residentMemory,
    'bytes',
    [['memoryRssBytes', modelWords.labels.resident]],
    hiddenByDefault,
  ),
  chart('slow-log', modelWords.slowLog, 'count', [['slowLogLength', modelWords.labels.entries]], hiddenByDefault),
  chart('replicas', modelWords.titles.replicas, 'count', [['replicas', modelWords.labels.connected]], hiddenByDefault),
];

/** The other metrics say little in a comparison. */
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

/** The chart of keys with a line for each database. */
export function keysChart(spec: ChartSpec, databases: readonly number[]): ChartSpec {
  const lines: readonly ChartLine[] =
    databases.length > 0
      ? databases.map((index) => ({ metric: `db${index}.keys`, label: `db${index}` }))
      : [{ metric: 'keys', label: modelWords.inAllDatabases }];
  return { ...spec, lines };
}
