import type { Backup } from '../../../shared/contract/backup.ts';
import type { Retention, SchedulePreview, ScheduleTime } from '../../../shared/contract/schedule.ts';
import { cronProblem } from './cron-problem.ts';
import { nextRuns, pastRuns } from './next-run.ts';
import { expired, retained } from './retention.ts';
import type { Taken } from './schedule-file.ts';

/** How many of the next times are told. */
const NEXT = 5;

/** What a schedule would come to, while it is typed. Never throws for what was typed. */
export function previewSchedule(asked: {
  readonly when: ScheduleTime;
  readonly retention: Retention | null;
  /** What it has taken so far, and the backups of those instances, newest first. */
  readonly taken: readonly Taken[];
  readonly backups: readonly Backup[];
  readonly now: Date;
  /** From when on its next times count; left out: from now. */
  readonly after?: Date | undefined;
}): SchedulePreview {
  const { when, retention, taken, backups, now, after = now } = asked;
  const problem = when.kind === 'cron' ? cronProblem(when.text, now) : null;
  if (problem !== null) return { problem, nextRuns: [], kept: null, goes: [] };
  const past = retention === null ? [] : pastRuns(when, now).map((at) => ({ createdAt: at.toISOString() }));
  const kept = retention && [...retained(past, retention)].map(({ createdAt }) => createdAt);
  return {
    problem: null,
    nextRuns: nextRuns(when, after, NEXT).map((at) => at.toISOString()),
    // Their text sorts as their time does.
    kept: kept?.sort().reverse() ?? null,
    goes: retention === null ? [] : going(backups, taken, retention),
  };
}

function going(backups: readonly Backup[], taken: readonly Taken[], keep: Retention): SchedulePreview['goes'] {
  return [...new Set(taken.map(({ instance }) => instance))].flatMap((instance) => {
    const own = new Set(taken.flatMap((one) => (one.instance === instance ? [one.name] : [])));
    const here = backups.filter((backup) => backup.instance === instance);
    return expired(here, own, keep).map(({ name }) => ({ instance, name }));
  });
}
