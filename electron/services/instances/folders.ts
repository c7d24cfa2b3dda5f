import { lstat, mkdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { orNull } from '../files/file-errors.ts';
import { desktopFolder, type InstancePaths } from '../home/paths.ts';
import type { OperationContext } from '../operations/operation-context.ts';

/** Makes an instance's folders, 0700, noting those that were not there so that a failure removes them again. */
export async function makeFolders(paths: InstancePaths, op: OperationContext): Promise<void> {
  const wanted = [paths.data, paths.config, paths.logs, paths.backups];
  const missing = [...new Set((await Promise.all(wanted.map(topmostMissing))).filter((path) => path !== null))];
  if (missing.length > 0) await op.undo.add(...missing.map((path) => ({ type: 'folder', path }) as const));
  for (const folder of wanted) await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** The highest folder of a path that has yet to be made; null when the path is there. */
async function topmostMissing(path: string): Promise<string | null> {
  if (await orNull(lstat(path))) return null;
  const parent = dirname(path);
  return parent === path ? path : ((await topmostMissing(parent)) ?? path);
}

/** Removes what is empty of ours below a home, so that an installation that failed or was removed leaves no trace. */
export async function pruneEmptyFolders(home: string): Promise<void> {
  const desktop = desktopFolder(home);
  const inner = ['locks', 'journal', 'processes'].map((name) => join(desktop, name));
  for (const folder of [...inner, desktop, dirname(desktop), join(home, 'clients')]) {
    // Not empty, not there, or in use: then it stays.
    await rmdir(folder).catch(() => undefined);
  }
}
