import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { backupOperations } from './backup.ts';
import { procedure } from './base.ts';
import { benchmarkOperation } from './benchmark.ts';
import { companionOperations } from './companion.ts';
import { instanceOperations } from './instance.ts';
import { keyspaceOperations } from './key-change.ts';
import { modulesOperation } from './modules.ts';
import { moveOperations } from './move.ts';
import type { OperationKind } from './operation.ts';
import { restoreKeysOperation } from './restore-keys.ts';
import { settingsOperations } from './settings.ts';
import { tenantOperations } from './tenant.ts';
import { tlsOperation } from './tls.ts';

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
  tlsOperation,
  modulesOperation,
  tenantOperations.create,
  tenantOperations.branch,
  tenantOperations.undoDestroy,
  tenantOperations.repair,
  tenantOperations.testIsolation,
  backupOperations.create,
  backupOperations.verify,
  backupOperations.restore,
  backupOperations.undo,
  backupOperations.flush,
  backupOperations.import,
  backupOperations.export,
  benchmarkOperation,
  keyspaceOperations.change,
  keyspaceOperations.undo,
  restoreKeysOperation,
  companionOperations.create,
  companionOperations.start,
  companionOperations.stop,
  companionOperations.remove,
  companionOperations.backup,
  companionOperations.restore,
  moveOperations.move,
  moveOperations.drain,
]);
export type Operation = z.infer<typeof operation>;
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { readonly kind: Kind }>;
/** The result of a succeeded operation of one kind. */
export type OperationResult<Kind extends OperationKind = OperationKind> = NonNullable<OperationOf<Kind>['result']>;
/** An operation that has succeeded. */
export type Succeeded<Some extends Operation> = Some & { readonly result: NonNullable<Some['result']> };

const byId = z.object({ id: z.string().max(64) });

export const operations = {
  /** The running operations of all clients of this home, and the ended ones of this process, newest first. */
  list: procedure.output(z.array(operation)),
  get: procedure.input(byId).output(operation),
  /** Requests a cancel. The operation undoes its changes. */
  cancel: procedure.input(byId).output(operation),
  /** Kills the server that it waits for, without a save, and continues. Does nothing if it waits for none. */
  stopWaiting: procedure.input(byId).output(operation),
  /** The operation after each change, at most every 50 ms. The last value is the ended operation. */
  watch: procedure.input(byId).output(eventIterator(operation)),
};
