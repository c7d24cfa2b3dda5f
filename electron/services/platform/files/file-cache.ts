import { type Stats, statSync } from 'node:fs';
import { requireAnswer } from './file-answers.ts';
import { readStateBytesNow } from './state-file.ts';

/**
 * What small files say, read again only when they have changed. Looking is synchronous: it takes microseconds, where
 * a turn of Node's thread pool takes a tenth of a millisecond, and a live view looks at each of these every second.
 */
export interface FileCache<T> {
  /**
   * @returns null when there is no such file
   * @throws AppError FILE_UNREADABLE
   */
  read(path: string): Promise<T | null>;
  /** The same without a time limit, for files of the home itself. */
  readNow(path: string): T | null;
}

export function createFileCache<T>(parse: (text: string, path: string) => T): FileCache<T> {
  const known = new Map<string, { readonly state: Stats; readonly value: T }>();
  const readNow = (path: string): T | null => {
    const state = stateOf(path);
    const before = known.get(path);
    if (before && state && isSame(before.state, state)) return before.value;
    known.delete(path);
    const bytes = readStateBytesNow(path);
    if (bytes === null) return null;
    const value = parse(bytes.toString('utf8'), path);
    if (state) known.set(path, { state, value });
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

/** Null where it cannot be looked at: reading it says why. */
function stateOf(path: string): Stats | null {
  try {
    // Without the error of a file that is not there: making one takes ten times as long as looking.
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** A file that was replaced has another inode, one that was written in place another time or size. */
function isSame(a: Stats, b: Stats): boolean {
  return a.ino === b.ino && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size;
}
