import { createStore } from '../../../lib/store.ts';

/** The instance in the open TLS dialog; null while it is closed. */
export const tlsDialog = createStore<string | null>(null);
