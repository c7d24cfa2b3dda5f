import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The size of all files below a folder; 0 when it does not exist. Files that vanish during the walk count 0 bytes.
 * Synchronous: a tenant has a dozen files, and each would be a queued call in Node's thread pool.
 */
export function folderBytes(folder: string): number {
  return entriesIn(folder).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? folderBytes(path) : fileBytes(path));
  }, 0);
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function fileBytes(path: string): number {
  try {
    const found = statSync(path);
    return found.isFile() ? found.size : 0;
  } catch {
    return 0;
  }
}
