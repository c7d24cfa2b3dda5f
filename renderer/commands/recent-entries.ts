import { createPersistedStore } from '../lib/persisted.ts';

const MAX_ENTRIES = 20;

/** Ids of the entries opened from the palette, latest first. */
export const recentEntries = createPersistedStore<readonly string[]>('palette.recent', []);

export function rememberEntry(id: string): void {
  recentEntries.set((before) => [id, ...before.filter((other) => other !== id)].slice(0, MAX_ENTRIES));
}
