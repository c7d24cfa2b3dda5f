import { copyFile, link, rename, rm } from 'node:fs/promises';
import { errorCode } from './file-errors.ts';

/**
 * Creates a hard link, which costs nothing, or a copy where the file system has no links. The new file appears complete
 * or not at all. For read-only files, since both names share the content.
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

/** The name of an unfinished copy. A killed process may leave it. */
export function partOf(path: string): string {
  return `${path}.part`;
}
