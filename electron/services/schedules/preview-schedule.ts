import type { Backup } from '../../../shared/contract/backup.ts';
import type { Retention, SchedulePreview, ScheduleTime } from '../../../shared/contract/schedule.ts';
import { cronProblem } from './cron-problem.ts';
import { nextRuns, pastRuns } from './next-run.ts';
import { expired, retained } from './retention.ts';
import type { Taken } from './schedule-file.ts';

/** How many of the next runs a preview shows. */
const SHOWN_RUNS = 5;

/** Previews a schedule while the user types it. Invalid input is reported, not thrown. */
export function previewSchedule(input: {
  readonly when: ScheduleTime;
  readonly retention: Retention | null;
  /** The backups that the schedule has taken so far, and all backups of those instances, newest first. */
  readonly taken: readonly Taken[];
  readonly backups: readonly Backup[];
  readonly now: Date;
  /** The next runs come after this time. Default: now. */
  readonly after?: Date | undefined;
}): SchedulePreview {
  const { when, retention, taken, backups, now, after = now } = input;
  const problem = when.kind === 'cron' ? cronProblem(when.text, now) : null;
  if (problem !== null) return { problem, nextRuns: [], kept: null, goes: [] };
  const past = retention === null ? [] : pastRuns(when, now).map((at) => ({ createdAt: at.toISOString() }));
  const kept = retention && [...retained(past, retention, now)].map(({ createdAt }) => createdAt);
  return {
    problem: null,
    nextRuns: nextRuns(when, after, SHOWN_RUNS).map((at) => at.toISOString()),
    // ISO timestamps sort as text.
    kept: kept?.sort().reverse() ?? null,
    goes: retention === null ? [] : expiring(backups, taken, retention, now),
  };
}

function expiring(
  backups: readonly Backup[],
  taken: readonly Taken[],
  keep: Retention,
  now: Date,
): SchedulePreview['goes'] {
  return [...new Set(taken.map(({ instance }) => instance))].flatMap((instance) => {
    const own = new Set(taken.flatMap((one) => (one.instance === instance ? [one.name] : [])));
    const here = backups.filter((backup) => backup.instance === instance);
    return expired(here, own, keep, now).map(({ name }) => ({ instance, name }));
  });
}
