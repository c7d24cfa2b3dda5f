import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { shownPath } from '../home/paths.ts';

/** What stands in a file's place, with its article: "a folder", "a FIFO". */
export function kindOf(found: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket' | 'isCharacterDevice'>): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a FIFO';
  if (found.isSocket()) return 'a socket';
  return found.isCharacterDevice() ? 'a device' : 'something else';
}

/**
 * "owner root, mode 0600" of a file that we may not read, or of the folder that keeps us from it.
 * @param found null where the file itself could not be looked at
 */
export function ownerAndMode(path: string, found: Stats | null): string {
  if (found) return ofStats(found);
  const folder = nearestFolder(path);
  return folder === null ? 'access denied' : `${shownPath(folder.path)} has ${ofStats(folder.found)}`;
}

/** What gives the user of this program the right to read it. */
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

/** The name of a user of this computer; the number where it has none. */
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
