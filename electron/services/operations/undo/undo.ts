import type { UndoEntry } from './undo-entry.ts';
import { handlerOf, type UndoHandlers, type UndoProgress } from './undo-handlers.ts';

export type UndoOutcome = 'undone' | 'completed' | 'later';

/**
 * Undoes the entries of a failed operation, newest first. The failure of one entry does not stop the others; the first
 * failure is thrown at the end, so that the journal stays for another attempt.
 * @returns `completed` when the operation had passed its commit point and was completed instead; `later` when an entry
 *   waits for its instance to run
 */
export async function undoAll(
  entries: readonly UndoEntry[],
  handlers: UndoHandlers,
  progress: UndoProgress = () => undefined,
): Promise<UndoOutcome> {
  let failure: unknown;
  let outcome: UndoOutcome = 'undone';
  let waits = false;
  for (const entry of entries.toReversed()) {
    const handler = handlerOf(handlers, entry);
    try {
      const result = await handler.undo(entry, progress);
      if (result === 'later') waits = true;
      else outcome = result ?? outcome;
    } catch (error) {
      if (handler.comesFirst) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return waits ? 'later' : outcome;
}
