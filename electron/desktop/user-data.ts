import { join } from 'node:path';
import { app } from 'electron';
import { makeFolders } from '../services/platform/home/ensure-folder.ts';
import { readEnvironment } from '../services/platform/home/environment.ts';
import { desktopFolder } from '../services/platform/home/paths.ts';

/**
 * Puts Chromium's data into our home, so that everything of ours is in one place and each home has its own
 * single-instance lock. Must run before anything asks for the folder or the lock.
 * @returns the home, and the app's folder in it
 */
export function setupUserData(env: NodeJS.ProcessEnv): { readonly home: string; readonly folder: string } {
  const home = homeOf(env);
  const folder = desktopFolder(home);
  const own = join(folder, 'window');
  try {
    makeFolders(own);
    app.setPath('userData', own);
  } catch {
    // The home cannot be written. The services will report that; until then any folder works.
  }
  return { home, folder };
}

/** Reads only the home. The services report other invalid variables, and the report goes to the home's log. */
function homeOf({ VROOLI_HOME }: NodeJS.ProcessEnv): string {
  return readEnvironment({ VROOLI_HOME }).home;
}
