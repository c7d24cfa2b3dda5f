import type { CommandSample } from '../../../shared/contract/command-stats.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type {
  ContainerUsage,
  MetricKey,
  MetricSample,
  MetricSeries,
  MetricsSettings,
} from '../../../shared/contract/metrics.ts';
import type { InfoFields } from '../redis/info/info.ts';

/** One look at all instances, and what was measured in it. */
export interface MetricsTick {
  readonly at: Date;
  /** Every instance there is, whether it runs or not. */
  readonly statuses: readonly InstanceStatus[];
  /** Of those that answered. */
  readonly samples: readonly MetricSample[];
  /** INFO of the instances that answered, by id. */
  readonly info: ReadonlyMap<string, InfoFields>;
  /** Whether this face is the one that writes it down; of several faces exactly one is. */
  readonly recording: boolean;
}

export interface RangeInput {
  readonly ids: readonly string[];
  readonly metrics: readonly MetricKey[];
  readonly from: string;
  readonly to: string;
  readonly points: number;
}

export interface RangeOutput {
  readonly from: string;
  readonly to: string;
  readonly stepMs: number;
  readonly count: number;
  readonly series: MetricSeries[];
}

/** What is measured of instances: now, and as it was. */
export interface Metrics {
  range(input: RangeInput): Promise<RangeOutput>;
  /** Indices of the databases that had keys in that time, in order. */
  databases(id: string, from: string, to: string): Promise<number[]>;
  /** At the pace of somebody who looks. Ends when the signal is aborted. */
  follow(signal?: AbortSignal): AsyncGenerator<{ at: string; items: MetricSample[] }>;
  /** Container figures, read only while this is. Ends at once for an instance without a container. */
  container(id: string, signal?: AbortSignal): AsyncGenerator<ContainerUsage>;
  /**
   * The commands of an instance, asked for only while this is read. The first look comes at once and tells totals
   * alone, each other also what has happened since. @throws AppError NOT_FOUND when it is first read
   */
  commands(id: string, intervalMs: number, signal?: AbortSignal): AsyncGenerator<CommandSample>;
  settings(): MetricsSettings;
  saveSettings(settings: MetricsSettings): Promise<MetricsSettings>;
  /** All of INFO. @throws AppError NOT_FOUND, NOT_RUNNING */
  info(id: string): Promise<{ id: string; at: string; text: string }>;
  /**
   * Calls back at every tick of the collector, in order; returns how to end that. Only in a face that stays does it
   * tick by itself; in others while somebody follows.
   */
  onTick(listener: (tick: MetricsTick) => void): () => void;
  /** Measures and records from now on, whether or not somebody looks; returns how to end that. */
  start(): () => Promise<void>;
}
