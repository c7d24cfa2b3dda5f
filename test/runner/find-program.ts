import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is on the PATH; null when it is not. `/usr/sbin` is looked through as well: dockerd lives there. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const folder of folders) {
    const file = join(folder, name + suffix);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  return null;
}
