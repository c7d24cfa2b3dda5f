import { readdirSync } from 'node:fs';
import { isNotThere } from './file-errors.ts';
import { asUnreadable, isUnreadable } from './state-file.ts';

/**
 * The names in a small folder; empty for a missing one. Synchronous, as a live view reads it every second.
 * @throws AppError FILE_UNREADABLE
 */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isNotThere(error)) return [];
    throw asUnreadable(folder, error, null);
  }
}

/** {@link namesIn}, and empty for a folder that cannot be read, where its owner reports it. */
export function readableNamesIn(folder: string): readonly string[] {
  try {
    return namesIn(folder);
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}
