import { z } from 'zod';
import { backupKind } from './backup.ts';
import { procedure } from './base.ts';
import { instanceId, timestamp } from './values.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00');

/** When a schedule runs, in local time. Days of the week count from 0, Sunday. */
export const scheduleTime = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hours'), every: z.number().int().min(1).max(720) }),
  z.object({ kind: z.literal('daily'), at: timeOfDay }),
  z.object({ kind: z.literal('weekly'), day: z.number().int().min(0).max(6), at: timeOfDay }),
  /** Minute, hour, day of the month, month, day of the week. May be invalid while a person types it. */
  z.object({ kind: z.literal('cron'), text: z.string().max(200) }),
]);
export type ScheduleTime = z.infer<typeof scheduleTime>;

const keep = z.number().int().min(0).max(1000);

/** How many of its own backups a schedule keeps: the last ones, and the newest one of each day, week and month. */
export const retention = z.object({ last: keep, daily: keep, weekly: keep, monthly: keep });
export type Retention = z.infer<typeof retention>;

export const schedule = z.object({
  id: z.string().max(64),
  /** Null: all tenants that exist at that time. */
  instance: instanceId.nullable(),
  when: scheduleTime,
  kind: backupKind,
  prove: z.boolean(),
  /** Null: no backup is deleted. */
  retention: retention.nullable(),
  enabled: z.boolean(),
  createdAt: timestamp,
});
export type Schedule = z.infer<typeof schedule>;

/** A run for one instance or for all tenants. */
export const scheduleRun = z.object({
  /** The planned time; `startedAt` is later if the app did not run then. */
  dueAt: timestamp,
  startedAt: timestamp,
  finishedAt: timestamp,
  /** A late run: the computer was asleep, or the app did not run. */
  missed: z.boolean(),
  ok: z.boolean(),
  message: z.string(),
  /** The code that all failures have, such as BUSY. */
  failureCode: z.string().optional(),
  backups: z.array(z.object({ instance: instanceId, name: z.string() })),
  removed: z.array(z.object({ instance: instanceId, name: z.string() })),
});
export type ScheduleRun = z.infer<typeof scheduleRun>;

export const scheduleState = schedule.extend({
  /** Null if it is switched off, or its cron expression never matches. */
  nextRunAt: timestamp.nullable(),
  lastRun: scheduleRun.nullable(),
});
export type ScheduleState = z.infer<typeof scheduleState>;

/** The effect of a schedule before it is saved. */
export const schedulePreview = z.object({
  /** Why its time is invalid, as a sentence; null if it is valid. */
  problem: z.string().nullable(),
  /** The next runs; empty if there is a problem. */
  nextRuns: z.array(timestamp),
  /** The backups that would exist now if it had always run, newest first; null: it would keep all. */
  kept: z.array(timestamp).nullable(),
  /** Its existing backups that its next run would delete. */
  goes: z.array(z.object({ instance: instanceId, name: z.string() })),
});
export type SchedulePreview = z.infer<typeof schedulePreview>;

const byId = z.object({ id: z.string().max(64) });

export const schedules = {
  list: procedure.output(z.array(scheduleState)),
  /** Without an id: creates a schedule. */
  save: procedure
    .input(schedule.omit({ createdAt: true, id: true }).extend({ id: z.string().max(64).optional() }))
    .output(scheduleState),
  /** For a form: the next runs, and the backups that would be kept. */
  preview: procedure
    .input(z.object({ id: z.string().max(64).optional(), when: scheduleTime, retention: retention.nullable() }))
    .output(schedulePreview),
  remove: procedure.input(byId).output(schedule),
  /** Restores a recently removed schedule. */
  undoRemove: procedure.input(byId).output(scheduleState),
  /** Runs it immediately. The time of its next run does not change. */
  runNow: procedure.input(byId).output(scheduleRun),
};
