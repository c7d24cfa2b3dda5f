import type { Alert, AlertRule, AlertSettings } from '../../../shared/contract/alert.ts';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { lineForRule, withLine } from '../../../shared/terminal-line.ts';
import { overWithStop } from './facts.ts';
import { factsOf, type Gathered } from './gather.ts';
import { findings } from './rules.ts';
import { sharedFindings } from './shared-findings.ts';

/** What only time tells: one look cannot say whether it goes on. */
const needTime: ReadonlySet<AlertRule> = new Set(['eviction', 'hit-rate']);
/** What a diagnosis says of each instance and runtime anyway. */
const saidAnyway: ReadonlySet<AlertRule> = new Set(['down']);

/** What the rules find at once, and of those that need time what was raised by whoever watches. */
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
  const stopped = new Set(facts.flatMap(overWithStop));
  const found = [
    ...facts.flatMap((one) => findings(one, now)),
    ...sharedFindings(settings, statuses, gathered.schedules),
  ].filter(({ id, strength, rule }) => strength === 'raise' && !saidAnyway.has(rule) && !stopped.has(id));
  const there = new Set(statuses.map(({ id }) => id));
  const watched = active.filter(
    ({ id, rule, instance }) => needTime.has(rule) && instance !== null && there.has(instance) && !stopped.has(id),
  );
  const seen = new Map(active.map((alert) => [alert.id, alert]));
  const checks = [...found, ...watched].map(({ id, rule, level, title, detail }) => {
    const about = id.slice(rule.length + 1);
    const status = statuses.find((one) => one.id === about);
    const fix = withLine(null, lineForRule(rule, about, status));
    const acknowledged = seen.get(id)?.acknowledgedAt != null;
    return { id: `alert-${id.replace(':', '-')}`, title, level, detail, fix, acknowledged };
  });
  if (checks.length === 0) return [nothing];
  // Somebody knows of it and has said so: no reason to call the whole diagnosis failed.
  return checks.map(({ acknowledged, ...check }) => (acknowledged ? { ...check, level: 'warn' } : check));
}

const nothing: Check = {
  id: 'alerts',
  title: 'Alerts',
  level: 'ok',
  detail: 'Memory, persistence, backups, proofs and schedules are as they should be.',
  fix: null,
};
