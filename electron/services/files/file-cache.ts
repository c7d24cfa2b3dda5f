import { readFileSync, statSync } from 'node:fs';
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
  const known = new Map<string, { readonly state: string; readonly value: T }>();
  return {
    read(path) {
      try {
        // A file that was replaced has another inode, one that was written in place another time or size.
        const { ino, mtimeNs, size } = statSync(path, { bigint: true });
        const state = `${ino}:${mtimeNs}:${size}`;
        const before = known.get(path);
        if (before?.state === state) return before.value;
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
