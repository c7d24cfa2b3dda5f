import { createStore, type Store } from './store.ts';

type Kept = boolean | string | readonly string[];

/**
 * A choice that is kept in this browser or window: how wide, which columns, which colours. Never data.
 * @param lasts `always`: in every window from now on; `tab`: across reloads of this one
 */
export function createPersistedStore<T extends Kept>(
  key: string,
  initial: T,
  lasts: 'always' | 'tab' = 'always',
): Store<T> {
  const name = `vrooli.${key}`;
  const storage = () => (lasts === 'always' ? localStorage : sessionStorage);
  const store = createStore<T>(read(storage, name, initial));
  store.subscribe(() => {
    try {
      storage().setItem(name, JSON.stringify(store.get()));
    } catch {
      // A full or forbidden storage: the choice lasts as long as the page.
    }
  });
  return store;
}

function read<T extends Kept>(storage: () => Storage, name: string, initial: T): T {
  try {
    const kept: unknown = JSON.parse(storage().getItem(name) ?? 'null');
    const same = Array.isArray(initial) ? isStrings(kept) : typeof kept === typeof initial;
    return same ? (kept as T) : initial;
  } catch {
    return initial;
  }
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
