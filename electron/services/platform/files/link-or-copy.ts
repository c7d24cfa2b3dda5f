import { copyFile, link, rename } from 'node:fs/promises';
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
    await copyFile(from, `${to}.part`);
    await rename(`${to}.part`, to);
  }
}
