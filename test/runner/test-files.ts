import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders that contain tests. */
const FOLDERS = ['electron', 'renderer', 'shared', 'test'] as const;

/** Every test file of the project, as a path from its root with slashes, sorted. */
export async function testFiles(root: string): Promise<readonly string[]> {
  const found = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
    }),
  );
  return found
    .flat()
    .filter((file) => /\.(?:test|spec)\.tsx?$/.test(file))
    .sort();
}
