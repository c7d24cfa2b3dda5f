import { createStore } from '../../../lib/store.ts';

/** The instance whose removal is being asked about; null while none is. */
export const uninstallAsked = createStore<string | null>(null);
