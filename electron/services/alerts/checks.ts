import type { Alert, AlertRule, AlertSettings } from '../../../shared/contract/alert.ts';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { remedyForRule } from '../../../shared/remedies.ts';
import { resolvedByStop } from './facts.ts';
import { factsOf, type Gathered } from './gather.ts';
import { findings } from './rules.ts';
import { sharedFindings } from './shared-findings.ts';

/** Rules that one sample cannot decide. */
const needSeveralSamples: ReadonlySet<AlertRule> = new Set(['eviction', 'hit-rate']);
/** Rules that diagnose covers by its own checks of instances and runtimes. */
const coveredElsewhere: ReadonlySet<AlertRule> = new Set(['down']);

/** Evaluates the rules on one sample; rules that need several contribute their active alerts. */
export function alertChecks(options: {
  readonly settings: AlertSettings;
  readonly active: readonly Alert[];
  readonly statuses: readonly InstanceStatus[];
  readonly gathered: Gathered;
  readonly now: Date;
}): readonly Check[] {
  const { settings, active, statuses, gathered, now } = options;
  const unknown = { evictedPerSecond: null, lookups: null };
  const facts = statuses.map((status) => factsOf(gathered, settings, status, unknown));
  const stopped = new Set(facts.flatMap(resolvedByStop));
  const found = [
    ...facts.flatMap((one) => findings(one, now)),
    ...sharedFindings(settings, statuses, gathered.schedules),
  ].filter(({ id, strength, rule }) => strength === 'raise' && !coveredElsewhere.has(rule) && !stopped.has(id));
  const existing = new Set(statuses.map(({ id }) => id));
  const stillActive = active.filter(
    ({ id, rule, instance }) =>
      needSeveralSamples.has(rule) && instance !== null && existing.has(instance) && !stopped.has(id),
  );
  const activeById = new Map(active.map((alert) => [alert.id, alert]));
  const checks = [...found, ...stillActive].map(({ id, rule, level, title, detail }) => {
    const subject = id.slice(rule.length + 1);
    const status = statuses.find((one) => one.id === subject);
    const remedy = remedyForRule(rule, subject, status);
    const acknowledged = activeById.get(id)?.acknowledgedAt != null;
    return { id: `alert-${id.replace(':', '-')}`, title, level, detail, fix: null, remedy, acknowledged };
  });
  if (checks.length === 0) return [allClear];
  // An acknowledged alert must not fail the whole diagnosis.
  return checks.map(({ acknowledged, ...check }) => (acknowledged ? { ...check, level: 'warn' } : check));
}

const allClear: Check = {
  id: 'alerts',
  title: 'Alerts',
  level: 'ok',
  detail: 'No problems with memory, persistence, backups or schedules.',
  fix: null,
};
