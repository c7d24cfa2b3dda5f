import { createStore } from '../../lib/store.ts';

/** Counts how often somebody asked to search: the view that is shown puts the cursor into its field. */
export const searchAsked = createStore(0);
