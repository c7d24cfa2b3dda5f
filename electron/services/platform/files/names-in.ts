import { readdirSync } from 'node:fs';
import { isNotThere } from './file-errors.ts';

/** What is in a small folder, none where it is not there. In one go, as a live view looks every second. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}
