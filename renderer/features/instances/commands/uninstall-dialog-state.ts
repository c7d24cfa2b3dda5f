import { createStore } from '../../../lib/store.ts';

/** The instance in the open uninstall dialog; null while it is closed. */
export const uninstallDialog = createStore<string | null>(null);
