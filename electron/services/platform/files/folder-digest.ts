import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Sixteen hexadecimal digits over the names and contents of all files in a folder. */
export async function folderDigest(folder: string): Promise<string> {
  const sum = createHash('sha256');
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    const one = createHash('sha256');
    for await (const chunk of createReadStream(path)) one.update(chunk as Buffer);
    sum.update(`${name.split(sep).join('/')}\0${one.digest('hex')}\n`);
  }
  return sum.digest('hex').slice(0, 16);
}
