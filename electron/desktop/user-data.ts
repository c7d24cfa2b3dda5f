import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { readEnvironment } from '../services/platform/home/environment.ts';
import { desktopFolder } from '../services/platform/home/paths.ts';

/**
 * Keeps what Chromium writes in our home, so that everything of ours is in one place and the single instance is one
 * per home. Must run before anything asks for the folder or for the lock.
 * @returns the home, and the folder in it that is ours
 */
export function setupUserData(env: NodeJS.ProcessEnv): { readonly home: string; readonly folder: string } {
  const home = homeOf(env);
  const folder = desktopFolder(home);
  const own = join(folder, 'window');
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    app.setPath('userData', own);
  } catch {
    // A home that cannot be written: the services are about to say so, and until then any folder does.
  }
  return { home, folder };
}

/** The home alone: a wrong variable beside it is the services' to complain of, and their complaint goes to its log. */
function homeOf({ VROOLI_HOME }: NodeJS.ProcessEnv): string {
  return readEnvironment({ VROOLI_HOME }).home;
}
