import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { homeOf } from '../home/ensure-folder.ts';
import { shownPath } from '../home/paths.ts';

/** The kind of an entry that is not a file, with its article: "a folder", "a FIFO". */
export function kindOf(found: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket' | 'isCharacterDevice'>): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a FIFO';
  if (found.isSocket()) return 'a socket';
  return found.isCharacterDevice() ? 'a device' : 'something else';
}

/**
 * "owner root, mode 0600" of an unreadable file, or of the folder that denies access to it.
 * @param found null if stat of the file itself fails
 */
export function ownerAndMode(path: string, found: Stats | null): string {
  if (found) return ofStats(found);
  const blamed = blockingEntry(path);
  if (blamed.found === null) return 'access denied';
  return blamed.path === path ? ofStats(blamed.found) : `${shownPath(blamed.path)} has ${ofStats(blamed.found)}`;
}

/**
 * How the current user gets read permission. A command for the file, or for the folder that denies it, if that is in a
 * folder of this user: nobody is advised to take over files of the system or of other people.
 */
export function rightsFix(path: string): string {
  const { path: blamed, found } = blockingEntry(path);
  const target = quotedPath(shownPath(blamed));
  const recursive = found?.isDirectory() ? '-R ' : '';
  if (isMine(found)) return `Run: chmod ${recursive}u+rw${recursive === '' ? '' : 'X'} ${target}`;
  if (!isMine(blockingEntry(dirname(blamed)).found)) {
    const home = homeOf(path);
    return home === undefined || isMine(blockingEntry(home).found)
      ? 'Ask its owner for a copy that you can read.'
      : 'Set VROOLI_HOME to a folder of your user.';
  }
  return `Run: sudo chown ${recursive}"$USER" ${target}`;
}

/** The path itself or, where stat fails, the nearest parent where it works: that one denies access. */
export function blockingEntry(path: string): { readonly path: string; readonly found: Stats | null } {
  try {
    return { path, found: lstatSync(path) };
  } catch {
    return dirname(path) === path ? { path, found: null } : blockingEntry(dirname(path));
  }
}

export function isMine(found: Pick<Stats, 'uid'> | null): boolean {
  return found?.uid === process.geteuid?.();
}

/** Quoted for a shell, except that a leading `~` must stay unquoted. */
export function quotedPath(shown: string): string {
  return /^[\w@%+=:,./~-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", String.raw`'\''`)}'`;
}

function ofStats({ uid, mode }: Stats): string {
  return `owner ${userName(uid)}, mode ${(mode & 0o7777).toString(8).padStart(4, '0')}`;
}

/** The name of a local user; the uid where it has none. */
function userName(uid: number): string {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return lines.find((line) => line.split(':')[2] === String(uid))?.split(':')[0] ?? String(uid);
  } catch {
    return String(uid);
  }
}
