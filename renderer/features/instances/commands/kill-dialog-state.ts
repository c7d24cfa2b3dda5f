import { createStore } from '../../../lib/store.ts';

/** The instance that is to be ended without saving, which is being asked about; null while none is. */
export const killDialog = createStore<string | null>(null);
