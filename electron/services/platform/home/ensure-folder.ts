import { mkdirSync, statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from './paths.ts';

/** Where each home of this process was when its core began: the identity of its folder on disk; null: not there yet. */
const places = new Map<string, string | null>();

/** Takes the folder that is at the path now for the home. */
export function rememberHome(home: string): void {
  places.set(home, placeOf(home));
}

/**
 * Creates a folder of a home, with its parents. Synchronous, as mkdir takes microseconds.
 *
 * A home that was moved while the app runs must not begin again in its old place: the next start would find two of them,
 * the new one almost empty.
 * @throws AppError HOME_NOT_WRITABLE for a moved or replaced home; a file system error
 */
export function ensureFolder(path: string): void {
  const home = homeOf(path);
  if (home !== undefined) requireHome(home);
  makeFolders(path);
  if (home !== undefined && places.get(home) === null) rememberHome(home);
}

/** The home of this process that has the path; undefined for a path outside. */
export function homeOf(path: string): string | undefined {
  return [...places.keys()].find((one) => path === one || path.startsWith(`${one}${sep}`));
}

/**
 * Like `mkdir -p`. With `recursive`, Node.js tries for ever where an existing folder refuses a new one with ENOENT, as
 * those of /proc and of automatic mounts do.
 * @see https://github.com/nodejs/node/blob/v20.19.0/src/node_file.cc MKDirpSync
 */
export function makeFolders(path: string): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolders(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have created it meanwhile.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** @throws AppError HOME_NOT_WRITABLE when the folder is not the one of before */
export function requireHome(home: string): void {
  const before = places.get(home) ?? null;
  if (before === null) return;
  const now = placeOf(home);
  if (now === before) return;
  const shown = shownPath(home);
  const what = now === null ? `The folder ${shown} was moved or deleted` : `Another folder took the place of ${shown}`;
  const message = `${what} while this app was running, so nothing is written there. Put it back in its place, or end the app and start it again with VROOLI_HOME set to the new place.`;
  throw new AppError('HOME_NOT_WRITABLE', message, { home: shown, reason: now === null ? 'moved' : 'replaced' });
}

function placeOf(home: string): string | null {
  try {
    const found = statSync(home, { throwIfNoEntry: false });
    return found ? `${found.dev} ${found.ino}` : null;
  } catch {
    return null;
  }
}
