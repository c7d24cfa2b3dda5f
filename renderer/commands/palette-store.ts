import { createStore } from '../lib/store.ts';

/** Whether the palette is open. */
export const paletteOpened = createStore(false);

let typedAhead = '';

/** Keeps what is typed between the key that opens the palette and its field: it is meant for it. */
export function typeAhead(key: string): void {
  typedAhead += key;
}

/** What was typed before the field was there, once. */
export function takeTypedAhead(): string {
  const typed = typedAhead;
  typedAhead = '';
  return typed;
}
