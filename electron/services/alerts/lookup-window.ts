import type { Lookups } from './facts.ts';

/** One hour per instance, in steps. */
const STEP_MS = 15_000;
const KEPT_MS = 60 * 60_000;

interface Step {
  readonly from: number;
  hits: number;
  misses: number;
}

/** Sums hits and misses of the last minutes per instance. Times are ms of a monotonic clock. */
export interface LookupWindow {
  add(id: string, hits: number, misses: number, nowMs: number): void;
  /** Null until the instance has been sampled for that long. */
  of(id: string, minutes: number, nowMs: number): Lookups | null;
}

export function createLookupWindow(): LookupWindow {
  const windows = new Map<string, { readonly since: number; steps: Step[] }>();
  return {
    add(id, hits, misses, nowMs) {
      const window = windows.get(id) ?? { since: nowMs, steps: [] };
      windows.set(id, window);
      const last = window.steps.at(-1);
      if (last && nowMs - last.from < STEP_MS) {
        last.hits += hits;
        last.misses += misses;
        return;
      }
      window.steps = [...window.steps.filter(({ from }) => nowMs - from <= KEPT_MS), { from: nowMs, hits, misses }];
    },
    of(id, minutes, nowMs) {
      const window = windows.get(id);
      if (!window || nowMs - window.since < minutes * 60_000) return null;
      const recent = window.steps.filter(({ from }) => nowMs - from <= minutes * 60_000);
      return {
        hits: recent.reduce((sum, step) => sum + step.hits, 0),
        misses: recent.reduce((sum, step) => sum + step.misses, 0),
      };
    },
  };
}
