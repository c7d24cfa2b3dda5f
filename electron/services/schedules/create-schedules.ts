import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Schedule, ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import type { ChangeBus } from '../events/change-bus.ts';
import { lockContent, takeFile } from '../files/exclusive-file.ts';
import type { Logger } from '../log/logger.ts';
import { lastDue, nextRun } from './next-run.ts';
import type { ScheduleRunner } from './run-schedule.ts';
import { readSchedules, type ScheduleContent, scheduleFolder, writeSchedules } from './schedule-file.ts';
import type { ScheduleInput, Schedules } from './schedules.ts';

/** How often it is looked for what is due, ms. */
const LOOK_EVERY_MS = 15_000;
/** Later than this after its time, a run counts as missed and caught up, ms. */
const MISSED_MS = 2 * 60_000;

export function createSchedules(deps: {
  readonly home: string;
  readonly bus: ChangeBus;
  readonly log: Logger;
  readonly run: ScheduleRunner;
}): Schedules {
  const { home, bus, log, run } = deps;
  const changed = () => bus.emit({ noun: 'backups', id: null });

  /** Only one process at a time runs or changes schedules; null when another is at it. */
  async function alone<T>(what: string, body: () => Promise<T>): Promise<T | null> {
    await mkdir(scheduleFolder(home), { recursive: true, mode: 0o700 });
    const path = join(scheduleFolder(home), `schedules.${what}.lock`);
    const other = await takeFile(path, await lockContent(what), randomUUID());
    if (other) return null;
    try {
      return await body();
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Changes of the file take milliseconds, so whoever is at it is waited for. */
  async function change<T>(body: (content: ScheduleContent) => Promise<readonly [ScheduleContent, T]>): Promise<T> {
    for (;;) {
      const done = await alone('write', async () => {
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

  const noteRun = (id: string, last: ScheduleRun) =>
    change(async ({ schedules, runs }) => [{ schedules, runs: { ...runs, [id]: last } }, undefined] as const);

  async function runOne(schedule: Schedule, due: Date, now: Date): Promise<ScheduleRun> {
    const missed = now.getTime() - due.getTime() > MISSED_MS;
    const outcome = await run(schedule);
    const last: ScheduleRun = {
      dueAt: due.toISOString(),
      startedAt: now.toISOString(),
      finishedAt: new Date().toISOString(),
      missed,
      ...outcome,
    };
    await noteRun(schedule.id, last);
    if (!last.ok) log.error(`the schedule of ${schedule.instance ?? 'all tenants'} failed`, last.message);
    return last;
  }

  async function runDue(now: Date): Promise<readonly ScheduleRun[]> {
    // A home without schedules is not written to only to find that out.
    if (!(await readSchedules(home)).schedules.some(({ enabled }) => enabled)) return [];
    const done = await alone('run', async () => {
      const { schedules, runs } = await readSchedules(home);
      const ran: ScheduleRun[] = [];
      for (const schedule of schedules) {
        if (!schedule.enabled) continue;
        const due = lastDue(schedule.when, sinceOf(schedule, runs[schedule.id]), now);
        if (due) ran.push(await runOne(schedule, due, now));
      }
      return ran;
    });
    return done ?? [];
  }

  return {
    async list() {
      const { schedules, runs } = await readSchedules(home);
      return schedules.map((schedule) => stateOf(schedule, runs[schedule.id]));
    },
    save: (input) => change(async (content) => save(content, input)),
    remove: (id) =>
      change(async ({ schedules, runs }) => {
        const found = find(schedules, id);
        const { [id]: _, ...rest } = runs;
        return [{ schedules: schedules.filter((one) => one !== found), runs: rest }, found] as const;
      }),
    async runNow(id) {
      const { schedules, runs } = await readSchedules(home);
      const schedule = find(schedules, id);
      const outcome = await run(schedule);
      const now = new Date().toISOString();
      // The times go on being counted from the last run that was due.
      const dueAt = sinceOf(schedule, runs[id]).toISOString();
      const last = { dueAt, startedAt: now, finishedAt: new Date().toISOString(), missed: false, ...outcome };
      await noteRun(id, last);
      return last;
    },
    runDue,
    start() {
      const look = () => {
        runDue(new Date()).catch((error: unknown) => log.error('looking for scheduled backups failed', error));
      };
      const timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
      look();
      return () => clearInterval(timer);
    },
  };
}

function save(content: ScheduleContent, input: ScheduleInput): readonly [ScheduleContent, ScheduleState] {
  const { schedules, runs } = content;
  checkTime(input);
  const before = input.id === undefined ? null : find(schedules, input.id);
  const timeChanged = before !== null && JSON.stringify(before.when) !== JSON.stringify(input.when);
  const saved: Schedule = {
    ...input,
    id: before?.id ?? randomUUID(),
    // From now on: a new time is not due for what lies behind.
    createdAt: before && !timeChanged && before.enabled ? before.createdAt : new Date().toISOString(),
  };
  const next = before ? schedules.map((one) => (one === before ? saved : one)) : [...schedules, saved];
  return [{ schedules: next, runs }, stateOf(saved, runs[saved.id])];
}

function checkTime({ when }: ScheduleInput): void {
  try {
    if (nextRun(when, new Date()) !== null) return;
  } catch {
    // Told below, in our words.
  }
  const expected = 'five fields as cron has them: minute, hour, day of the month, month, day of the week';
  throw new AppError(
    'BAD_VALUE',
    `"${when.kind === 'cron' ? when.text : when.kind}" is no time that ever comes: give ${expected}.`,
    {
      field: 'when',
      expected,
    },
  );
}

function stateOf(schedule: Schedule, lastRun: ScheduleRun | undefined): ScheduleState {
  const next = schedule.enabled ? nextRun(schedule.when, sinceOf(schedule, lastRun)) : null;
  // One that is due already runs at the next look.
  const at = next && next.getTime() < Date.now() ? new Date() : next;
  return { ...schedule, nextRunAt: at?.toISOString() ?? null, lastRun: lastRun ?? null };
}

/** From when on its times count: the last that was run, or when it was made or changed. */
function sinceOf(schedule: Schedule, lastRun: ScheduleRun | undefined): Date {
  const [made, due] = [schedule.createdAt, lastRun?.dueAt].map((at) => (at === undefined ? 0 : Date.parse(at)));
  return new Date(Math.max(made ?? 0, due ?? 0));
}

function find(schedules: readonly Schedule[], id: string): Schedule {
  const found = schedules.find((schedule) => schedule.id === id);
  if (found) return found;
  throw new AppError('NOT_FOUND', 'There is no such schedule.', { what: 'schedule', id });
}
