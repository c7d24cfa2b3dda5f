import { AppError } from '../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';

/** Node's code of a failed system call: ENOENT, EACCES, ENOSPC…; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Turns "not there" into null and lets every other failure through. */
export async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The failures of writing below the home that a user can mend, as typed failures; any other comes back as it is. */
export function asHomeFailure(error: unknown, home: string): unknown {
  const shown = shownPath(home);
  switch (errorCode(error)) {
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
        `The folder ${shown} cannot be written (${errorCode(error)}). Give yourself the right to write there, or choose another folder with VROOLI_HOME.`,
        { home: shown, reason: errorCode(error) ?? 'unknown' },
        { cause: error },
      );
    default:
      return error;
  }
}
