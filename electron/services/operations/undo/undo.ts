import type { UndoEntry } from './undo-entry.ts';
import { handlerOf, type UndoHandlers } from './undo-handlers.ts';

/**
 * Undoes the entries of a failed operation, newest first. The failure of one entry does not stop the others; the first
 * failure is thrown at the end, so that the journal stays for another attempt.
 * @returns `completed` when the operation had passed its commit point and was completed instead
 */
export async function undoAll(entries: readonly UndoEntry[], handlers: UndoHandlers): Promise<'undone' | 'completed'> {
  let failure: unknown;
  let outcome: 'undone' | 'completed' = 'undone';
  for (const entry of entries.toReversed()) {
    const handler = handlerOf(handlers, entry);
    try {
      outcome = (await handler.undo(entry)) ?? outcome;
    } catch (error) {
      if (handler.comesFirst) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return outcome;
}
