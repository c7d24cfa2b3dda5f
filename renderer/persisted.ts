import { createStore, type Store } from './store.ts';

/** A choice that is kept in this browser or window: how wide, which columns, which colours. Never data. */
export function createPersistedStore<T extends boolean | string | readonly string[]>(
  key: string,
  initial: T,
): Store<T> {
  const name = `vrooli.${key}`;
  const store = createStore<T>(read(name, initial));
  store.subscribe(() => {
    try {
      localStorage.setItem(name, JSON.stringify(store.get()));
    } catch {
      // A full or forbidden storage: the choice lasts as long as the page.
    }
  });
  return store;
}

function read<T extends boolean | string | readonly string[]>(name: string, initial: T): T {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    const same = Array.isArray(initial) ? isStrings(kept) : typeof kept === typeof initial;
    return same ? (kept as T) : initial;
  } catch {
    return initial;
  }
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
