import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/run-manage.ts';

/** The Electron program: `$ELECTRON_OVERRIDE_DIST_PATH`, or what `electron:install` brought; null when neither is. */
export function findElectron(): string | null {
  const folder = join(projectRoot, 'node_modules/electron');
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' } as Record<string, string>;
  // Written by Electron's own installer; a folder of one's own may come without.
  const listed = join(folder, 'path.txt');
  const name = existsSync(listed) ? readFileSync(listed, 'utf8').trim() : (names[process.platform] ?? 'electron');
  const program = join(dist, name);
  return existsSync(program) ? program : null;
}

/** Why the desktop client cannot be run here; null when it can. */
export function electronProblem(): string | null {
  if (!findElectron()) return 'no Electron program';
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'no display';
  return null;
}
