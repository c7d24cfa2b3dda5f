import { z } from 'zod';
import { instanceId, timestamp } from './values.ts';

const figure = z.number().nullable();

/** What a command came to between two looks. Shares are 0 to 1. */
const commandRates = z.object({
  callsPerSecond: z.number(),
  /** Microseconds a call; null where it was not called. */
  usecPerCall: figure,
  /** Of the time that all commands took; null where none took any. */
  timeShare: figure,
  rejectedPerSecond: figure,
  failedPerSecond: figure,
});
export type CommandRates = z.infer<typeof commandRates>;

/** One command since its server was started, or CONFIG RESETSTAT was given. Times in microseconds. */
export const commandFigures = z.object({
  /** As the server has it; of a subcommand `config|get`. */
  command: z.string(),
  calls: z.number(),
  usec: z.number(),
  usecPerCall: figure,
  /** Of the time that all commands took, 0 to 1. */
  timeShare: figure,
  /** Refused before they ran; null before Redis 6.2, as `failed`. */
  rejected: figure,
  /** Ended with an error. */
  failed: figure,
  /** Half of all calls took no longer. Null before Redis 7, or where the server does not keep it. */
  p50Usec: figure,
  p99Usec: figure,
  p999Usec: figure,
  /** Null in the first look, and in the first after a restart or a reset of the statistics. */
  recent: commandRates.nullable(),
});
export type CommandFigures = z.infer<typeof commandFigures>;

/** The commands of one instance in one look. */
export const commandSample = z.object({
  id: instanceId,
  at: timestamp,
  /** `refused`: an ACL, `rename-command` or another password keeps INFO from us. `silent`: it should answer and does not. */
  state: z.enum(['answering', 'not-running', 'silent', 'refused']),
  /** Why nothing is known, and what to do; null while it answers. */
  reason: z.string().nullable(),
  /** The time that `recent` is about, ms. */
  sinceMs: z.number().nullable(),
  /** The part of that time in which a command ran, 0 to 1. */
  busyShare: figure,
  /** `too-old`: Redis keeps them from version 7 on. `off`: `latency-tracking no`. */
  percentiles: z.enum(['known', 'off', 'too-old']),
  /** Those that have taken most time first. */
  commands: z.array(commandFigures),
  /** Error replies by their first word; the most frequent first. */
  errors: z.array(z.object({ code: z.string(), count: z.number(), perSecond: figure })),
});
export type CommandSample = z.infer<typeof commandSample>;
