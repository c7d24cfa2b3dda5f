import { useSyncExternalStore } from 'react';

/** A value to read and subscribe to. */
export interface Readable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** A value that components and other code share. */
export interface Store<T> extends Readable<T> {
  set(next: T | ((previous: T) => T)): void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      const chosen = typeof next === 'function' ? (next as (previous: T) => T)(value) : next;
      if (Object.is(chosen, value)) return;
      value = chosen;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's value or a part of it. The component re-renders only when that part changes. */
export function useStore<T, S = T>(store: Readable<T>, select?: (value: T) => S): S {
  const pick = select ?? ((value: T) => value as unknown as S);
  return useSyncExternalStore(store.subscribe, () => pick(store.get()));
}
