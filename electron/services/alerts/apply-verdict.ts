import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { Alert, AlertNotice } from '../../../shared/contract/alert.ts';
import type { ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import { shortDuration } from '../../../shared/format/duration.ts';
import type { AlertState } from './alert-files.ts';
import type { Finding } from './finding.ts';
import type { Verdict } from './hysteresis.ts';
import type { WhenToNotify } from './quiet-hours.ts';
import { quietSummary } from './quiet-summary.ts';

export interface Applied {
  readonly state: AlertState;
  /** For the log of what happened. */
  readonly events: readonly ActivityEvent[];
}

/** The state after a look. The same state when nothing changed: then nothing is written. */
export function applyVerdict(
  before: AlertState,
  verdict: Verdict,
  schedules: readonly ScheduleState[],
  now: Date,
  when: WhenToNotify,
): Applied {
  const at = now.toISOString();
  const known = new Set(before.active.map(({ id }) => id));
  const raised = verdict.raise.filter(({ id }) => !known.has(id)).map((finding) => alertOf(finding, at));
  const over = before.active.filter(({ id }) => verdict.end.includes(id));
  const awake = before.active.filter(
    (one) => !over.includes(one) && one.snoozedUntil !== null && one.snoozedUntil <= at,
  );
  const hushed = new Set(before.quiet.map(({ id }) => id));
  const changed = new Map(verdict.on.map((finding) => [finding.id, finding]));
  const kept = before.active
    .filter((one) => !over.includes(one))
    .map((one) => updated(awake.includes(one) ? { ...one, snoozedUntil: null } : one, changed.get(one.id)));
  const missed = missedRuns(before, schedules);
  const runs = { ...before.runs, ...lastRuns(schedules) };
  const active = [...kept, ...raised];
  const summary = when === 'now' ? quietSummary(before.quiet, active) : null;
  const isSame =
    raised.length + over.length + awake.length === 0 &&
    (when === 'later' || before.quiet.length === 0) &&
    kept.every((one, index) => one === before.active[index]) &&
    Object.keys(runs).every((id) => runs[id] === before.runs[id]);
  if (isSame) return { state: before, events: [] };
  const news = [...(summary ? [summary] : []), ...raised, ...awake, ...missed];
  const quiet = when === 'later' ? [...before.quiet, ...news.filter(({ id }) => !hushed.has(id))] : [];
  const notices = when === 'now' ? [...before.notices, ...news.map((one) => noticeOf(one, at))] : before.notices;
  return {
    state: { ...before, active, notices, quiet: quiet.map(({ id, title }) => ({ id, title })), runs },
    events: [
      ...raised.map(raisedEvent),
      ...over.map((one) => overEvent(one, at)),
      ...missed,
      ...(summary ? [{ ...seen(null, at), ...summary }] : []),
    ],
  };
}

function alertOf({ strength: _, ...finding }: Finding, at: string): Alert {
  return { ...finding, since: at, acknowledgedAt: null, snoozedUntil: null };
}

/** What it says follows what is found; once it is worse than when it was acknowledged, it counts again. */
function updated(alert: Alert, finding: Finding | undefined): Alert {
  if (!finding || (finding.title === alert.title && finding.level === alert.level)) return alert;
  const { title, detail, level } = finding;
  const worse = alert.level === 'warn' && level === 'fail';
  return { ...alert, title, detail, level, acknowledgedAt: worse ? null : alert.acknowledgedAt };
}

/** Runs that were caught up later than they were due, and that nobody has been told of yet. */
function missedRuns({ runs }: AlertState, schedules: readonly ScheduleState[]): readonly ActivityEvent[] {
  return schedules.flatMap(({ id, instance, lastRun }) => {
    // A first look at a home does not tell what is long over.
    if (!lastRun?.missed || runs[id] === undefined || runs[id] === lastRun.startedAt) return [];
    return [
      {
        id: randomUUID(),
        at: lastRun.startedAt,
        finishedAt: lastRun.finishedAt,
        instance,
        kind: 'schedule-missed',
        title: `The scheduled backup of ${instance ?? 'all tenants'} was caught up`,
        detail: `It began ${late(lastRun)} late: this app did not run, or the computer slept. ${lastRun.message}`,
        backup: lastRun.backups[0]?.name ?? null,
        face: null,
        outcome: null,
        level: 'warn',
      } satisfies ActivityEvent,
    ];
  });
}

function late({ startedAt, dueAt }: ScheduleRun): string {
  return shortDuration(Date.parse(startedAt) - Date.parse(dueAt));
}

/** `never` for one that has not run: its first run is news. */
function lastRuns(schedules: readonly ScheduleState[]): Record<string, string> {
  return Object.fromEntries(schedules.map(({ id, lastRun }) => [id, lastRun?.startedAt ?? 'never']));
}

function noticeOf(about: Pick<ActivityEvent, 'instance' | 'title' | 'detail' | 'level'>, at: string): AlertNotice {
  const { instance, title, detail, level } = about;
  return { id: randomUUID(), at, instance, title, detail: detail ?? '', level };
}

function raisedEvent({ since, instance, title, detail, level }: Alert): ActivityEvent {
  return { ...seen(instance, since), kind: 'alert', title, detail, level };
}

function overEvent({ instance, title, since }: Alert, at: string): ActivityEvent {
  return {
    ...seen(instance, at),
    kind: 'alert-over',
    title: `Over: ${title}`,
    detail: `It lasted ${shortDuration(Date.parse(at) - Date.parse(since))}.`,
    level: 'info',
  };
}

function seen(instance: string | null, at: string) {
  return { id: randomUUID(), at, finishedAt: null, instance, backup: null, face: null, outcome: null } as const;
}
