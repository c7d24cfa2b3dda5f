import { readdirSync } from 'node:fs';
import { isNotThere } from './file-errors.ts';

/** The names in a small folder; empty for a missing one. Synchronous, as a live view reads it every second. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}
