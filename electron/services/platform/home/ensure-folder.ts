import { mkdirSync, statSync } from 'node:fs';
import { sep } from 'node:path';
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
  const home = [...places.keys()].find((one) => path === one || path.startsWith(`${one}${sep}`));
  if (home !== undefined) requireHome(home);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (home !== undefined && places.get(home) === null) rememberHome(home);
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
