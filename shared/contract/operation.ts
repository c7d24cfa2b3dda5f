import { z } from 'zod';
import { failure } from './error-data.ts';
import { operationStep } from './operation-step.ts';
import { clientKind, instanceId, timestamp } from './values.ts';

export const operationKind = z.enum([
  'install',
  'uninstall',
  'start',
  'stop',
  'restart',
  'config',
  'tls',
  'modules',
  'upgrade',
  'create-client',
  'branch',
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
  'restore-keys',
  'create-companion',
  'start-companion',
  'stop-companion',
  'remove-companion',
  'backup-companion',
  'restore-companion',
  'move-client',
  'drain-engine',
]);
export type OperationKind = z.infer<typeof operationKind>;

export const operationState = z.enum(['running', 'succeeded', 'failed', 'cancelled']);

/** A request to a server that shows no sign of life. The operation waits until the user chooses otherwise. */
export const operationWait = z.object({
  /** The request, such as `to save`. */
  asked: z.string(),
  /** When it last answered or wrote anything. */
  since: timestamp,
  /** The data that a kill would lose, as a sentence. */
  lost: z.string(),
});
export type OperationWait = z.infer<typeof operationWait>;

/** Long work: visible in every view, and still readable for a while after its end. */
const fields = z.object({
  id: z.string(),
  instance: instanceId,
  title: z.string(),
  face: clientKind,
  pid: z.number().int(),
  state: operationState,
  steps: z.array(operationStep),
  /** Progress of the whole operation, 0 to 1; null while unknown. */
  fraction: z.number().nullable(),
  cancellable: z.boolean(),
  /** The server that it waits for and that may hang; null: none. */
  waiting: operationWait.nullable().default(null),
  startedAt: timestamp,
  finishedAt: timestamp.nullable(),
  error: failure.nullable(),
  log: z.array(z.object({ at: timestamp, text: z.string(), level: z.enum(['info', 'warning']).default('info') })),
});

/**
 * The document of an operation of one kind.
 * @param result the schema of its result, which is null until the operation has succeeded
 */
export function operationOf<const Kind extends OperationKind, Result extends z.ZodType>(kind: Kind, result: Result) {
  return fields.extend({ kind: z.literal(kind), result: result.nullable() });
}
