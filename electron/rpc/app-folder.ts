import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the app's package.json: the checkout, or the archive of an installed app. Looked for upwards, because
 * this file runs as a source, as part of an entrance and as a chunk, each at another depth.
 */
export function appFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
