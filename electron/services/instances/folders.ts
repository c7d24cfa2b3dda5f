import { lstatSync, mkdirSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { desktopFolder, type InstancePaths } from '../home/paths.ts';
import type { UndoEntry } from '../operations/operation-context.ts';

/** What undoes {@link makeFolders}: those that are not there yet, to be removed again. */
export function missingFolders(paths: InstancePaths): readonly UndoEntry[] {
  const missing = foldersOf(paths).map(topmostMissing);
  return [...new Set(missing)].flatMap((path) => (path === null ? [] : [{ type: 'folder', path }]));
}

/** Makes an instance's folders, 0700. */
export function makeFolders(paths: InstancePaths): void {
  for (const folder of foldersOf(paths)) mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function foldersOf({ data, config, logs, backups }: InstancePaths): readonly string[] {
  return [data, config, logs, backups];
}

/** The highest folder of a path that has yet to be made; null when the path is there. */
function topmostMissing(path: string): string | null {
  if (lstatSync(path, { throwIfNoEntry: false })) return null;
  const parent = dirname(path);
  return parent === path ? path : (topmostMissing(parent) ?? path);
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
