import { copyFile, link, rename, rm } from 'node:fs/promises';
import { errorCode } from './file-errors.ts';

/**
 * Gives a file a second name, which costs nothing; a copy where the file system has no links. It is there whole or
 * not at all. For files that are only read.
 */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'].includes(errorCode(error) ?? '')) throw error;
    const part = partOf(to);
    try {
      await copyFile(from, part);
      await rename(part, to);
    } catch (failure) {
      await rm(part, { force: true });
      throw failure;
    }
  }
}

/** The name of a copy that is not whole yet. A process that was killed may have left it. */
export function partOf(path: string): string {
  return `${path}.part`;
}
