import type { LiveState } from '../live/live-events.ts';
import type { IndexState } from './index-host.ts';

/** No client needs to know more often. */
export const REPORT_EVERY_MS = 100;

/**
 * Reports the state of a live feed, which changes with every write, at most every 100 ms; another phase immediately.
 */
export function reportedLive(update: (change: Partial<IndexState>) => void): {
  /** @param isFirst whether the first keys have arrived, which a user waits for */
  changed(state: LiveState, hasKeys: boolean, isFirst: boolean): void;
  end(): void;
} {
  let timer: NodeJS.Timeout | null = null;
  let reportedAt = Number.NEGATIVE_INFINITY;
  let latest: Partial<IndexState> | null = null;
  let phase: IndexState['phase'] | undefined;

  function report(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (latest === null) return;
    reportedAt = performance.now();
    const change = latest;
    latest = null;
    phase = change.phase;
    update(change);
  }

  return {
    changed(state, hasKeys, isFirst) {
      latest = changeOf(state, hasKeys);
      if (isFirst || latest.phase !== phase) {
        report();
        return;
      }
      if (timer !== null) return;
      const left = reportedAt + REPORT_EVERY_MS - performance.now();
      if (left <= 0) report();
      else timer = setTimeout(report, left);
    },
    end() {
      if (timer) clearTimeout(timer);
    },
  };
}

function changeOf({ phase, ...state }: LiveState, hasKeys: boolean): Partial<IndexState> {
  const { fraction, live, redisVersion, rdbVersion, functions, problem } = state;
  return {
    // While a further copy is read, the former one is shown.
    phase: hasKeys ? 'following' : phase === 'connecting' ? 'opening' : 'reading',
    warnings: [...state.warnings],
    ...{ fraction, live, redisVersion, rdbVersion, functions, problem },
  };
}
