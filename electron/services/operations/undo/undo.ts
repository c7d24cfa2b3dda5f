import type { UndoEntry } from './undo-entry.ts';
import { handlerOf, type UndoHandlers } from './undo-handlers.ts';

/**
 * Undoes what a failed operation has made, last first. An entry that cannot be undone does not keep the others from
 * it; the first such failure is thrown at the end, so that the journal is kept for another try.
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
