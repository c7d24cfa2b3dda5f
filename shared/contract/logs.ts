import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { logLevels } from './names.ts';
import { instanceId, timestamp } from './values.ts';

/** One line of an instance's log, safe to be shown: what would move a cursor or colour a terminal is made visible. */
export const logLine = z.object({
  /** As the server wrote it; for a line without a time of its own that of its output, else null. */
  at: timestamp.nullable(),
  /** `file`: redis.log. `output`: what the container printed and the file does not have. */
  source: z.enum(['file', 'output']),
  level: z.enum(logLevels).nullable(),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLine>;

/** Which lines are wanted: those that all of it fits. */
export const logFilter = z.object({
  /** `none`: lines without a level, such as a crash report's. */
  levels: z.array(z.enum([...logLevels, 'none'])).optional(),
  /** Stands in the text, in capitals or not. */
  text: z.string().max(1000).optional(),
  /** A regular expression of JavaScript, in capitals or not. */
  regex: z.string().max(1000).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

const request = z.object({
  id: instanceId,
  lines: z.number().int().min(0).max(100_000).default(50),
  filter: logFilter.optional(),
});
export type LogRequest = z.infer<typeof request>;

/** Sentences about the log itself: what of it could not be read and why, that it was truncated. */
const notes = z.array(z.string());

export const logs = {
  /** The last lines that fit, oldest first. */
  recent: procedure.input(request).output(z.object({ items: z.array(logLine), notes })),
  /**
   * The last lines, then those that come, in bounded batches; `dropped` counts lines that came too fast. With a filter
   * only lines that fit take room, so a rare one is not lost in a flood.
   */
  follow: procedure
    .input(request)
    .output(eventIterator(z.object({ items: z.array(logLine), dropped: z.number().int(), notes }))),
};
