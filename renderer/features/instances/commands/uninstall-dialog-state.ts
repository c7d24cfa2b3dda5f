import { createStore } from '../../../lib/store.ts';

/** The instance whose removal is being asked about; null while none is. */
export const uninstallDialog = createStore<string | null>(null);
