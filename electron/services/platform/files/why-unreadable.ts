import { shownPath } from '../home/paths.ts';
import { errorCode } from './file-errors.ts';
import { blockingEntry, isMine, rightsFix } from './file-owner.ts';
import { isUnreadable } from './state-file.ts';

/** Why a file or folder cannot be read, and the fix: a sentence without its full stop that names the blocking path. */
export function whyUnreadable(path: string, error: unknown): string {
  if (isUnreadable(error)) return error.message.replace(/\.$/, '');
  const code = errorCode(error);
  const blamed = blockingEntry(path);
  const shown = shownPath(blamed.path);
  switch (code) {
    case 'EACCES':
    case 'EPERM': {
      const reason = isMine(blamed.found) ? 'its mode does not allow it' : 'it belongs to another user';
      return `${shown} cannot be read, as ${reason}. ${rightsFix(path).replace(/\.$/, '')}`;
    }
    case 'ENOTDIR':
      return `${shown} is a file where a folder should be. Move it away`;
    case 'EISDIR':
      return `${shown} is a folder where a file should be. Move it away`;
    case 'ELOOP':
      return `${shown} is a symbolic link to itself. Remove it, or link it to the right file`;
    default:
      return `${shown} cannot be read (${code ?? String(error)}). Check its disk`;
  }
}
