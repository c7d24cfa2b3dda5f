import { chown, lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../../../platform/files/file-errors.ts';
import type { RuntimeEntry } from '../../runtime.ts';
import { USER_LABEL } from '../engine/ownership.ts';

/**
 * Changes the owner of a container's folders to the container's user. Needed only if the app runs as root: the container
 * then runs as another user. Does not follow links inside the folders.
 */
export async function giveFolders({ labels, mounts }: Pick<RuntimeEntry, 'labels' | 'mounts'>): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const [uid, gid] = (labels[USER_LABEL] ?? '').split(':').map(Number);
  if (!uid) return;
  for (const folder of [mounts.data, mounts.config, mounts.logs]) {
    // The engine mounts the target of a linked folder.
    const mounted = folder === null ? null : await orNull(realpath(folder));
    if (mounted !== null) await changeOwner(mounted, uid, gid ?? uid);
  }
}

/** Changes the owner of a folder with all of its content. Does not follow links. */
export async function changeOwner(path: string, uid: number, gid: number): Promise<void> {
  const found = await orNull(lstat(path));
  if (found === null || found.isSymbolicLink()) return;
  if (found.uid !== uid || found.gid !== gid) await chown(path, uid, gid);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await changeOwner(join(path, name), uid, gid);
}
