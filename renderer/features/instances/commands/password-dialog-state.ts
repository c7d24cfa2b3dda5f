import { createStore } from '../../../lib/store.ts';

/** The instance in the open password dialog; null while it is closed. */
export const passwordDialog = createStore<string | null>(null);
