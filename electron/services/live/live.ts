import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { Change } from '../../../shared/contract/live.ts';

/** Streams of changes and of instance states for clients. */
export interface Live {
  /** Ends when the signal is aborted. */
  changes(signal?: AbortSignal): AsyncGenerator<{ items: Change[]; dropped: number }>;
  statuses(intervalMs: number, signal?: AbortSignal): AsyncGenerator<{ at: string; items: InstanceStatus[] }>;
}
