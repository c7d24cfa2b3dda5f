import { lstatSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { asFolderFailure, asHomeFailure, errorCode } from './file-errors.ts';
import { asUnreadable } from './state-file.ts';

const reading = new Set(['stat', 'lstat', 'access', 'scandir', 'opendir', 'readlink', 'realpath', 'read']);
const writing = new Set([
  'mkdir',
  'rename',
  'unlink',
  'rmdir',
  'link',
  'symlink',
  'copyfile',
  'chmod',
  'chown',
  'write',
]);
/** What a broken or lost disk reports, and a connection never. */
const brokenDisk = new Set(['EIO', 'EUCLEAN', 'ESTALE']);
const diskOnly = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/**
 * Names the cause of a failed system call that nothing else has named: the file or folder, the disk, or the limit of
 * open files. Returns other errors unchanged, a missing file among them.
 */
export function asSystemFailure(error: unknown, home: string): unknown {
  const code = errorCode(error);
  if (!(error instanceof Error) || code === undefined) return error;
  if (code === 'EMFILE' || code === 'ENFILE') return failure(`Too many files are open (${code})`, MORE_FILES);
  const path = 'path' in error ? String(error.path) : null;
  if (path === null) {
    if (brokenDisk.has(code)) return failure(`The disk reports ${code}`, 'Check the disk of the file.');
    return diskOnly.has(code) ? asHomeFailure(error, home) : error;
  }
  const inHome = isBelow(path, home) || isBelow(home, path) ? asHomeFailure(error, home) : error;
  return inHome === error ? asNamedFailure(error, path) : inHome;
}

/** A file that a user has named, such as an import or a certificate, or a failed read in the home. */
function asNamedFailure(error: NodeJS.ErrnoException, path: string): unknown {
  const { code, syscall = '' } = error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return error;
  const found = entryAt(path);
  const opensToRead = syscall === 'open' && (found !== null || code === 'ELOOP');
  if (opensToRead || reading.has(syscall)) return asUnreadable(path, error, found);
  return syscall === 'open' || writing.has(syscall) ? asFolderFailure(error, dirname(path)) : error;
}

const MORE_FILES = 'Allow more with ulimit -n, then start the app again.';

function failure(detail: string, fix: string): AppError<'FILE_UNREADABLE'> {
  return new AppError('FILE_UNREADABLE', `${detail}. ${fix}`, { path: '', trouble: 'failed', detail, fix });
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function entryAt(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}
