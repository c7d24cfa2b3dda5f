import { createStore, type Store } from './store.ts';

type Persistable = boolean | string | readonly string[];

/**
 * A preference that this browser or window stores, such as widths, columns or colours. Never data.
 * @param lasts `always`: for every window; `tab`: across reloads of this tab
 */
export function createPersistedStore<T extends Persistable>(
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
      // The storage is full or disabled: the preference lasts until the page closes.
    }
  });
  return store;
}

function read<T extends Persistable>(storage: () => Storage, name: string, initial: T): T {
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
