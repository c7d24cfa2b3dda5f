import type { AlertRule, AlertRules } from '../../../shared/contract/alert.ts';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import type { InfoFields } from '../redis/info/info.ts';

/** Hits of lookups within the last minutes that a rule asks for. */
export interface Lookups {
  readonly hits: number;
  readonly misses: number;
}

/** What is known of one instance when its rules run. Null: unknown, and no rule may guess. */
export interface Facts {
  readonly status: InstanceStatus;
  readonly rules: AlertRules;
  /** An operation of ours is at it: what is down now comes back by itself. */
  readonly busy: boolean;
  /** Of its last INFO; null when it does not answer. */
  readonly info: InfoFields | null;
  /** Keys evicted per second since the tick before. */
  readonly evictedPerSecond: number | null;
  readonly lookups: Lookups | null;
  /** Newest first; null: they could not be read. */
  readonly backups: readonly Backup[] | null;
  readonly schedules: readonly ScheduleState[];
  /** Since when there is something to back up: when it was made. */
  readonly madeAt: Date | null;
}

/** What only a running server can suffer from: these end the moment it is stopped. */
const ofRunning: readonly AlertRule[] = ['memory', 'eviction', 'hit-rate', 'persistence'];

function isStopped({ status: { state, problem } }: Facts): boolean {
  return (state === 'stopped' || state === 'missing') && problem?.code !== 'ENGINE_UNREACHABLE';
}

/** Ids of alerts that are over because their instance does not run any more. */
export function overWithStop(facts: Facts): readonly string[] {
  return isStopped(facts) ? ofRunning.map((rule) => `${rule}:${facts.status.id}`) : [];
}

/** Ids of alerts that can neither be raised nor ended by these facts: what they are about could not be told. */
export function unsureOf(facts: Facts): readonly string[] {
  const { status, info, backups, lookups, evictedPerSecond } = facts;
  const { id, problem, state, memory } = status;
  const rules: AlertRule[] = [];
  const stopped = isStopped(facts);
  if (problem?.code === 'ENGINE_UNREACHABLE') rules.push(...ofRunning, 'down');
  if (info === null && !stopped) rules.push('persistence');
  if (lookups === null && !stopped) rules.push('hit-rate');
  if (evictedPerSecond === null && state === 'unhealthy') rules.push('eviction');
  if (memory.usedBytes === null && state === 'unhealthy') rules.push('memory');
  if (backups === null) rules.push('backup-overdue', 'proof-failed');
  return rules.map((rule) => `${rule}:${id}`);
}
