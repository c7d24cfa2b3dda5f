import type { z } from 'zod';
import type { UndoEntries, UndoEntry } from './undo-entry.ts';

/** How one type of journal entry is read and undone. */
export interface UndoHandler<Entry> {
  /** Checks an entry that was read from disk. */
  readonly schema: z.ZodType<Entry>;
  /**
   * Undoes the entry; harmless when there is nothing to undo.
   * @returns `completed` when the operation had passed its commit point and was completed instead
   */
  undo(entry: Entry): Promise<'completed' | undefined>;
  /** What the entry stands for ends with the machine, so the entry need not survive a crash of it. */
  readonly endsWithMachine?: true;
  /** While this entry cannot be undone, no earlier one may be: files are not put back under a server that writes them. */
  readonly comesFirst?: true;
}

/** A handler for every type of entry: the composition is incomplete without one. */
export type UndoHandlers = { readonly [Type in keyof UndoEntries]: UndoHandler<UndoEntries[Type]> };

/** A handler whose undoing never completes an operation. */
export function undoHandler<Entry>(
  schema: z.ZodType<Entry>,
  undo: (entry: Entry) => Promise<unknown>,
  options: Pick<UndoHandler<Entry>, 'endsWithMachine' | 'comesFirst'> = {},
): UndoHandler<Entry> {
  return {
    schema,
    undo: async (entry) => {
      await undo(entry);
      return undefined;
    },
    ...options,
  };
}

/** The handler of an entry. The table pairs each type with its own handler, which the compiler cannot follow by key. */
export function handlerOf(handlers: UndoHandlers, entry: UndoEntry): UndoHandler<UndoEntry> {
  return handlers[entry.type] as UndoHandler<UndoEntry>;
}

/** An entry from a line of a journal; null when no handler knows it. */
export function parseEntry(handlers: UndoHandlers, line: unknown): UndoEntry | null {
  if (typeof line !== 'object' || line === null || !('type' in line) || typeof line.type !== 'string') return null;
  if (!Object.hasOwn(handlers, line.type)) return null;
  return handlerOf(handlers, line as UndoEntry).schema.safeParse(line).data ?? null;
}
