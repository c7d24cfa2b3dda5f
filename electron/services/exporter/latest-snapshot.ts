import type { Poller } from '../live/poller.ts';
import type { Snapshot } from '../live/snapshots.ts';

/** A snapshot is reused for this time, so each server gets at most one INFO per second for any number of scrapers. */
const MAX_AGE_MS = 1000;

/** The latest snapshot of all instances, refreshed when it is too old. */
export interface LatestSnapshot {
  /** @param signal the same for every call */
  get(signal: AbortSignal): Promise<Snapshot>;
  close(): void;
}

export function latestSnapshot(poller: Poller<Snapshot>): LatestSnapshot {
  let last: { readonly snapshot: Snapshot; readonly atMs: number } | null = null;
  const unsubscribe = poller.onValue((snapshot) => {
    last = { snapshot, atMs: performance.now() };
  });
  let pending: Promise<Snapshot> | null = null;
  const next = async (signal: AbortSignal): Promise<Snapshot> => {
    for await (const snapshot of poller.subscribe(60_000, signal)) return snapshot;
    throw signal.reason;
  };
  return {
    async get(signal) {
      if (last !== null && performance.now() - last.atMs < MAX_AGE_MS) return last.snapshot;
      // Concurrent callers share one refresh.
      pending ??= next(signal).finally(() => {
        pending = null;
      });
      return pending;
    },
    close: unsubscribe,
  };
}
