import { lstat, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clearUnfinishedWrites } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { identifyProcess } from '../../platform/process/process-identity.ts';

/** Names from `hiddenName` in a backups folder, and the work folders and files beside them. */
const partName = /^\.part-(\d+)-[0-9a-f]{12}(?:-work|-plain)?$/;

/**
 * Removes temporary files and folders of dead processes: unfinished writes and parts of backups. A journal names them
 * as well, but only until its operation has ended.
 */
export async function clearLeftovers(home: string): Promise<void> {
  const tenants = join(home, 'clients');
  const desktop = desktopFolder(home);
  const destroyed = join(desktop, 'destroyed');
  const [ids, deletedTenants, subfolders] = await Promise.all([tenants, destroyed, desktop].map(foldersIn));
  const roots = [
    join(home, 'redis'),
    ...(ids ?? []).map((id) => join(tenants, id, 'redis')),
    ...(deletedTenants ?? []).map((name) => join(destroyed, name, 'redis')),
  ];
  const folders = new Set([home, desktop, ...(subfolders ?? []).map((name) => join(desktop, name))]);
  for (const root of roots) for (const subfolder of [dirname(root), root, join(root, 'config')]) folders.add(subfolder);
  const backups = roots.map((root) => join(root, 'backups'));
  await Promise.all([...folders, ...backups].map(clearUnfinishedWrites));
  await Promise.all(backups.map(clearParts));
}

async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = (await orNull(readdir(path, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function clearParts(folder: string): Promise<void> {
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const pid = Number(partName.exec(name)?.[1] ?? 0);
    const path = join(folder, name);
    if (pid === 0 || !(await isAbandoned(path, pid))) continue;
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** In a container every start may have the same pid, so a file older than this process belongs to an earlier start. */
async function isAbandoned(path: string, pid: number): Promise<boolean> {
  if (pid !== process.pid) return (await identifyProcess(pid)) === null;
  const found = await orNull(lstat(path));
  return found !== null && found.mtimeMs < Date.now() - process.uptime() * 1000;
}
