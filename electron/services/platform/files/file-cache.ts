import { type Stats, statSync } from 'node:fs';
import { requireAnswer } from './file-answers.ts';
import { readStateBytesNow } from './state-file.ts';

/**
 * Parsed small files, read again only after a change. Synchronous: a stat takes microseconds, a queued call in Node's
 * thread pool takes a tenth of a millisecond, and a live view checks each of these files every second.
 */
export interface FileCache<T> {
  /**
   * @returns null when there is no such file
   * @throws AppError FILE_UNREADABLE
   */
  read(path: string): Promise<T | null>;
  /** {@link read} without a time limit, for files of the home itself. */
  readNow(path: string): T | null;
}

export function createFileCache<T>(parse: (text: string, path: string) => T): FileCache<T> {
  const entries = new Map<string, { readonly state: Stats; readonly value: T }>();
  const readNow = (path: string): T | null => {
    const state = stateOf(path);
    const before = entries.get(path);
    if (before && state && isSame(before.state, state)) return before.value;
    entries.delete(path);
    const bytes = readStateBytesNow(path);
    if (bytes === null) return null;
    const value = parse(bytes.toString('utf8'), path);
    if (state) entries.set(path, { state, value });
    return value;
  };
  return {
    readNow,
    async read(path) {
      await requireAnswer(path);
      return readNow(path);
    },
  };
}

/** Null if stat fails: the read reports the error. */
function stateOf(path: string): Stats | null {
  try {
    // Without throwIfNoEntry, a missing file costs an Error, which takes ten times as long as the stat.
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** A replaced file has another inode; a file written in place has another time or size. */
function isSame(a: Stats, b: Stats): boolean {
  return a.ino === b.ino && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size;
}
