import type { Poller } from '../live/poller.ts';
import type { Snapshot } from '../live/snapshots.ts';

/** A snapshot this young is served again, ms: however many programs read the metrics, each server gets one INFO a second. */
const FRESH_MS = 1000;

/** The newest look at all instances, a new one only where there is no fresh one. */
export interface LatestLook {
  /** @param signal when nobody wants it any more; the same at every call */
  get(signal: AbortSignal): Promise<Snapshot>;
  close(): void;
}

export function latestLook(looks: Poller<Snapshot>): LatestLook {
  let last: { readonly look: Snapshot; readonly atMs: number } | null = null;
  const untap = looks.onValue((look) => {
    last = { look, atMs: performance.now() };
  });
  let coming: Promise<Snapshot> | null = null;
  const next = async (signal: AbortSignal): Promise<Snapshot> => {
    for await (const look of looks.subscribe(60_000, signal)) return look;
    throw signal.reason;
  };
  return {
    async get(signal) {
      if (last !== null && performance.now() - last.atMs < FRESH_MS) return last.look;
      // Whoever asks while a look is under way gets that one.
      coming ??= next(signal).finally(() => {
        coming = null;
      });
      return coming;
    },
    close: untap,
  };
}
