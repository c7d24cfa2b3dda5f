import type { Change } from '../../../../shared/contract/live.ts';

/** Says that something changed; who cares fetches it again. */
export interface ChangeBus {
  emit(change: Change): void;
  /** Returns how to stop listening. */
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
