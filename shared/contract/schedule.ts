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
  /** Five fields: minute, hour, day of the month, month, day of the week. Anything while it is typed. */
  z.object({ kind: z.literal('cron'), text: z.string().max(200) }),
]);
export type ScheduleTime = z.infer<typeof scheduleTime>;

const keep = z.number().int().min(0).max(1000);

/** How many of a schedule's own backups stay: the last ones, and the newest of each of so many days, weeks, months. */
export const retention = z.object({ last: keep, daily: keep, weekly: keep, monthly: keep });
export type Retention = z.infer<typeof retention>;

export const schedule = z.object({
  id: z.string().max(64),
  /** One instance, or null: every tenant there is at that time. */
  instance: instanceId.nullable(),
  when: scheduleTime,
  kind: backupKind,
  prove: z.boolean(),
  /** Null: nothing is removed. */
  retention: retention.nullable(),
  enabled: z.boolean(),
  createdAt: timestamp,
});
export type Schedule = z.infer<typeof schedule>;

/** One run, of one instance or of all tenants. */
export const scheduleRun = z.object({
  /** When it should have begun; `startedAt` is later when nobody was there. */
  dueAt: timestamp,
  startedAt: timestamp,
  finishedAt: timestamp,
  /** It was caught up: the computer slept, or no window was open. */
  missed: z.boolean(),
  ok: z.boolean(),
  message: z.string(),
  backups: z.array(z.object({ instance: instanceId, name: z.string() })),
  removed: z.array(z.object({ instance: instanceId, name: z.string() })),
});
export type ScheduleRun = z.infer<typeof scheduleRun>;

export const scheduleState = schedule.extend({
  /** Null when it is switched off, or its cron text never comes true. */
  nextRunAt: timestamp.nullable(),
  lastRun: scheduleRun.nullable(),
});
export type ScheduleState = z.infer<typeof scheduleState>;

/** What a schedule would come to, before it is saved. */
export const schedulePreview = z.object({
  /** What is wrong with its time, as a sentence; null when nothing is. */
  problem: z.string().nullable(),
  /** The next times at which it would run; empty when there is a problem. */
  nextRuns: z.array(timestamp),
  /** Had it always run, backups of these times would be there now, newest first; null: all of them. */
  kept: z.array(timestamp).nullable(),
  /** Backups it has taken that it would no longer keep: they go after its next run. */
  goes: z.array(z.object({ instance: instanceId, name: z.string() })),
});
export type SchedulePreview = z.infer<typeof schedulePreview>;

const byId = z.object({ id: z.string().max(64) });

export const schedules = {
  list: procedure.output(z.array(scheduleState)),
  /** Without an id a new one. */
  save: procedure
    .input(schedule.omit({ createdAt: true, id: true }).extend({ id: z.string().max(64).optional() }))
    .output(scheduleState),
  /** While it is typed: when it would run, and what would be kept of it. */
  preview: procedure
    .input(z.object({ id: z.string().max(64).optional(), when: scheduleTime, retention: retention.nullable() }))
    .output(schedulePreview),
  remove: procedure.input(byId).output(schedule),
  /** One of the last that were removed. */
  undoRemove: procedure.input(byId).output(scheduleState),
  /** Runs it now, whatever its time. Its next run stays where it was. */
  runNow: procedure.input(byId).output(scheduleRun),
};
