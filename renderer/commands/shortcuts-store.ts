import { createStore } from '../lib/store.ts';

export const shortcutsShown = createStore(false);
