import { z } from 'zod';
import { procedure } from './base.ts';
import { operationKind } from './operation.ts';
import { face, instanceId, timestamp } from './values.ts';

/** What was done by somebody is named as its operation; the rest happened by itself and was seen. */
export const activityKind = z.enum([
  ...operationKind.options,
  'delete-backup',
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

/** One thing that happened: the app's own audit log, and the marks on the charts. Never holds a secret. */
export const activityEvent = z.object({
  id: z.string().max(64),
  /** When it began. */
  at: timestamp,
  finishedAt: timestamp.nullable(),
  /** Null: not about one instance, such as a lost engine. */
  instance: instanceId.nullable(),
  kind: activityKind,
  /** One line: `Change settings of main`. */
  title: z.string(),
  /** What in particular: `maxmemory-policy allkeys-lru → noeviction`; a failure's sentence. */
  detail: z.string().nullable(),
  /** The backup that it made, or was about. */
  backup: z.string().nullable(),
  /** Who asked; null: nobody, it was seen. */
  face: face.nullable(),
  /** Null for what was seen. */
  outcome: activityOutcome.nullable(),
  level: z.enum(['info', 'warn', 'fail']),
});
export type ActivityEvent = z.infer<typeof activityEvent>;

export const activityFilter = z.object({
  instances: z.array(instanceId).max(20).optional(),
  kinds: z.array(activityKind).max(60).optional(),
  /** `seen`: what nobody asked for. */
  faces: z.array(z.enum([...face.options, 'seen'])).optional(),
  outcomes: z.array(activityOutcome).optional(),
  /** Of what began, or went on, in that time. */
  from: timestamp.optional(),
  to: timestamp.optional(),
  /** Words that all stand in title, detail, kind or instance. */
  search: z.string().max(200).optional(),
});
export type ActivityFilter = z.infer<typeof activityFilter>;

export const activity = {
  /** Newest end first. `before` is the id of the last one of the page before. */
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
        /** Lines passed over on the way that could not be read: cut off by a crash, or changed by somebody. */
        unreadable: z.number().int(),
      }),
    ),
  /** The same as JSON lines, oldest first; the newest 50,000 where there are more. */
  export: procedure
    .input(activityFilter)
    .output(z.object({ text: z.string(), count: z.number().int(), more: z.boolean() })),
};
