import { createStore } from '../../../lib/store.ts';

/** The instance that is to be ended without saving, which is being asked about; null while none is. */
export const killAsked = createStore<string | null>(null);
