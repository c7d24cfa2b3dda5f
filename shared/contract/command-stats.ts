import { z } from 'zod';
import { instanceId, timestamp } from './values.ts';

const figure = z.number().nullable();

/** The rates of a command between two samples. Shares are 0 to 1. */
const commandRates = z.object({
  callsPerSecond: z.number(),
  /** Microseconds per call; null without calls. */
  usecPerCall: figure,
  /** Share of the time of all commands; null if they took none. */
  timeShare: figure,
  rejectedPerSecond: figure,
  failedPerSecond: figure,
});
export type CommandRates = z.infer<typeof commandRates>;

/** One command since the start of its server or the last CONFIG RESETSTAT. Times in microseconds. */
export const commandFigures = z.object({
  /** In the server's notation; a subcommand is `config|get`. */
  command: z.string(),
  calls: z.number(),
  usec: z.number(),
  usecPerCall: figure,
  /** Share of the time of all commands, 0 to 1. */
  timeShare: figure,
  /** Calls that Redis rejected before they ran. Null before Redis 6.2, like `failed`. */
  rejected: figure,
  /** Calls that ended with an error. */
  failed: figure,
  /** Median duration of a call. Null before Redis 7, or if the server does not record it. */
  p50Usec: figure,
  p99Usec: figure,
  p999Usec: figure,
  /** Null in the first sample, and in the first one after a restart or a reset of the statistics. */
  recent: commandRates.nullable(),
});
export type CommandFigures = z.infer<typeof commandFigures>;

/** The commands of one instance in one sample. */
export const commandSample = z.object({
  id: instanceId,
  at: timestamp,
  /** `refused`: an ACL, `rename-command` or a different password denies INFO. `silent`: a running server does not answer. */
  state: z.enum(['answering', 'not-running', 'silent', 'refused']),
  /** Why there are no figures, and what to do; null while the server answers. */
  reason: z.string().nullable(),
  /** The time span of `recent` in ms. */
  sinceMs: z.number().nullable(),
  /** The share of that time in which a command ran, 0 to 1. */
  busyShare: figure,
  /** `too-old`: Redis records them since version 7. `off`: `latency-tracking no`. */
  percentiles: z.enum(['known', 'off', 'too-old']),
  /** Sorted by total time, longest first. */
  commands: z.array(commandFigures),
  /** Error replies by their first word, most frequent first. */
  errors: z.array(z.object({ code: z.string(), count: z.number(), perSecond: figure })),
});
export type CommandSample = z.infer<typeof commandSample>;
