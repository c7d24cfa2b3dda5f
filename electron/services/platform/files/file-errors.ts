import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';

/** Node's code of a failed system call: ENOENT, EACCES, ENOSPC…; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether a file could not be looked at because it is not there; below what is itself a file nothing is. */
export function isNotThere(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Turns "not there" into null and lets every other failure through. */
export async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}

/** Node says ENOENT when it cannot make a folder, its parents included, on a disk that can only be read. */
function writeCode(error: unknown): string | undefined {
  const code = errorCode(error);
  return code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'mkdir' ? 'EROFS' : code;
}

/**
 * The same for what is written without an operation, such as a schedule: only a failure of the home's own disk, as a
 * file elsewhere may fail for reasons of its own.
 */
export function asWriteFailure(error: unknown, home: string): unknown {
  const path = error instanceof Error && 'path' in error ? String(error.path) : null;
  const code = errorCode(error);
  const diskOnly = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS';
  const below = path !== null && (path === home || path.startsWith(`${home}/`) || home.startsWith(`${path}/`));
  return below || (path === null && diskOnly) ? asHomeFailure(error, home) : error;
}

/** The failures of writing below the home that a user can mend, as typed failures; any other comes back as it is. */
export function asHomeFailure(error: unknown, home: string): unknown {
  const shown = shownPath(home);
  const code = writeCode(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'DISK_FULL',
        `The disk that holds ${shown} is full. Free some space and try again; what was begun is undone.`,
        { needed: null, free: 0 },
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new AppError(
        'HOME_NOT_WRITABLE',
        `The folder ${shown} cannot be written (${code}). Give yourself the right to write there, or choose another folder with VROOLI_HOME.`,
        { home: shown, reason: code },
        { cause: error },
      );
    default:
      return error;
  }
}
