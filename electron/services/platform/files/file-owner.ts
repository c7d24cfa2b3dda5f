import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
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
  const folder = nearestFolder(path);
  return folder === null ? 'access denied' : `${shownPath(folder.path)} has ${ofStats(folder.found)}`;
}

/** The command that gives the current user read permission. */
export function rightsFix(path: string): string {
  const target = shownPath(path);
  const quoted = /^[\w@%+=:,./~-]+$/.test(target) ? target : `'${target.replaceAll("'", String.raw`'\''`)}'`;
  return isMine(path) ? `Run: chmod u+rw ${quoted}` : `Run: sudo chown "$USER" ${quoted}`;
}

function isMine(path: string): boolean {
  try {
    return statSync(path).uid === process.geteuid?.();
  } catch {
    return false;
  }
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

function nearestFolder(path: string): { readonly path: string; readonly found: Stats } | null {
  const parent = dirname(path);
  if (parent === path) return null;
  try {
    return { path: parent, found: lstatSync(parent) };
  } catch {
    return nearestFolder(parent);
  }
}
