import { createPersistedStore } from '../../lib/persisted.ts';
import { createStore } from '../../lib/store.ts';

/** What commands can do with the log that is on screen. */
export interface LogActions {
  readonly toggleFollow: () => void;
  readonly search: () => void;
  readonly copy: () => void;
  readonly save: () => void;
}

/** Of the view while it is open; null elsewhere. */
export const logOnScreen = createStore<LogActions | null>(null);

/** Whether long lines go on below, instead of to the right. */
export const wrapLines = createPersistedStore<boolean>('logs.wrap', false);

/** Whether times are told as how long ago. */
export const relativeTimes = createPersistedStore<boolean>('logs.relative', false);
