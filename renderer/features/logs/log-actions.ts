import { createPersistedStore } from '../../lib/persisted.ts';
import { createStore } from '../../lib/store.ts';

/** Actions of commands on the open log. */
export interface LogActions {
  readonly toggleFollow: () => void;
  readonly search: () => void;
  readonly copy: () => void;
  readonly save: () => void;
}

/** The actions of the open logs view; null elsewhere. */
export const logOnScreen = createStore<LogActions | null>(null);

/** Whether long lines wrap. */
export const wrapLines = createPersistedStore<boolean>('logs.wrap', false);

/** Whether times are relative. */
export const relativeTimes = createPersistedStore<boolean>('logs.relative', false);
