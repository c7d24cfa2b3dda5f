import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';

/** Undo entries for {@link makeFolders}: remove the folders that do not exist yet. */
export function missingFolders(paths: InstancePaths): readonly UndoEntry[] {
  const missing = foldersOf(paths).map(topmostMissing);
  return [...new Set(missing)].flatMap((path) => (path === null ? [] : [{ type: 'folder', path }]));
}

/** Creates an instance's folders with mode 0700. */
export function makeFolders(paths: InstancePaths): void {
  for (const folder of foldersOf(paths)) ensureFolder(folder);
}

function foldersOf({ data, config, logs, backups }: InstancePaths): readonly string[] {
  return [data, config, logs, backups];
}

/** The topmost missing folder of a path; null if the path exists. */
function topmostMissing(path: string): string | null {
  if (lstatSync(path, { throwIfNoEntry: false })) return null;
  const parent = dirname(path);
  return parent === path ? path : (topmostMissing(parent) ?? path);
}
