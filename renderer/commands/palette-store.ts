import { createStore } from '../lib/store.ts';

export const paletteOpened = createStore(false);

let typedAhead = '';

/** Buffers the keys typed after the shortcut that opens the palette and before its field has the focus. */
export function typeAhead(key: string): void {
  typedAhead += key;
}

/** Returns and clears the buffered keys. */
export function takeTypedAhead(): string {
  const typed = typedAhead;
  typedAhead = '';
  return typed;
}
