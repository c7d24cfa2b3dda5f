import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureFolder } from '../home/ensure-folder.ts';
import { lockContent, takeFile } from './exclusive-file.ts';
import { errorCode, orNull } from './file-errors.ts';

export interface RotationRule {
  /** A larger file is rotated. */
  readonly largestBytes: number;
  /** The number of files to keep, including the current one. */
  readonly files: number;
}

/** The names of rotated files, newest first: `redis.log.1`, `redis.log.2`. */
export function rotatedNames(path: string, { files }: Pick<RotationRule, 'files'>): readonly string[] {
  return Array.from({ length: files - 1 }, (_, index) => `${path}.${index + 1}`);
}

/**
 * Renames a too large file and starts a new one. For files that their writers open for every line: a line in progress
 * goes to the old file under its new name, so none is lost. One process rotates at a time; a concurrent call does
 * nothing. After a crash at any point, every kept line is still in one of the files.
 * @returns whether the file was rotated
 * @throws the error of the file system
 */
export async function rotateFile(path: string, rule: RotationRule): Promise<boolean> {
  if (!(await isTooLarge(path, rule))) return false;
  const lock = join(dirname(path), `.${path.slice(dirname(path).length + 1)}.rotation`);
  ensureFolder(dirname(path));
  if (await takeFile(lock, await lockContent('rotation'), crypto.randomUUID())) return false;
  try {
    // Another process may have done it in the meantime.
    const before = await isTooLarge(path, rule);
    if (!before) return false;
    const names = [path, ...rotatedNames(path, rule)];
    for (let at = names.length - 1; at > 0; at -= 1) {
      const [from, to] = [names[at - 1], names[at]];
      if (from !== undefined && to !== undefined) await orNull(rename(from, to));
    }
    await beginNew(path, before.mode & 0o777);
    return true;
  } finally {
    await rm(lock, { force: true });
  }
}

async function isTooLarge(path: string, { largestBytes }: RotationRule) {
  const now = await orNull(stat(path));
  return now?.isFile() && now.size > largestBytes ? now : null;
}

/** Sets the mode, since a writer may already have created the file with another one. */
async function beginNew(path: string, mode: number): Promise<void> {
  try {
    await (await open(path, 'ax', mode)).close();
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    await chmod(path, mode);
  }
}
