import { createPersistedStore } from '../lib/persisted.ts';

/** How many are remembered. */
const MOST = 20;

/** Ids of what was opened from the palette, the latest first. */
export const recentEntries = createPersistedStore<readonly string[]>('palette.recent', []);

export function rememberEntry(id: string): void {
  recentEntries.set((before) => [id, ...before.filter((other) => other !== id)].slice(0, MOST));
}
