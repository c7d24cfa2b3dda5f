import { createStore } from '../../../lib/store.ts';

/** The tenant in the open move dialog; null while it is closed. */
export const moveAsked = createStore<string | null>(null);
