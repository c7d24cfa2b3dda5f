import { readFileSync, type Stats, statSync } from 'node:fs';
import { isNotThere } from './file-errors.ts';

/**
 * What small files say, read again only when they have changed. Looking is synchronous: it takes microseconds, where
 * a turn of Node's thread pool takes a tenth of a millisecond, and a live view looks at each of these every second.
 */
export interface FileCache<T> {
  /** Null when there is no such file. */
  read(path: string): T | null;
}

export function createFileCache<T>(parse: (text: string) => T): FileCache<T> {
  const known = new Map<string, { readonly state: Stats; readonly value: T }>();
  return {
    read(path) {
      try {
        const state = statSync(path);
        const before = known.get(path);
        if (before && isSame(before.state, state)) return before.value;
        const value = parse(readFileSync(path, 'utf8'));
        known.set(path, { state, value });
        return value;
      } catch (error) {
        known.delete(path);
        if (isNotThere(error)) return null;
        throw error;
      }
    },
  };
}

/** A file that was replaced has another inode, one that was written in place another time or size. */
function isSame(a: Stats, b: Stats): boolean {
  return a.ino === b.ino && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size;
}
