import { createPersistedStore } from '../../../lib/persisted.ts';
import { createStore } from '../../../lib/store.ts';

/** Actions of commands on the open view. */
export interface KeysActions {
  /** Null if keys cannot be created. */
  readonly newKey: (() => void) | null;
  readonly switchTab: () => void;
  readonly undo: (() => void) | null;
}

/** The actions of the open view; null elsewhere. */
export const keysOnScreen = createStore<KeysActions | null>(null);

/** The separator of a key's parts. */
export const separatorStore = createPersistedStore<string>('keys.separator', ':');
