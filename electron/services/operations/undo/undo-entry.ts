/**
 * The entry types of a journal. The types for files are here; every other domain adds its own by augmenting this
 * interface beside its undo handler.
 */
export interface UndoEntries {
  /** A new folder. Its undo removes it with all of its content. */
  folder: { readonly type: 'folder'; readonly path: string };
  /** A new file. */
  file: { readonly type: 'file'; readonly path: string };
  /** The content of a file before a change. */
  content: { readonly type: 'content'; readonly path: string; readonly text: string; readonly mode: number };
  /** A moved file or folder. Its undo moves it back, unless its old path is taken. */
  move: { readonly type: 'move'; readonly from: string; readonly to: string };
  /** A replaced file or folder. Its undo removes the new one and moves the old one back from `aside`. */
  swap: { readonly type: 'swap'; readonly path: string; readonly aside: string };
}

/**
 * A change that must be undone if the operation fails. The entry is written before the change, so that an undo after a
 * crash includes it. The undo of a change that did not happen must do nothing.
 */
export type UndoEntry = UndoEntries[keyof UndoEntries];
