import { lstatSync, renameSync } from 'node:fs';
import type { FileCache } from './file-cache.ts';
import { isNotThere } from './file-errors.ts';
import {
  isDamaged,
  isUnreadable,
  readStateBytesNow,
  readStateFile,
  type StateFileOptions,
  unreadable,
} from './state-file.ts';

/** A damaged file that was renamed for inspection. */
export interface SetAside {
  readonly path: string;
  readonly keptAs: string;
  /** The reason, such as "it is empty". */
  readonly detail: string;
}

/** One listener for each core in this process. */
const listeners = new Set<(file: SetAside) => void>();

/** @returns a function that removes the listener */
export function onSetAside(listener: (file: SetAside) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Matches the name of a file that was set aside: `schedules.json.damaged-20261128-194651`. */
export const setAsideName = /\.damaged-\d{8}-\d{6}(-\d+)?$/;

/**
 * Reads a JSON file that only this app writes. Sets a damaged file aside and treats it as missing, so that a new one
 * replaces it and its content is kept.
 * @param parse throws, or returns null, for an invalid document
 * @returns null for a missing or damaged file
 * @throws AppError FILE_UNREADABLE without read permission, or when its disk is silent
 */
export async function readJsonState<T>(
  path: string,
  parse: (value: unknown) => T | null,
  options?: StateFileOptions,
): Promise<T | null> {
  try {
    const text = await readStateFile(path, options);
    return text === null ? null : parseState(path, text, parse);
  } catch (error) {
    return setAsideDamaged(path, error);
  }
}

/** Synchronous {@link readJsonState} that treats an unreadable file as missing. For observations that are repeated. */
export function readJsonStateNow<T>(path: string, parse: (value: unknown) => T | null): T | null {
  try {
    const bytes = readStateBytesNow(path);
    return bytes === null ? null : parseState(path, bytes.toString('utf8'), parse);
  } catch (error) {
    return isUnreadable(error) && !isDamaged(error) ? null : setAsideDamaged(path, error);
  }
}

/** {@link readJsonState} through a cache, whose parser throws as {@link parseState} does. */
export async function readCachedState<T>(cache: FileCache<T>, path: string): Promise<T | null> {
  try {
    return await cache.read(path);
  } catch (error) {
    return setAsideDamaged(path, error);
  }
}

/** Synchronous {@link readCachedState} that treats an unreadable file as missing. For settings with defaults. */
export function readCachedSettings<T>(cache: FileCache<T>, path: string): T | null {
  try {
    return cache.readNow(path);
  } catch (error) {
    return isUnreadable(error) && !isDamaged(error) ? null : setAsideDamaged(path, error);
  }
}

/** Sets a damaged file aside, which then counts as missing. @throws any other error */
export function setAsideDamaged(path: string, error: unknown): null {
  if (!isDamaged(error)) throw error;
  setAside(path, error.data.detail);
  return null;
}

/** @throws AppError FILE_UNREADABLE for an invalid document */
export function parseState<T>(path: string, text: string, parse: (value: unknown) => T | null): T {
  if (text.trim() === '') throw unreadable(path, 'damaged', 'it is empty');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(path, 'damaged', 'it is not valid JSON');
  }
  const parsed = attempt(() => parse(value));
  if (parsed === null) throw unreadable(path, 'damaged', 'its content has the wrong format');
  return parsed;
}

/**
 * Renames a damaged file and reports it. Where the rename fails, on a full or read-only disk, the file stays and only
 * the diagnosis reports it.
 */
export function setAside(path: string, detail: string): void {
  const stamp = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  try {
    for (let number = 1; ; number += 1) {
      const keptAs = `${path}.damaged-${stamp}${number === 1 ? '' : `-${number}`}`;
      if (lstatSync(keptAs, { throwIfNoEntry: false })) continue;
      renameSync(path, keptAs);
      for (const listener of listeners) listener({ path, keptAs, detail });
      return;
    }
  } catch (error) {
    // Another process has renamed it already.
    if (isNotThere(error)) return;
  }
}

function attempt<T>(body: () => T | null): T | null {
  try {
    return body();
  } catch {
    return null;
  }
}
