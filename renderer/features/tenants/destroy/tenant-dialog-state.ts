import { createStore } from '../../../lib/store.ts';

/** The tenants whose destruction is being asked about; empty while none is. */
export const destroyAsked = createStore<readonly string[]>([]);
