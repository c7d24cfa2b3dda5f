import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { backupOperations } from './backup.ts';
import { procedure } from './base.ts';
import { benchmarkOperation } from './benchmark.ts';
import { instanceOperations } from './instance.ts';
import { keyspaceOperations } from './keyspace.ts';
import type { OperationKind } from './operation.ts';
import { settingsOperations } from './settings.ts';
import { tenantOperations } from './tenant.ts';

/** An operation of any kind; its result has the form of its kind. */
export const operation = z.discriminatedUnion('kind', [
  instanceOperations.install,
  instanceOperations.uninstall,
  instanceOperations.destroy,
  instanceOperations.start,
  instanceOperations.stop,
  instanceOperations.restart,
  settingsOperations.apply,
  settingsOperations.upgrade,
  tenantOperations.create,
  tenantOperations.undoDestroy,
  tenantOperations.repair,
  tenantOperations.proveIsolation,
  backupOperations.create,
  backupOperations.prove,
  backupOperations.restore,
  backupOperations.undo,
  backupOperations.flush,
  backupOperations.import,
  backupOperations.export,
  benchmarkOperation,
  keyspaceOperations.change,
  keyspaceOperations.undo,
]);
export type Operation = z.infer<typeof operation>;
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { readonly kind: Kind }>;
/** What an operation of a kind gives when it has succeeded. */
export type OperationResult<Kind extends OperationKind = OperationKind> = NonNullable<OperationOf<Kind>['result']>;
/** An operation that has succeeded. */
export type Succeeded<Some extends Operation> = Some & { readonly result: NonNullable<Some['result']> };

const byId = z.object({ id: z.string().max(64) });

export const operations = {
  /** Those that run, in any client on this home, and those of this process that have ended, newest first. */
  list: procedure.output(z.array(operation)),
  get: procedure.input(byId).output(operation),
  /** Asks it to stop; it undoes what it has begun. */
  cancel: procedure.input(byId).output(operation),
  /** Kills the server it waits for, without saving, and continues; nothing where it waits for none. */
  stopWaiting: procedure.input(byId).output(operation),
  /** The operation at every change until it has ended, at most every 50 ms; the last one is the end. */
  watch: procedure.input(byId).output(eventIterator(operation)),
};
