import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Schedule, ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import type { ClientKind } from '../../../shared/contract/values.ts';
import { ownValue } from '../../../shared/own-value.ts';
import type { Backups } from '../backups/backups.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { lockContent, takeFile } from '../platform/files/exclusive-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import type { Logger } from '../platform/log/logger.ts';
import { cronProblem } from './cron-problem.ts';
import { lastDue, nextRun } from './next-run.ts';
import { previewSchedule } from './preview-schedule.ts';
import type { ScheduleRunner } from './run-schedule.ts';
import { readSchedules, type ScheduleContent, scheduleFolder, type Taken, writeSchedules } from './schedule-file.ts';
import type { ScheduleInput, Schedules } from './schedules.ts';

const POLL_EVERY_MS = 15_000;
/** A run that starts later than this after its time counts as missed and made up. */
const MISSED_MS = 2 * 60_000;
/** How many deleted schedules can be restored. */
const MAX_REMOVED = 10;
/** How long a scheduled backup waits for a busy instance. */
const PATIENCE_MS = 10 * 60_000;

export function createSchedules(deps: {
  readonly home: string;
  readonly client: ClientKind;
  readonly bus: ChangeBus;
  readonly log: Logger;
  readonly run: ScheduleRunner;
  readonly backups: Pick<Backups, 'shown'>;
}): Schedules {
  const { home, client, bus, log, run, backups } = deps;
  const changed = () => bus.emit({ noun: 'backups', id: null });

  /** Runs `body` under a lock that all processes share; null if another process holds the lock. */
  async function exclusively<T>(name: string, body: () => Promise<T>): Promise<T | null> {
    ensureFolder(scheduleFolder(home));
    const path = join(scheduleFolder(home), `schedules.${name}.lock`);
    const other = await takeFile(path, await lockContent(name), randomUUID());
    if (other) return null;
    try {
      return await body();
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Changes the file. Other processes hold its lock for milliseconds, so this waits for them. */
  async function change<T>(body: (content: ScheduleContent) => Promise<readonly [ScheduleContent, T]>): Promise<T> {
    for (;;) {
      const done = await exclusively('write', async () => {
        const [next, result] = await body(await readSchedules(home));
        await writeSchedules(home, next);
        return { result };
      });
      if (done) {
        changed();
        return done.result;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /**
   * Runs a schedule and records the result; null if another client is already running it.
   * @param now when the schedule was found to be due; null for a manual run
   */
  async function runOne(schedule: Schedule, due: Date, now: Date | null): Promise<ScheduleRun | null> {
    return exclusively(`run-${schedule.id}`, async () => {
      const startedAt = new Date().toISOString();
      const before = (await readSchedules(home)).taken[schedule.id] ?? [];
      const { outcome, taken } = await run(schedule, before, now === null ? 0 : PATIENCE_MS);
      const last: ScheduleRun = {
        dueAt: due.toISOString(),
        startedAt,
        finishedAt: new Date().toISOString(),
        missed: now !== null && now.getTime() - due.getTime() > MISSED_MS,
        ...outcome,
      };
      await change(async (content) => [withRun(content, schedule.id, last, taken), undefined] as const);
      if (!last.ok) log.error(`the schedule of ${schedule.instance ?? 'all tenants'} failed`, last.message);
      return last;
    });
  }

  async function runDue(now: Date): Promise<readonly ScheduleRun[]> {
    // The lock below must not create files in a home that has no schedules.
    if (!(await readSchedules(home)).schedules.some(({ enabled }) => enabled)) return [];
    const done = await exclusively('run', async () => {
      const { schedules, runs } = await readSchedules(home);
      const ran: ScheduleRun[] = [];
      for (const schedule of schedules) {
        if (!schedule.enabled) continue;
        const due = lastDue(schedule.when, sinceOf(schedule, ownValue(runs, schedule.id)), now);
        const last = due && (await runOne(schedule, due, now));
        if (last) ran.push(last);
      }
      return ran;
    });
    return done ?? [];
  }

  return {
    async list() {
      const { schedules, runs } = await readSchedules(home);
      return schedules.map((schedule) => stateOf(schedule, ownValue(runs, schedule.id)));
    },
    save: (input) => change(async (content) => save(content, input)),
    remove: (id) =>
      change(async (content) => {
        const found = find(content.schedules, id);
        return [without(content, found), found] as const;
      }),
    undoRemove: (id) => change(async (content) => restored(content, id)),
    async preview({ id, when, retention }) {
      const { taken, schedules, runs } = await readSchedules(home);
      const now = new Date();
      // If the time is unchanged, the next run is too: for "every N hours" it is not N hours from now.
      const same = schedules.find((one) => one.id === id && JSON.stringify(one.when) === JSON.stringify(when));
      const since = same && sinceOf(same, ownValue(runs, same.id));
      const after = since && (lastDue(when, since, now) ?? since);
      const own = (id === undefined ? undefined : ownValue(taken, id)) ?? [];
      const there = own.length === 0 ? [] : await backups.shown();
      return previewSchedule({ when, retention, taken: own, backups: there, now, after });
    },
    async runNow(id) {
      const { schedules, runs } = await readSchedules(home);
      const schedule = find(schedules, id);
      // A manual run does not change when the next run is due.
      const last = await runOne(schedule, sinceOf(schedule, ownValue(runs, id)), null);
      if (last) return last;
      const data = {
        id: schedule.instance ?? 'all tenants',
        operation: 'a scheduled backup',
        face: client,
        pid: process.pid,
        since: new Date().toISOString(),
      };
      throw new AppError('BUSY', 'This schedule is already running. Wait until it has finished.', data);
    },
    runDue,
    start() {
      const poll = () => {
        runDue(new Date()).catch((error: unknown) => log.error('checking for due schedules failed', error));
      };
      const timer = setInterval(poll, POLL_EVERY_MS);
      timer.unref();
      poll();
      return () => clearInterval(timer);
    },
  };
}

function save(content: ScheduleContent, input: ScheduleInput): readonly [ScheduleContent, ScheduleState] {
  const { schedules, runs } = content;
  checkTime(input, new Date());
  const before = input.id === undefined ? null : find(schedules, input.id);
  const timeChanged = before !== null && JSON.stringify(before.when) !== JSON.stringify(input.when);
  const saved: Schedule = {
    ...input,
    id: before?.id ?? randomUUID(),
    // A new time is never due for the past.
    createdAt: before && !timeChanged && before.enabled ? before.createdAt : new Date().toISOString(),
  };
  const next = before ? schedules.map((one) => (one === before ? saved : one)) : [...schedules, saved];
  return [{ ...content, schedules: next }, stateOf(saved, ownValue(runs, saved.id))];
}

function checkTime({ when }: ScheduleInput, now: Date): void {
  const problem = when.kind === 'cron' ? cronProblem(when.text, now) : null;
  if (problem === null) return;
  const expected = 'a cron expression of five fields: minute, hour, day of the month, month, day of the week';
  throw new AppError('BAD_VALUE', problem, { field: 'when', expected });
}

/** Keeps the record of its backups, in case the schedule is restored. */
function without(content: ScheduleContent, gone: Schedule): ScheduleContent {
  const removed = [gone, ...content.removed].slice(0, MAX_REMOVED);
  const schedules = content.schedules.filter((one) => one !== gone);
  const ids = new Set([...schedules, ...removed].map(({ id }) => id));
  const only = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
  return { schedules, removed, runs: only(content.runs), taken: only(content.taken) };
}

function restored(content: ScheduleContent, id: string): readonly [ScheduleContent, ScheduleState] {
  const back = find(content.removed, id);
  const removed = content.removed.filter((one) => one !== back);
  return [{ ...content, schedules: [...content.schedules, back], removed }, stateOf(back, ownValue(content.runs, id))];
}

function withRun(content: ScheduleContent, id: string, last: ScheduleRun, taken: readonly Taken[]): ScheduleContent {
  return { ...content, runs: { ...content.runs, [id]: last }, taken: { ...content.taken, [id]: taken } };
}

function stateOf(schedule: Schedule, lastRun: ScheduleRun | undefined): ScheduleState {
  const next = schedule.enabled ? nextRun(schedule.when, sinceOf(schedule, lastRun)) : null;
  // An overdue schedule runs at the next poll.
  const at = next && next.getTime() < Date.now() ? new Date() : next;
  return { ...schedule, nextRunAt: at?.toISOString() ?? null, lastRun: lastRun ?? null };
}

/** Runs after this time are due: the last due run, or the creation or last change of the schedule. */
function sinceOf(schedule: Schedule, lastRun: ScheduleRun | undefined): Date {
  const [made, due] = [schedule.createdAt, lastRun?.dueAt].map((at) => (at === undefined ? 0 : Date.parse(at)));
  return new Date(Math.max(made ?? 0, due ?? 0));
}

function find(schedules: readonly Schedule[], id: string): Schedule {
  const found = schedules.find((schedule) => schedule.id === id);
  if (found) return found;
  throw new AppError('NOT_FOUND', 'This schedule does not exist.', { what: 'schedule', id });
}
