import type { AlertRule } from '../../../shared/contract/alert.ts';
import type { Finding } from './finding.ts';

/** How long a condition must hold before its alert is raised, and be absent before it is resolved, in ms. */
const raiseAfter: Record<AlertRule, number> = {
  memory: 15_000,
  eviction: 0,
  'hit-rate': 0,
  persistence: 0,
  down: 3000,
  'backup-overdue': 0,
  'proof-failed': 0,
  'schedule-failed': 0,
  'branch-expires': 0,
  'certificate-expires': 0,
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
  'branch-expires': 0,
  'certificate-expires': 0,
};

export interface Verdict {
  readonly raise: readonly Finding[];
  /** Ids of the alerts to resolve. */
  readonly end: readonly string[];
  /** Current findings of the alerts that stay active. */
  readonly on: readonly Finding[];
}

/** Decides which findings raise or resolve alerts, so that alerts do not flap. */
export interface Hysteresis {
  /**
   * @param active the active alerts
   * @param nowMs of a monotonic clock
   */
  judge(
    found: readonly Finding[],
    active: readonly { readonly id: string; readonly rule: AlertRule }[],
    nowMs: number,
  ): Verdict;
}

export function createHysteresis(): Hysteresis {
  const presentSince = new Map<string, number>();
  const absentSince = new Map<string, number>();
  const elapsed = (since: Map<string, number>, id: string, nowMs: number) => {
    const first = since.get(id) ?? nowMs;
    since.set(id, first);
    return nowMs - first;
  };
  return {
    judge(found, active, nowMs) {
      const byId = new Map(found.map((finding) => [finding.id, finding]));
      const activeIds = new Set(active.map(({ id }) => id));
      for (const id of presentSince.keys()) if (byId.get(id)?.strength !== 'raise') presentSince.delete(id);
      for (const id of absentSince.keys()) if (byId.has(id) || !activeIds.has(id)) absentSince.delete(id);
      const raise = found.filter(
        ({ id, rule, strength }) =>
          strength === 'raise' && !activeIds.has(id) && elapsed(presentSince, id, nowMs) >= raiseAfter[rule],
      );
      const end = active.filter(({ id, rule }) => !byId.has(id) && elapsed(absentSince, id, nowMs) >= endAfter[rule]);
      const on = found.filter(({ id }) => activeIds.has(id));
      return { raise, end: end.map(({ id }) => id), on };
    },
  };
}
