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
  /** For the activity log. */
  readonly events: readonly ActivityEvent[];
}

/** Returns `before` itself when nothing changed, so that the caller writes nothing. */
export function applyVerdict(
  before: AlertState,
  verdict: Verdict,
  schedules: readonly ScheduleState[],
  now: Date,
  when: WhenToNotify,
): Applied {
  const at = now.toISOString();
  const activeIds = new Set(before.active.map(({ id }) => id));
  const raised = verdict.raise.filter(({ id }) => !activeIds.has(id)).map((finding) => alertOf(finding, at));
  const resolved = before.active.filter(({ id }) => verdict.end.includes(id));
  const snoozeEnded = before.active.filter(
    (alert) => !resolved.includes(alert) && alert.snoozedUntil !== null && alert.snoozedUntil <= at,
  );
  const quietIds = new Set(before.quiet.map(({ id }) => id));
  const changed = new Map(verdict.on.map((finding) => [finding.id, finding]));
  const kept = before.active
    .filter((alert) => !resolved.includes(alert))
    .map((alert) =>
      updated(snoozeEnded.includes(alert) ? { ...alert, snoozedUntil: null } : alert, changed.get(alert.id)),
    );
  const missedEvents = missedRuns(before, schedules);
  const runs = { ...before.runs, ...lastRuns(schedules) };
  const active = [...kept, ...raised];
  const summary = when === 'now' ? quietSummary(before.quiet, active) : null;
  const isSame =
    raised.length + resolved.length + snoozeEnded.length === 0 &&
    (when === 'later' || before.quiet.length === 0) &&
    kept.every((alert, index) => alert === before.active[index]) &&
    Object.keys(runs).every((id) => runs[id] === before.runs[id]);
  if (isSame) return { state: before, events: [] };
  const toNotify = [...(summary ? [summary] : []), ...raised, ...snoozeEnded, ...missedEvents];
  const quiet = when === 'later' ? [...before.quiet, ...toNotify.filter(({ id }) => !quietIds.has(id))] : [];
  const notices =
    when === 'now' ? [...before.notices, ...toNotify.map((subject) => noticeOf(subject, at))] : before.notices;
  return {
    state: { ...before, active, notices, quiet: quiet.map(({ id, title }) => ({ id, title })), runs },
    events: [
      ...raised.map(raisedEvent),
      ...resolved.map((alert) => resolvedEvent(alert, at)),
      ...missedEvents,
      ...(summary ? [{ ...observedEvent(null, at), ...summary }] : []),
    ],
  };
}

function alertOf({ strength: _, ...finding }: Finding, at: string): Alert {
  return { ...finding, since: at, acknowledgedAt: null, snoozedUntil: null };
}

/** Takes over the finding's texts. An acknowledged alert that gets worse becomes unacknowledged. */
function updated(alert: Alert, finding: Finding | undefined): Alert {
  if (!finding || (finding.title === alert.title && finding.level === alert.level)) return alert;
  const { title, detail, level } = finding;
  const worse = alert.level === 'warn' && level === 'fail';
  return { ...alert, title, detail, level, acknowledgedAt: worse ? null : alert.acknowledgedAt };
}

/** Late runs that have not been reported yet. */
function missedRuns({ runs }: AlertState, schedules: readonly ScheduleState[]): readonly ActivityEvent[] {
  return schedules.flatMap(({ id, instance, lastRun }) => {
    // Runs from before the home was first watched are not reported.
    if (!lastRun?.missed || runs[id] === undefined || runs[id] === lastRun.startedAt) return [];
    return [
      {
        id: randomUUID(),
        at: lastRun.startedAt,
        finishedAt: lastRun.finishedAt,
        instance,
        kind: 'schedule-missed',
        title: `Missed scheduled backup of ${instance ?? 'all tenants'} was made up`,
        detail: `It ran ${lateness(lastRun)} late because the app was not running or the computer was asleep. ${lastRun.message}`,
        backup: lastRun.backups[0]?.name ?? null,
        face: null,
        outcome: null,
        level: 'warn',
      } satisfies ActivityEvent,
    ];
  });
}

function lateness({ startedAt, dueAt }: ScheduleRun): string {
  return shortDuration(Date.parse(startedAt) - Date.parse(dueAt));
}

/** `never` for a schedule without a run, so that its first run is reported. */
function lastRuns(schedules: readonly ScheduleState[]): Record<string, string> {
  return Object.fromEntries(schedules.map(({ id, lastRun }) => [id, lastRun?.startedAt ?? 'never']));
}

function noticeOf(subject: Pick<ActivityEvent, 'instance' | 'title' | 'detail' | 'level'>, at: string): AlertNotice {
  const { instance, title, detail, level } = subject;
  return { id: randomUUID(), at, instance, title, detail: detail ?? '', level };
}

function raisedEvent({ since, instance, title, detail, level }: Alert): ActivityEvent {
  return { ...observedEvent(instance, since), kind: 'alert', title, detail, level };
}

function resolvedEvent({ instance, title, since }: Alert, at: string): ActivityEvent {
  return {
    ...observedEvent(instance, at),
    kind: 'alert-over',
    title: `Resolved: ${title}`,
    detail: `It lasted ${shortDuration(Date.parse(at) - Date.parse(since))}.`,
    level: 'info',
  };
}

function observedEvent(instance: string | null, at: string) {
  return { id: randomUUID(), at, finishedAt: null, instance, backup: null, face: null, outcome: null } as const;
}
