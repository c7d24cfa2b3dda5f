import { createStore } from '../../../lib/store.ts';

/** The instance in the open kill dialog; null while it is closed. */
export const killDialog = createStore<string | null>(null);
