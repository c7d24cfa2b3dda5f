import { createStore } from '../../lib/store.ts';

/** Which pane of alerts is open over the page. */
export const alertsShown = createStore<'list' | 'rules' | null>(null);
