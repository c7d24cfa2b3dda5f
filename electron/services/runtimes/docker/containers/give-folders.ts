import { chown, lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../../../platform/files/file-errors.ts';
import type { RuntimeEntry } from '../../runtime.ts';
import { USER_LABEL } from '../engine/ownership.ts';

/**
 * Gives a container's folders to the user it runs as. Only root gives files away, and only for root a container runs as
 * somebody else. What is linked to elsewhere within them is left alone.
 */
export async function giveFolders({ labels, mounts }: Pick<RuntimeEntry, 'labels' | 'mounts'>): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const [uid, gid] = (labels[USER_LABEL] ?? '').split(':').map(Number);
  if (!uid) return;
  for (const folder of [mounts.data, mounts.config, mounts.logs]) {
    // A folder that is itself a link is mounted as what it points to.
    const mounted = folder === null ? null : await orNull(realpath(folder));
    if (mounted !== null) await give(mounted, uid, gid ?? uid);
  }
}

async function give(path: string, uid: number, gid: number): Promise<void> {
  const found = await orNull(lstat(path));
  if (found === null || found.isSymbolicLink()) return;
  if (found.uid !== uid || found.gid !== gid) await chown(path, uid, gid);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await give(join(path, name), uid, gid);
}
