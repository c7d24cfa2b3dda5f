import { closeSync, constants, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import { isNotThere } from './file-errors.ts';
import { kindOf } from './file-owner.ts';
import { asUnreadable, unreadable } from './state-file.ts';

/** Without O_NONBLOCK, opening a FIFO without a reader would wait for one. Windows has no such flag. */
const APPEND_FLAGS = constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a log or journal for appending and creates it with mode 0600. Opens regular files only: a write to a FIFO or
 * device would block or be lost.
 * @param options.reads also allow reads
 * @returns its descriptor
 * @throws AppError FILE_UNREADABLE; Error of the file system, such as ENOENT for a missing folder
 */
export function openToAppend(path: string, options: { readonly reads?: boolean } = {}): number {
  const access = options.reads ? constants.O_RDWR : constants.O_WRONLY;
  let file: number;
  try {
    file = openSync(path, APPEND_FLAGS | access, 0o600);
  } catch (error) {
    const found = statsOf(path);
    // ENXIO: a FIFO that no process reads, or a socket.
    if (found !== null && !found.isFile()) throw notAFile(path, found);
    throw found === null ? error : asUnreadable(path, error, found);
  }
  const found = fstatSync(file);
  if (found.isFile()) return file;
  closeSync(file);
  throw notAFile(path, found);
}

/** Checks that {@link openToAppend} will succeed. Creates the file; a missing folder is no error. */
export function requireAppend(path: string): void {
  try {
    closeSync(openToAppend(path));
  } catch (error) {
    if (!isNotThere(error)) throw error;
  }
}

function notAFile(path: string, found: Stats) {
  return unreadable(path, 'not-a-file', `it is ${kindOf(found)}, not a file`, 'Move it away.');
}

function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
