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
  'branch-expires',
  'certificate-expires',
]);
export type AlertRule = z.infer<typeof alertRule>;

const on = z.boolean();

/** When each rule raises an alert. Percentages are 0 to 100. */
export const alertRules = z.object({
  /** Used memory as a share of the limit. */
  memory: z.object({ on, percent: z.number().min(1).max(100) }),
  /** Keys are evicted after a period without evictions. */
  eviction: z.object({ on }),
  /** Share of hits in the lookups of the last minutes, if there were enough lookups. */
  hitRate: z.object({
    on,
    belowPercent: z.number().min(1).max(100),
    minutes: z.number().int().min(1).max(60),
    lookups: z.number().int().min(1).max(1_000_000_000),
  }),
  /** The last save failed, the AOF cannot be written, or changes have been unsaved for this many hours. */
  persistence: z.object({ on, hours: z.number().min(0.1).max(720) }),
  down: z.object({ on }),
  /** Hours after a schedule's time; without a schedule, days after the last backup. */
  backupOverdue: z.object({ on, hours: z.number().min(0.1).max(720), days: z.number().min(0.1).max(365) }),
  proofFailed: z.object({ on }),
  scheduleFailed: z.object({ on }),
});
export type AlertRules = z.infer<typeof alertRules>;

/** The rules of one instance that differ from the general ones. */
export const alertRulesOfOne = alertRules.partial();

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00');

export const alertSettings = z.object({
  rules: alertRules,
  instances: z.record(instanceId, alertRulesOfOne),
  /** Desktop or browser notifications. Views show alerts in any case. */
  notify: z.boolean(),
  /** Local times without notifications, possibly across midnight; null: none. */
  quietHours: z.object({ from: timeOfDay, to: timeOfDay }).nullable(),
});
export type AlertSettings = z.infer<typeof alertSettings>;

/** A current problem. */
export const alert = z.object({
  /** Does not change while the problem lasts. */
  id: z.string().max(120),
  rule: alertRule,
  /** Null: all instances, as when an engine does not answer. */
  instance: instanceId.nullable(),
  level: z.enum(['warn', 'fail']),
  /** `Memory of main is 94 % full`. */
  title: z.string(),
  /** The problem, and what to do. */
  detail: z.string(),
  since: timestamp,
  /** A person has seen it: it is shown in a muted style and not counted. */
  acknowledgedAt: timestamp.nullable(),
  /** Not counted until then; notified again if it still lasts. */
  snoozedUntil: timestamp.nullable(),
});
export type Alert = z.infer<typeof alert>;

/** A notification for a person who may not be looking at the app. */
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
  /** Current alerts, worst and newest first. */
  list: procedure.output(z.array(alert)),
  /** @throws NOT_FOUND if the alert has ended */
  acknowledge: procedure.input(byId).output(alert),
  /** Null ends a snooze. */
  snooze: procedure.input(byId.extend({ until: timestamp.nullable() })).output(alert),
  settings: procedure.output(z.object({ settings: alertSettings, defaults: alertSettings })),
  saveSettings: procedure.input(alertSettings).output(alertSettings),
  /**
   * New notifications. Each goes to exactly one listener of all clients. Quiet hours hold them back and end with one
   * summary.
   */
  notices: procedure.output(eventIterator(alertNotice)),
};
