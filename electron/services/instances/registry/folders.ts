import { lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';

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
