/**
 * The entries that a journal may hold, by type. Those of files are here; every other domain adds its own by augmenting
 * this interface beside its undo handler.
 */
export interface UndoEntries {
  /** A folder that an operation makes: removed with everything in it. */
  folder: { readonly type: 'folder'; readonly path: string };
  /** A file that an operation makes. */
  file: { readonly type: 'file'; readonly path: string };
  /** A file's content before a change. */
  content: { readonly type: 'content'; readonly path: string; readonly text: string; readonly mode: number };
  /** A file or folder that an operation moves: moved back, unless its old place is taken. */
  move: { readonly type: 'move'; readonly from: string; readonly to: string };
  /** A file or folder that an operation replaces: the new one is removed and the old one comes back from `aside`. */
  swap: { readonly type: 'swap'; readonly path: string; readonly aside: string };
}

/**
 * Something that an operation is about to make and that must be removed if the operation fails. It is written before
 * the thing is made, so that it is undone after a crash as well. Undoing what does not exist must be harmless.
 */
export type UndoEntry = UndoEntries[keyof UndoEntries];
