import { z } from 'zod';
import { failure } from './errors.ts';
import { face, instanceId, timestamp } from './values.ts';

export const operationKind = z.enum([
  'install',
  'uninstall',
  'start',
  'stop',
  'restart',
  'config',
  'upgrade',
  'create-client',
  'destroy-client',
  'undo-destroy',
  'repair',
  'isolation-proof',
  'backup',
  'prove',
  'restore',
  'undo',
  'flush',
  'import-backup',
  'export-backup',
  'benchmark',
  'change-keys',
  'undo-keys',
]);
export type OperationKind = z.infer<typeof operationKind>;

export const operationState = z.enum(['running', 'succeeded', 'failed', 'cancelled']);

export const operationStep = z.object({
  title: z.string(),
  state: z.enum(['pending', 'running', 'done', 'failed']),
  /** What it is at now or came to: `14 MB of 32 MB`. */
  detail: z.string().nullable(),
});
export type OperationStep = z.infer<typeof operationStep>;

/** A server that was asked for something and shows no sign of life. It is waited for until the user chooses otherwise. */
export const operationWait = z.object({
  /** What it was asked to do: `to save`. */
  asked: z.string(),
  /** Since when it has neither answered nor written anything. */
  since: timestamp,
  /** What killing it would lose, a sentence. */
  lost: z.string(),
});
export type OperationWait = z.infer<typeof operationWait>;

/** A piece of long work: visible in every view, cancellable, and kept for a while when it has ended. */
const fields = z.object({
  id: z.string(),
  instance: instanceId,
  title: z.string(),
  face,
  pid: z.number().int(),
  state: operationState,
  steps: z.array(operationStep),
  /** Of the whole, 0 to 1; null while that cannot be told. */
  fraction: z.number().nullable(),
  cancellable: z.boolean(),
  /** Null while no server is waited for that may hang. */
  waiting: operationWait.nullable().default(null),
  startedAt: timestamp,
  finishedAt: timestamp.nullable(),
  error: failure.nullable(),
  log: z.array(z.object({ at: timestamp, text: z.string() })),
});

/**
 * The document of an operation of one kind, or of several that give the same.
 * @param result what it gives; null until it has succeeded
 */
export function operationOf<const Kind extends OperationKind, Result extends z.ZodType>(kind: Kind, result: Result) {
  return fields.extend({ kind: z.literal(kind), result: result.nullable() });
}
