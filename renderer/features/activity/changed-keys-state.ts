import { createStore } from '../../lib/store.ts';

/** An undo of keys, of which some were changed since. */
export interface ChangedKeys {
  readonly pack: KeysPack;
  /** How many, and the first of them by name. */
  readonly keys: number;
  readonly left: readonly string[];
}

export interface KeysPack {
  readonly instance: string;
  readonly undoPack: string;
  /** The toast after the undo: `Undone: Deleted 3 keys`. */
  readonly done: string;
  /** Called with the pack that brings back what an undo has replaced. */
  readonly onFurther?: ((undoPack: string) => void) | undefined;
}

/** The keys that a person is asked about. */
export const changedKeysDialog = createStore<ChangedKeys | null>(null);
