import type { Lookups } from './facts.ts';

/** What is kept of each instance: an hour, in steps of this, ms. */
const STEP_MS = 15_000;
const KEPT_MS = 60 * 60_000;

interface Step {
  readonly from: number;
  hits: number;
  misses: number;
}

/** Hits and misses of the last minutes of each instance, added up tick by tick. Times of a clock that never jumps, ms. */
export interface LookupWindow {
  add(id: string, hits: number, misses: number, nowMs: number): void;
  /** Null until it has been watched for that long. */
  of(id: string, minutes: number, nowMs: number): Lookups | null;
}

export function createLookupWindow(): LookupWindow {
  const watched = new Map<string, { readonly since: number; steps: Step[] }>();
  return {
    add(id, hits, misses, nowMs) {
      const known = watched.get(id) ?? { since: nowMs, steps: [] };
      watched.set(id, known);
      const last = known.steps.at(-1);
      if (last && nowMs - last.from < STEP_MS) {
        last.hits += hits;
        last.misses += misses;
        return;
      }
      known.steps = [...known.steps.filter(({ from }) => nowMs - from <= KEPT_MS), { from: nowMs, hits, misses }];
    },
    of(id, minutes, nowMs) {
      const known = watched.get(id);
      if (!known || nowMs - known.since < minutes * 60_000) return null;
      const recent = known.steps.filter(({ from }) => nowMs - from <= minutes * 60_000);
      return {
        hits: recent.reduce((sum, step) => sum + step.hits, 0),
        misses: recent.reduce((sum, step) => sum + step.misses, 0),
      };
    },
  };
}
