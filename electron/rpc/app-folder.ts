import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the app's package.json: the checkout, or the archive of an installed app. Searched upwards, because
 * this code runs as a source file, as part of an entry point and as a chunk, each at another depth.
 */
export function appFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
