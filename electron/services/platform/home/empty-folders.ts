import { rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { desktopFolder } from './paths.ts';

/** Removes the app's empty folders below a home, so that a failed or removed installation leaves no trace. */
export async function pruneEmptyFolders(home: string): Promise<void> {
  const desktop = desktopFolder(home);
  const inner = ['locks', 'journal', 'processes'].map((name) => join(desktop, name));
  for (const folder of [...inner, desktop, dirname(desktop), join(home, 'clients')]) {
    try {
      rmdirSync(folder);
    } catch {
      // Not empty, missing or in use.
    }
  }
}
