import { dirname } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';
import { blockingEntry, isMine, quotedPath } from './file-owner.ts';

/** The code of a failed system call, such as ENOENT; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether a file does not exist. ENOTDIR: a parent of the path is a file. */
export function isNotThere(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Returns null for a missing file and throws every other error. */
export async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}

/** Turns write failures below the home that a user can fix into typed errors. Returns other errors unchanged. */
export function asHomeFailure(error: unknown, home: string): unknown {
  return withCause(error, home, ' with VROOLI_HOME');
}

/** {@link asHomeFailure} for a folder that a user has named, outside the home. */
export function asFolderFailure(error: unknown, folder: string): unknown {
  return withCause(error, folder, '');
}

/** @param how to choose another folder */
function withCause(error: unknown, home: string, how: string): unknown {
  const shown = shownPath(home);
  const code = errorCode(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'DISK_FULL',
        `The disk that holds ${shown} is full. Free some space and try again; unfinished changes are undone.`,
        { needed: null, free: 0 },
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT': {
      // A folder that vanished is no matter of permissions; only a new one in an existing folder is.
      if (code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall !== 'mkdir') return error;
      return new AppError(
        'HOME_NOT_WRITABLE',
        deniedBelow(error, home) ??
          `The folder ${shown} cannot be written (${code}). ${causeOf(error, code, home)} another folder${how}.`,
        { home: shown, reason: code },
        { cause: error },
      );
    }
    default:
      return error;
  }
}

/** The cause and the ways out, up to "choose". */
function causeOf(error: unknown, code: string, home: string): string {
  const { path, found } = blockingEntry(pathOf(error) || home);
  if (code === 'EROFS') return 'Its disk is read-only. Make it writable, or choose';
  // The file systems of /proc and of automatic mounts.
  if (code === 'ENOENT') return `The file system of ${shownPath(path)} accepts no new folders. Choose`;
  const isFile = (code === 'ENOTDIR' || code === 'EEXIST') && found !== null && !found.isDirectory();
  if (isFile) return `${shownPath(path)} is not a folder. Choose`;
  return 'Give your user write permission there, or choose';
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error ? String(error.path) : '';
}

/** Names what belongs to another user inside a home of one's own: `sudo` leaves such files. Null for another cause. */
function deniedBelow(error: unknown, home: string): string | null {
  const path = pathOf(error);
  if (!path.startsWith(`${home}/`) || !isMine(blockingEntry(home).found)) return null;
  const places = [dirname(path), path].map(blockingEntry);
  const foreign = places.find(({ found }) => found !== null && !isMine(found));
  if (!foreign) return null;
  const shown = shownPath(foreign.path);
  return `${shown} belongs to another user, so it cannot be changed. Run: sudo chown -R "$USER" ${quotedPath(shown)}`;
}
