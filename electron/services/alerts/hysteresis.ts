import type { AlertRule } from '../../../shared/contract/alert.ts';
import type { Finding } from './finding.ts';

/** How long something must be so before it is raised, and how long it must be well before it is over, ms. */
const raiseAfter: Record<AlertRule, number> = {
  memory: 15_000,
  eviction: 0,
  'hit-rate': 0,
  persistence: 0,
  down: 3000,
  'backup-overdue': 0,
  'proof-failed': 0,
  'schedule-failed': 0,
};
const endAfter: Record<AlertRule, number> = {
  memory: 60_000,
  eviction: 10 * 60_000,
  'hit-rate': 60_000,
  persistence: 0,
  down: 2000,
  'backup-overdue': 0,
  'proof-failed': 0,
  'schedule-failed': 0,
};

export interface Verdict {
  readonly raise: readonly Finding[];
  /** Ids of those that are over. */
  readonly end: readonly string[];
  /** Those that go on, as they are found now. */
  readonly on: readonly Finding[];
}

/** Says of what is found at each look what is raised and what is over, so that nothing flaps. */
export interface Hysteresis {
  /**
   * @param active ids of what is raised, with their rules
   * @param nowMs of a clock that never jumps
   */
  judge(
    found: readonly Finding[],
    active: readonly { readonly id: string; readonly rule: AlertRule }[],
    nowMs: number,
  ): Verdict;
}

export function createHysteresis(): Hysteresis {
  const wrongSince = new Map<string, number>();
  const wellSince = new Map<string, number>();
  const lasted = (since: Map<string, number>, id: string, nowMs: number) => {
    const first = since.get(id) ?? nowMs;
    since.set(id, first);
    return nowMs - first;
  };
  return {
    judge(found, active, nowMs) {
      const byId = new Map(found.map((finding) => [finding.id, finding]));
      const raised = new Set(active.map(({ id }) => id));
      for (const id of wrongSince.keys()) if (byId.get(id)?.strength !== 'raise') wrongSince.delete(id);
      for (const id of wellSince.keys()) if (byId.has(id) || !raised.has(id)) wellSince.delete(id);
      const raise = found.filter(
        ({ id, rule, strength }) =>
          strength === 'raise' && !raised.has(id) && lasted(wrongSince, id, nowMs) >= raiseAfter[rule],
      );
      const end = active.filter(({ id, rule }) => !byId.has(id) && lasted(wellSince, id, nowMs) >= endAfter[rule]);
      const on = found.filter(({ id }) => raised.has(id));
      return { raise, end: end.map(({ id }) => id), on };
    },
  };
}
