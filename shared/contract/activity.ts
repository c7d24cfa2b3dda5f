import { z } from 'zod';
import { procedure } from './base.ts';
import { operationKind } from './operation.ts';
import { clientKind, instanceId, timestamp } from './values.ts';

/** The kinds of operations, and of events that the app observed. */
export const activityKind = z.enum([
  ...operationKind.options,
  'delete-backup',
  'kill-client',
  'started-outside',
  'stopped-outside',
  'crashed',
  'out-of-memory',
  'engine-lost',
  'engine-back',
  'slow-command',
  'keys-dropped',
  'schedule-missed',
  'file-set-aside',
  'alert',
  'alert-over',
  'quiet-over',
]);
export type ActivityKind = z.infer<typeof activityKind>;

export const activityOutcome = z.enum(['succeeded', 'failed', 'cancelled']);

/** An entry of the app's audit log and an event marker on the charts. Never contains a secret. */
export const activityEvent = z.object({
  id: z.string().max(64),
  /** Its start. */
  at: timestamp,
  finishedAt: timestamp.nullable(),
  /** Null: it concerns no single instance, as when an engine is lost. */
  instance: instanceId.nullable(),
  kind: activityKind,
  /** One line: `Change settings of main`. */
  title: z.string(),
  /** Details such as `maxmemory-policy allkeys-lru → noeviction`, or the message of a failure. */
  detail: z.string().nullable(),
  /** The backup that it created or used. */
  backup: z.string().nullable(),
  /** The client that started it; null: an observed event. */
  face: clientKind.nullable(),
  /** Null for an observed event. */
  outcome: activityOutcome.nullable(),
  level: z.enum(['info', 'warn', 'fail']),
});
export type ActivityEvent = z.infer<typeof activityEvent>;

export const activityFilter = z.object({
  instances: z.array(instanceId).max(20).optional(),
  kinds: z.array(activityKind).max(60).optional(),
  /** `seen`: observed events. */
  clients: z.array(z.enum([...clientKind.options, 'seen'])).optional(),
  outcomes: z.array(activityOutcome).optional(),
  /** Selects the entries that overlap this time. */
  from: timestamp.optional(),
  to: timestamp.optional(),
  /** Words that must all occur in title, detail, kind or instance. */
  search: z.string().max(200).optional(),
});
export type ActivityFilter = z.infer<typeof activityFilter>;

export const activity = {
  /** Most recently ended first. `before` is the last id of the previous page. */
  list: procedure
    .input(
      activityFilter.extend({
        limit: z.number().int().min(1).max(1000).default(200),
        before: z.string().max(64).optional(),
      }),
    )
    .output(
      z.object({
        items: z.array(activityEvent),
        more: z.boolean(),
        /** Skipped lines: truncated by a crash, or edited by hand. */
        unreadable: z.number().int(),
      }),
    ),
  /** The entries as JSON lines, oldest first; at most the newest 50,000. */
  export: procedure
    .input(activityFilter)
    .output(z.object({ text: z.string(), count: z.number().int(), more: z.boolean() })),
};
