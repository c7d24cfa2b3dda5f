import { createStore } from './store.ts';

/** A view that opens files which are dropped on the app. */
export interface FileTaker {
  /** Shown while a file is dragged: `Drop to browse its keys`. */
  readonly words: string;
  readonly take: (files: readonly File[]) => void;
}

/** The open view that takes dropped files; null: they are imported as a backup. */
export const fileTaker = createStore<FileTaker | null>(null);
