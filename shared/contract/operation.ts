import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
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
export const operation = z.object({
  id: z.string(),
  kind: operationKind,
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
  /** What it came to, in the form the contract gives for this kind; null until it has succeeded. */
  result: z.unknown().nullable(),
});
export type Operation = z.infer<typeof operation>;

const byId = z.object({ id: z.string().max(64) });

export const operations = {
  /** Those that run, in any face on this home, and those of this process that have ended, newest first. */
  list: procedure.output(z.array(operation)),
  get: procedure.input(byId).output(operation),
  /** Asks it to stop; it undoes what it has begun. */
  cancel: procedure.input(byId).output(operation),
  /** Kills the server it waits for, without saving, and goes on; nothing where it waits for none. */
  stopWaiting: procedure.input(byId).output(operation),
  /** The operation at every change until it has ended, at most every 50 ms; the last one is the end. */
  watch: procedure.input(byId).output(eventIterator(operation)),
};
