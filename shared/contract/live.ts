import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { instanceStatus } from './instance.ts';
import { timestamp } from './values.ts';

/** Announces a change. Clients fetch the list again; no client patches its data from an event. */
export const change = z.object({
  noun: z.enum(['instances', 'operations', 'engines', 'backups', 'activity', 'alerts', 'preferences', 'updates']),
  id: z.string().nullable(),
});
export type Change = z.infer<typeof change>;

export const live = {
  /** Changes in bounded batches, at most every 50 ms; `dropped` counts the changes that did not fit. */
  changes: procedure.output(eventIterator(z.object({ items: z.array(change), dropped: z.number().int() }))),
  /** All instances once per interval, with one INFO each for all views together. The first value comes immediately. */
  statuses: procedure
    .input(z.object({ intervalMs: z.number().int().min(250).max(60_000).default(1000) }))
    .output(eventIterator(z.object({ at: timestamp, items: z.array(instanceStatus) }))),
};
