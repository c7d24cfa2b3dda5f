import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program on the PATH or in these folders; null without it. Also in `/usr/sbin`, where dockerd is. */
export function findProgram(name: string, ...also: readonly string[]): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', ...also];
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
