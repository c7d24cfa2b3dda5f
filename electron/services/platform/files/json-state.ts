import { lstatSync, renameSync } from 'node:fs';
import type { FileCache } from './file-cache.ts';
import { isNotThere } from './file-errors.ts';
import { isDamaged, isUnreadable, readStateFile, type StateFileOptions, unreadable } from './state-file.ts';

/** A damaged file of ours that was given another name, for somebody to look into. */
export interface SetAside {
  readonly path: string;
  readonly keptAs: string;
  /** What was wrong, such as "it is empty". */
  readonly detail: string;
}

/** Who reports what is set aside, one for each engine of this process. */
const listeners = new Set<(file: SetAside) => void>();

/** @returns how to stop listening */
export function onSetAside(listener: (file: SetAside) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `schedules.json.damaged-20261128-194651`: what a set-aside file is called. */
export const setAsideName = /\.damaged-\d{8}-\d{6}(-\d+)?$/;

/**
 * Reads a JSON file that only we write. One that is damaged is set aside and counts as none, so that it is begun again;
 * nothing of it is lost.
 * @param parse throws, or gives null, for what is no such document
 * @returns null when there is none, or it was damaged
 * @throws AppError FILE_UNREADABLE when nobody may read it, or its disk is silent
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

/** {@link readJsonState} of a file that a cache holds, whose parser throws as {@link parseState} does. */
export async function readCachedState<T>(cache: FileCache<T>, path: string): Promise<T | null> {
  try {
    return await cache.read(path);
  } catch (error) {
    return setAsideDamaged(path, error);
  }
}

/** The same in one go; what nobody may read counts as none as well. For settings that have defaults. */
export function readCachedSettings<T>(cache: FileCache<T>, path: string): T | null {
  try {
    return cache.readNow(path);
  } catch (error) {
    return isUnreadable(error) && !isDamaged(error) ? null : setAsideDamaged(path, error);
  }
}

function setAsideDamaged(path: string, error: unknown): null {
  if (!isDamaged(error)) throw error;
  setAside(path, error.data.detail);
  return null;
}

/** @throws AppError FILE_UNREADABLE for a text that is no such document */
export function parseState<T>(path: string, text: string, parse: (value: unknown) => T | null): T {
  if (text.trim() === '') throw unreadable(path, 'damaged', 'it is empty');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(path, 'damaged', 'it is no JSON');
  }
  const parsed = attempt(() => parse(value));
  if (parsed === null) throw unreadable(path, 'damaged', 'it does not hold what it should');
  return parsed;
}

/**
 * Gives a damaged file another name beside it, and reports it. Where that cannot be done, on a disk that is full or
 * read-only, it stays and is reported by diagnose alone.
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
    // Another process was quicker.
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
