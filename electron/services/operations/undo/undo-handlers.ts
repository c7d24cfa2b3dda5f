import type { z } from 'zod';
import type { UndoEntries, UndoEntry } from './undo-entry.ts';

/** Shows how far an undo is. @param fraction 0 to 1; null if it is unknown */
export type UndoProgress = (fraction: number | null, detail: string) => void;

/** Reads and undoes one type of journal entry. */
export interface UndoHandler<Entry> {
  /** Validates an entry from disk. */
  readonly schema: z.ZodType<Entry>;
  /**
   * Undoes the entry; does nothing when there is nothing to undo.
   * @param progress called by an undo that may take long
   * @returns `completed` when the operation had passed its commit point and was completed instead; `later` when it can be
   *   undone only while the instance runs, so that its journal stays and keeps nobody from starting the instance
   */
  undo(entry: Entry, progress: UndoProgress): Promise<'completed' | 'later' | undefined>;
  /** The change does not survive a crash of the machine, so the entry is not synced to disk. */
  readonly endsWithMachine?: true;
  /** A failed undo of this entry stops the undo of earlier ones: files must not be put back under a server that writes them. */
  readonly comesFirst?: true;
}

/** One handler for every entry type. */
export type UndoHandlers = { readonly [Type in keyof UndoEntries]: UndoHandler<UndoEntries[Type]> };

/** A handler whose undo never completes an operation. */
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

/** Parses a line of a journal; null when no handler accepts it. */
export function parseEntry(handlers: UndoHandlers, line: unknown): UndoEntry | null {
  if (typeof line !== 'object' || line === null || !('type' in line) || typeof line.type !== 'string') return null;
  if (!Object.hasOwn(handlers, line.type)) return null;
  return handlerOf(handlers, line as UndoEntry).schema.safeParse(line).data ?? null;
}
