import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The sources of each half of the build. `manage.sh` has the list of the first half too. */
const common = ['package.json', 'package-lock.json', 'electron.vite.config.ts', join('resources', 'launch'), 'shared'];
const sources = { main: [...common, 'electron'], renderer: [...common, 'renderer'] };
const results = { main: 'main/terminal.cjs', renderer: 'renderer/index.html' };

/** @typedef {'main' | 'all'} Part `main`: all that a command line needs; `all`: the view as well */

/**
 * Whether a source is newer than the part's last successful build, that is, than the stamp with the start time of the
 * build: files that changed while it ran count as newer. A folder counts too: its time changes when a file in it is
 * removed or renamed. Tests do not count. About 3 ms for 300 files.
 * @param {string} root
 * @param {Part} part
 */
export function isStale(root, part) {
  return isHalfStale(root, 'main') || (part === 'all' && isHalfStale(root, 'renderer'));
}

/**
 * @param {string} root
 * @param {keyof typeof sources} half
 */
function isHalfStale(root, half) {
  const built = statSync(join(root, 'out', `.built-${half}`), { throwIfNoEntry: false });
  if (built === undefined || !existsSync(join(root, 'out', results[half]))) return true;
  return sources[half].some((name) => isNewer(join(root, name), built.mtimeMs));
}

/**
 * @param {string} path
 * @param {number} than ms since 1970
 * @returns {boolean}
 */
function isNewer(path, than) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.mtimeMs > than) return true;
  if (!found.isDirectory()) return false;
  return readdirSync(path).some((name) => !/\.test\.tsx?$/.test(name) && isNewer(join(path, name), than));
}
