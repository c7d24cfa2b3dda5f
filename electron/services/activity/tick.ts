import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { MetricSample } from '../../../shared/contract/metrics.ts';

/** One look of the collector at every instance. */
export interface Tick {
  readonly at: Date;
  readonly statuses: readonly InstanceStatus[];
  readonly samples: readonly MetricSample[];
  /** Whether this process is the one that keeps what is seen: one face at a time does. */
  readonly recording: boolean;
}

export interface TickSource {
  /** Returns how to stop listening. */
  onTick(listener: (tick: Tick) => void): () => void;
}
