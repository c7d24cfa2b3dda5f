import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { logLevels } from './names.ts';
import { instanceId, timestamp } from './values.ts';

/** One line of an instance's log, safe to display: control characters are replaced by visible ones. */
export const logLine = z.object({
  /** The time that the server wrote; without one, the time of the container's output, else null. */
  at: timestamp.nullable(),
  /** `file`: redis.log. `output`: the container's output that the file does not contain. */
  source: z.enum(['file', 'output']),
  level: z.enum(logLevels).nullable(),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLine>;

/** Selects the lines that match all given conditions. */
export const logFilter = z.object({
  /** `none`: lines without a level, such as those of a crash report. */
  levels: z.array(z.enum([...logLevels, 'none'])).optional(),
  /** A part of the text, case-insensitive. */
  text: z.string().max(1000).optional(),
  /** A JavaScript regular expression, case-insensitive. */
  regex: z.string().max(1000).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

const request = z.object({
  id: instanceId,
  lines: z.number().int().min(0).max(100_000).default(50),
  filter: logFilter.optional(),
});
export type LogRequest = z.infer<typeof request>;

/** Sentences about the log itself: that parts are unreadable, with the reason, or that it was truncated. */
const notes = z.array(z.string());

export const logs = {
  /** The last matching lines, oldest first. */
  recent: procedure.input(request).output(z.object({ items: z.array(logLine), notes })),
  /**
   * The last lines, then new ones, in bounded batches; `dropped` counts the lines that came too fast. Only matching
   * lines count towards a batch, so that a flood of others does not displace a rare match.
   */
  follow: procedure
    .input(request)
    .output(eventIterator(z.object({ items: z.array(logLine), dropped: z.number().int(), notes }))),
};
