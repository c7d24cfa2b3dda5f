import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { instanceId, timestamp } from './values.ts';

export const alertRule = z.enum([
  'memory',
  'eviction',
  'hit-rate',
  'persistence',
  'down',
  'backup-overdue',
  'proof-failed',
  'schedule-failed',
]);
export type AlertRule = z.infer<typeof alertRule>;

const on = z.boolean();

/** When each rule raises an alert. Percent are of 100. */
export const alertRules = z.object({
  /** Used memory of its limit. */
  memory: z.object({ on, percent: z.number().min(1).max(100) }),
  /** Keys are evicted after a time in which none were. */
  eviction: z.object({ on }),
  /** Hits of the lookups of the last minutes, where there were enough to tell. */
  hitRate: z.object({
    on,
    belowPercent: z.number().min(1).max(100),
    minutes: z.number().int().min(1).max(60),
    lookups: z.number().int().min(1).max(1_000_000_000),
  }),
  /** The last save failed, the AOF cannot be written, or changes have been unsaved for longer than so many hours. */
  persistence: z.object({ on, hours: z.number().min(0.1).max(720) }),
  down: z.object({ on }),
  /** So many hours after a schedule's time; without a schedule, so many days after the last backup. */
  backupOverdue: z.object({ on, hours: z.number().min(0.1).max(720), days: z.number().min(0.1).max(365) }),
  proofFailed: z.object({ on }),
  scheduleFailed: z.object({ on }),
});
export type AlertRules = z.infer<typeof alertRules>;

/** Where one instance differs: whole rules, those not named hold as for all. */
export const alertRulesOfOne = alertRules.partial();

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00');

export const alertSettings = z.object({
  rules: alertRules,
  instances: z.record(instanceId, alertRulesOfOne),
  /** Notifications of the desktop or the browser. What is raised is shown in any case. */
  notify: z.boolean(),
  /** Local times between which nothing is notified; null: none. It may go past midnight. */
  quietHours: z.object({ from: timeOfDay, to: timeOfDay }).nullable(),
});
export type AlertSettings = z.infer<typeof alertSettings>;

/** Something that is wrong now, until it is over. */
export const alert = z.object({
  /** The same for as long as it lasts. */
  id: z.string().max(120),
  rule: alertRule,
  /** Null: about all of them, such as an engine that does not answer. */
  instance: instanceId.nullable(),
  level: z.enum(['warn', 'fail']),
  /** `Memory of main is 94 % full`. */
  title: z.string(),
  /** What, and what to do. */
  detail: z.string(),
  since: timestamp,
  /** Somebody has seen it: it is shown weaker, and no longer counted. */
  acknowledgedAt: timestamp.nullable(),
  /** Not counted until then, and notified again if it still lasts. */
  snoozedUntil: timestamp.nullable(),
});
export type Alert = z.infer<typeof alert>;

/** Something to tell somebody now who may not be looking. */
export const alertNotice = z.object({
  id: z.string(),
  at: timestamp,
  instance: instanceId.nullable(),
  level: z.enum(['info', 'warn', 'fail']),
  title: z.string(),
  detail: z.string(),
});
export type AlertNotice = z.infer<typeof alertNotice>;

const byId = z.object({ id: z.string().max(120) });

export const alerts = {
  /** What is raised now, the worst and newest first. */
  list: procedure.output(z.array(alert)),
  /** @throws NOT_FOUND when it is over */
  acknowledge: procedure.input(byId).output(alert),
  /** Until a time; null ends a snooze. */
  snooze: procedure.input(byId.extend({ until: timestamp.nullable() })).output(alert),
  settings: procedure.output(z.object({ settings: alertSettings, defaults: alertSettings })),
  saveSettings: procedure.input(alertSettings).output(alertSettings),
  /**
   * What is to be notified from now on: each once, to one of all that listen in whatever face. Nothing in quiet hours,
   * and one summary after them.
   */
  notices: procedure.output(eventIterator(alertNotice)),
};
