import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a temporary file, fsync, rename, and fsync of the folder, without anything around it. */
export async function atomicWrite(path: string, text: string): Promise<void> {
  const file = await open(`${path}.bench`, 'w', 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(`${path}.bench`, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync();
  await folder.close();
}
