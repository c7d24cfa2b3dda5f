import type { Change } from '../../../../shared/contract/live.ts';

/** Announces changes. Listeners fetch the new state themselves. */
export interface ChangeBus {
  emit(change: Change): void;
  /** Returns a function that removes the listener. */
  listen(listener: (change: Change) => void): () => void;
}

export function createChangeBus(): ChangeBus {
  const listeners = new Set<(change: Change) => void>();
  return {
    emit(change) {
      for (const listener of listeners) listener(change);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
