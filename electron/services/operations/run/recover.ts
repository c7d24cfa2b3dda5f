import { isAppError } from '../../../../shared/contract/errors.ts';
import { operationKind } from '../../../../shared/contract/operation.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { ClientKind } from '../../../../shared/contract/values.ts';
import { clearTemporaryFolders } from '../../platform/files/temporary-folder.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { clearLeftovers } from '../journal/clear-leftovers.ts';
import { type FoundJournal, foundJournals } from '../journal/journal.ts';
import { type EngineLeases, withLease } from '../locks/engine-lease.ts';
import { clearDeadLocks, takeInstanceLock } from '../locks/instance-lock.ts';
import { type UndoOutcome, undoAll } from '../undo/undo.ts';
import type { UndoHandlers } from '../undo/undo-handlers.ts';
import type { OperationRecorder } from './operation-recorder.ts';
import { copyOf, newDraft } from './running.ts';

interface UndoOptions {
  readonly client: ClientKind;
  readonly undoHandlers: UndoHandlers;
  readonly recorder: OperationRecorder;
}

interface RecoverOptions extends UndoOptions {
  readonly home: string;
  readonly leases?: EngineLeases;
  readonly log: Logger;
}

/**
 * Undoes interrupted operations: their process died, or their own undo failed. Runs before any other work on a home,
 * and when Docker is available again. An operation that cannot be undone now, because Docker does not respond or
 * another client undoes it, is left for the next run.
 * @returns one sentence per undone operation
 */
export async function recoverOrphans(options: RecoverOptions): Promise<readonly string[]> {
  const { home, undoHandlers, log } = options;
  const recovered: string[] = [];
  for (const journal of await foundJournals(home, undoHandlers)) {
    const outcome = await recoverOne(journal, options);
    if (outcome === null || outcome === 'later' || outcome === 'succeeded') continue;
    const end = outcome === 'undone' ? 'has been undone' : completionText(journal.operation);
    const name = journal.operation === 'modules' ? 'change of modules' : journal.operation;
    recovered.push(`The ${name} of ${journal.instance} was interrupted and ${end}.`);
  }
  try {
    const cleared = await clearDeadLocks(home);
    await clearLeftovers(home);
    if (cleared || recovered.length > 0) {
      await clearTemporaryFolders();
      await pruneEmptyFolders(home);
    }
  } catch (error) {
    // Leftovers block nothing, and a read-only home must stay usable for reading.
    log.error('could not remove the leftovers of a killed process', error);
  }
  return recovered;
}

/**
 * Undoes earlier interrupted operations on an instance, for the operation that now holds its lock. Otherwise the new
 * operation would build on a half-made state, and a later undo would revert its work too.
 * @throws the failure of the undo, such as AppError ENGINE_UNREACHABLE
 */
export async function undoEarlier(options: UndoOptions & { readonly home: string }, instance: string): Promise<void> {
  const journals = await foundJournals(options.home, options.undoHandlers, instance);
  for (const journal of journals) await undoJournal(journal, options);
}

/**
 * Undoes the work of one journal, for the process that holds the lock of its instance.
 * @returns `succeeded` where the process of the operation died after it was recorded: nothing is undone
 */
async function undoJournal(
  journal: FoundJournal,
  { client, undoHandlers, recorder }: UndoOptions,
): Promise<UndoOutcome | 'succeeded'> {
  if (await recorder.hasSucceeded(journal)) {
    await journal.close();
    return 'succeeded';
  }
  const outcome = await undoAll(journal.entries, undoHandlers);
  if (outcome === 'later') return outcome;
  // Before the journal is deleted: a crash in between repeats the event instead of losing it.
  await recorder.cutOff(journal, client, outcome);
  await journal.close();
  return outcome;
}

function completionText(operation: string): string {
  return operation === 'change-keys' || operation === 'restore-keys'
    ? 'could not be undone: its keys stay as they are now, and an undo brings the former values back'
    : 'has been completed: its keys are deleted, and an undo restores them from the safety backup';
}

async function recoverOne(journal: FoundJournal, options: RecoverOptions): Promise<UndoOutcome | 'succeeded' | null> {
  const { home, client, undoHandlers, log } = options;
  try {
    const ownLock = await takeInstanceLock(home, asOperation(journal, client));
    const lock = await withLease(ownLock, options.leases, journal.instance);
    try {
      // Another client may have undone it before we got the lock.
      const isPending = (await foundJournals(home, undoHandlers)).some((other) => other.id === journal.id);
      if (!isPending) return null;
      const outcome = await undoJournal(journal, options);
      if (outcome === 'undone' || outcome === 'completed')
        log.info(`${outcome} the interrupted ${journal.operation} of ${journal.instance}`);
      return outcome;
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (!isAppError(error, 'BUSY'))
      log.error(`could not undo the interrupted ${journal.operation} of ${journal.instance} yet`, error);
    return null;
  }
}

function asOperation({ id, operation, instance }: FoundJournal, client: ClientKind): Operation {
  const kind = operationKind.catch('install').parse(operation);
  const title = `Undo the interrupted ${operation} of ${instance}`;
  return copyOf(newDraft({ id, kind, instance, title, face: client, steps: [], cancellable: false }));
}
