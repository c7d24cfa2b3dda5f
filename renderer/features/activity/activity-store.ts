import { createStore } from '../../lib/store.ts';

/** A counter: each increment moves the focus to the search field of the open view. */
export const searchAsked = createStore(0);
