import { createStore } from '../../lib/store.ts';

/** The open alerts pane. */
export const alertsShown = createStore<'list' | 'rules' | null>(null);
