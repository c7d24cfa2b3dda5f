import type { CommandSample } from '../../../shared/contract/command-stats.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ContainerUsage, MetricSample, MetricsSettings } from '../../../shared/contract/metrics.ts';
import type { InfoFields } from '../redis/info/info.ts';
import type { RangeInput, RangeOutput } from './history/range.ts';

/** One sample of all instances. */
export interface MetricsTick {
  /** Before the first value was read. */
  readonly startedAt: Date;
  /** After the last value was read. */
  readonly at: Date;
  /** All instances, running or not. */
  readonly statuses: readonly InstanceStatus[];
  /** Of the instances that responded. */
  readonly samples: readonly MetricSample[];
  /** INFO of the instances that responded, by id. */
  readonly info: ReadonlyMap<string, InfoFields>;
  /** Whether this client is the recorder; of all clients of a home exactly one is. */
  readonly recording: boolean;
}

/** Live and recorded metrics of instances. */
export interface Metrics {
  range(input: RangeInput): Promise<RangeOutput>;
  /** Sorted indices of the databases that had keys in that time. */
  databases(id: string, from: string, to: string): Promise<number[]>;
  /** Samples at the interval for open charts. Ends when the signal is aborted. */
  follow(signal?: AbortSignal): AsyncGenerator<{ at: string; items: MetricSample[] }>;
  /** Container metrics, read only while consumed. Ends immediately for an instance without a container. */
  container(id: string, signal?: AbortSignal): AsyncGenerator<ContainerUsage>;
  /**
   * Command statistics of an instance, read only while consumed. The first sample comes immediately and has totals only;
   * later ones also have rates. @throws AppError NOT_FOUND on the first read
   */
  commands(id: string, intervalMs: number, signal?: AbortSignal): AsyncGenerator<CommandSample>;
  settings(): MetricsSettings;
  saveSettings(settings: MetricsSettings): Promise<MetricsSettings>;
  /** All of INFO. @throws AppError NOT_FOUND, NOT_RUNNING */
  info(id: string): Promise<{ id: string; at: string; text: string }>;
  /**
   * Calls back at every sample, in order; returns a function that unsubscribes. Samples are taken only after `start`, or
   * while someone follows.
   */
  onTick(listener: (tick: MetricsTick) => void): () => void;
  /** Samples and records from now on, even without followers; returns a function that stops it. */
  start(): () => Promise<void>;
}
