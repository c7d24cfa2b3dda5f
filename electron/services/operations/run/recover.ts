import { isAppError } from '../../../../shared/contract/errors.ts';
import { operationKind } from '../../../../shared/contract/operation.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { Face } from '../../../../shared/contract/values.ts';
import { clearTemporaryFolders } from '../../platform/files/temporary-folder.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { clearLeftovers } from '../journal/clear-leftovers.ts';
import { type FoundJournal, foundJournals } from '../journal/journal.ts';
import { clearDeadLocks, takeInstanceLock } from '../locks/instance-lock.ts';
import { undoAll } from '../undo/undo.ts';
import type { UndoHandlers } from '../undo/undo-handlers.ts';
import type { OperationRecorder } from './operation-recorder.ts';

/**
 * Undoes what operations had begun whose process died, or that could not undo it themselves: called before anything
 * else is done with a home, and when an engine is back. What cannot be undone now, because its engine does not answer
 * or another face is at it, is left for the next time.
 * @returns what was undone, a sentence for each
 */
export async function recoverOrphans(options: {
  readonly home: string;
  readonly face: Face;
  readonly undoHandlers: UndoHandlers;
  readonly log: Logger;
  readonly recorder: OperationRecorder;
}): Promise<readonly string[]> {
  const { home, undoHandlers, log } = options;
  const recovered: string[] = [];
  for (const journal of await foundJournals(home, undoHandlers)) {
    const outcome = await recoverOne(journal, options);
    if (outcome === null) continue;
    const end =
      outcome === 'undone'
        ? 'what was there before it is back'
        : 'its keys are removed, and an undo brings them back from the safety backup';
    recovered.push(`The ${journal.operation} of ${journal.instance} had been cut off: ${end}.`);
  }
  try {
    const cleared = await clearDeadLocks(home);
    await clearLeftovers(home);
    if (cleared || recovered.length > 0) {
      await clearTemporaryFolders();
      await pruneEmptyFolders(home);
    }
  } catch (error) {
    // It is in nobody's way: a home that can only be read can still be looked at.
    log.error('what a killed process left was not cleared up', error);
  }
  return recovered;
}

/**
 * Undoes what earlier operations on an instance have left, for the one that holds it now: nothing is built on what
 * is half-made, and no later undoing can take back what was built since.
 * @throws whatever keeps it from being undone, such as AppError ENGINE_UNREACHABLE
 */
export async function undoEarlier(
  { home, face, undoHandlers, recorder }: Omit<Parameters<typeof recoverOrphans>[0], 'log'>,
  instance: string,
): Promise<void> {
  for (const journal of await foundJournals(home, undoHandlers, instance)) {
    const outcome = await undoAll(journal.entries, undoHandlers);
    await recorder.cutOff(journal, face, outcome);
    await journal.close();
  }
}

async function recoverOne(
  journal: FoundJournal,
  { home, face, undoHandlers, log, recorder }: Parameters<typeof recoverOrphans>[0],
): Promise<'undone' | 'completed' | null> {
  try {
    const lock = await takeInstanceLock(home, asOperation(journal, face));
    try {
      // Another face may have done it while we waited for our turn.
      const still = (await foundJournals(home, undoHandlers)).some((other) => other.id === journal.id);
      if (!still) return null;
      const outcome = await undoAll(journal.entries, undoHandlers);
      // Before the journal goes: an end of ours in between repeats the event, and loses none.
      await recorder.cutOff(journal, face, outcome);
      await journal.close();
      log.info(`${outcome} the ${journal.operation} of ${journal.instance} that was cut off`);
      return outcome;
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (!isAppError(error, 'BUSY'))
      log.error(`the ${journal.operation} of ${journal.instance} is not undone yet`, error);
    return null;
  }
}

function asOperation(journal: FoundJournal, face: Face): Operation {
  return {
    id: journal.id,
    kind: operationKind.catch('install').parse(journal.operation),
    instance: journal.instance,
    title: `Undo the ${journal.operation} of ${journal.instance} that was cut off`,
    face,
    pid: process.pid,
    state: 'running',
    steps: [],
    fraction: null,
    cancellable: false,
    waiting: null,
    startedAt: new Date().toISOString(),
    finishedAt: null,
    error: null,
    log: [],
    result: null,
  };
}
