import { createStore, type Readable } from './store.ts';

/** Switching to another window for a moment changes nothing. */
const HIDDEN_AFTER_MS = 5000;

const seen = createStore(document.visibilityState !== 'hidden');
let timer: ReturnType<typeof setTimeout> | undefined;

document.addEventListener('visibilitychange', () => {
  clearTimeout(timer);
  if (document.visibilityState !== 'hidden') seen.set(true);
  else timer = setTimeout(() => seen.set(false), HIDDEN_AFTER_MS);
});

/** Whether the user can see the page: false some seconds after its window was hidden, minimized, or another tab chosen. */
export const isSeen: Readable<boolean> = seen;
