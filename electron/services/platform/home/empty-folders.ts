import { rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { desktopFolder } from './paths.ts';

/** Removes what is empty of ours below a home, so that an installation that failed or was removed leaves no trace. */
export async function pruneEmptyFolders(home: string): Promise<void> {
  const desktop = desktopFolder(home);
  const inner = ['locks', 'journal', 'processes'].map((name) => join(desktop, name));
  for (const folder of [...inner, desktop, dirname(desktop), join(home, 'clients')]) {
    try {
      rmdirSync(folder);
    } catch {
      // Not empty, not there, or in use: then it stays.
    }
  }
}
