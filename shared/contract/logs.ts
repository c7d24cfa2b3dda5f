import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { instanceId, timestamp } from './values.ts';

/** One line of an instance's log. */
export const logLine = z.object({
  /** As the server wrote it, its local time read as this computer's; null for lines without one. */
  at: timestamp.nullable(),
  /** `file`: redis.log. `output`: what the container or process printed, where there is no file. */
  source: z.enum(['file', 'output']),
  level: z.enum(['debug', 'verbose', 'notice', 'warning']).nullable(),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLine>;

const request = z.object({ id: instanceId, lines: z.number().int().min(0).max(100_000).default(50) });

export const logs = {
  /** The last lines, oldest first. */
  recent: procedure.input(request).output(z.array(logLine)),
  /** The last lines, then those that come, in bounded batches; `dropped` counts lines that came too fast. */
  follow: procedure
    .input(request)
    .output(eventIterator(z.object({ items: z.array(logLine), dropped: z.number().int() }))),
};
