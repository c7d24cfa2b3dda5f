import type { AlertRule, AlertRules } from '../../../shared/contract/alert.ts';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import type { Branch } from '../../../shared/contract/tenant.ts';
import type { Certificate } from '../../../shared/contract/tls.ts';
import type { InfoFields } from '../redis/info/info.ts';

/** Keyspace hits and misses within the window of a rule. */
export interface Lookups {
  readonly hits: number;
  readonly misses: number;
}

/** The input of the rules for one instance. Null means unknown, and no rule may guess. */
export interface Facts {
  readonly status: InstanceStatus;
  readonly rules: AlertRules;
  /** An operation is running on it, so a server that is down may come back by itself. */
  readonly busy: boolean;
  /** From the last INFO; null when the server does not reply. */
  readonly info: InfoFields | null;
  /** Since the previous sample. */
  readonly evictedPerSecond: number | null;
  readonly lookups: Lookups | null;
  /** Newest first; null when the folder is unreadable. */
  readonly backups: readonly Backup[] | null;
  readonly schedules: readonly ScheduleState[];
  /** When the instance was created; the first backup is due relative to it. */
  readonly createdAt: Date | null;
  /** Set for a tenant that is a copy with an expiry. */
  readonly branch: Branch | null;
  /** The certificate of its TLS port; null without TLS, or if it cannot be read. */
  readonly certificate: Certificate | null;
}

/** Rules that apply only to a running server: their alerts resolve when it is stopped. */
const runningOnly: readonly AlertRule[] = ['memory', 'eviction', 'hit-rate', 'persistence'];

function isStopped({ status: { state, problem } }: Facts): boolean {
  return (state === 'stopped' || state === 'missing') && problem?.code !== 'ENGINE_UNREACHABLE';
}

/** Ids of alerts that resolve because the instance is stopped. */
export function resolvedByStop(facts: Facts): readonly string[] {
  return isStopped(facts) ? runningOnly.map((rule) => `${rule}:${facts.status.id}`) : [];
}

/** Ids of alerts that these facts can neither raise nor resolve, because their input is unknown. */
export function undecidedAlerts(facts: Facts): readonly string[] {
  const { status, info, backups, lookups, evictedPerSecond } = facts;
  const { id, problem, state, memory } = status;
  const rules: AlertRule[] = [];
  const stopped = isStopped(facts);
  if (problem?.code === 'ENGINE_UNREACHABLE') rules.push(...runningOnly, 'down');
  if (info === null && !stopped) rules.push('persistence');
  if (lookups === null && !stopped) rules.push('hit-rate');
  if (evictedPerSecond === null && state === 'unhealthy') rules.push('eviction');
  if (memory.usedBytes === null && state === 'unhealthy') rules.push('memory');
  if (backups === null) rules.push('backup-overdue', 'proof-failed');
  return rules.map((rule) => `${rule}:${id}`);
}
