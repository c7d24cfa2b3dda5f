import { createStore } from '../../../lib/store.ts';

/** The tenants in the open destroy dialog; empty while it is closed. */
export const destroyAsked = createStore<readonly string[]>([]);
