import { lstatSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { shownPath } from '../home/paths.ts';
import { errorCode } from './file-errors.ts';
import { isUnreadable } from './state-file.ts';

/** Why a file or folder cannot be read, and the fix: a sentence without its full stop that names the blocking path. */
export function whyUnreadable(path: string, error: unknown): string {
  if (isUnreadable(error)) return error.message.replace(/\.$/, '');
  const code = errorCode(error);
  const blamed = nearest(path);
  const shown = shownPath(blamed.path);
  switch (code) {
    case 'EACCES':
    case 'EPERM': {
      const others = blamed.found !== null && blamed.found.uid !== process.geteuid?.();
      if (!others)
        return `${shown} cannot be read, as its mode does not allow it. Run: chmod -R u+rwX ${quoted(shown)}`;
      return `${shown} cannot be read, as it belongs to another user. Run: sudo chown -R "$USER" ${quoted(shown)}`;
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

/** The path itself or, where stat fails, the nearest parent where it works. */
function nearest(path: string): { readonly path: string; readonly found: Stats | null } {
  try {
    return { path, found: lstatSync(path, { throwIfNoEntry: true }) };
  } catch {
    return dirname(path) === path ? { path, found: null } : nearest(dirname(path));
  }
}

/** Quoted for a shell, except that a leading `~` must stay unquoted. */
function quoted(shown: string): string {
  return /^[\w@%+=:,./~-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", String.raw`'\''`)}'`;
}
