import { randomBytes } from 'node:crypto';
import { chmod, chown, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { copyHashed, hashFile } from '../../platform/files/copy-file.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { isNotThere } from '../../platform/files/file-errors.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { openExistingFile, openStateFile } from '../../platform/files/state-file.ts';
import { unusedPath } from './leave-aof.ts';
import { RdbError } from './rdb-error.ts';
import { walkRdbFile } from './walk-rdb.ts';

/**
 * Copies a dump to the path that the next start reads: to a temporary file that is verified and synced to disk, and then
 * renamed. An existing dump is kept under another name, since a user may have put it there.
 * @throws Error of the file system; RdbError where the copy is damaged; AppError DISK_FULL
 */
export async function placeDump(from: string, to: string, signal: AbortSignal): Promise<void> {
  const source = await openStateFile(from);
  if (source === null) throw new Error(`${from} does not exist`);
  const temporary = `${to}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const { size, uid, gid, mode } = await source.stat();
    await requireSpace(dirname(to), size, 'A copy of the snapshot');
    const { sha256 } = await copyHashed(source, temporary, { signal });
    await verify(temporary, sha256, signal);
    // The server runs as the owner of the dump.
    if (process.geteuid?.() === 0) await chown(temporary, uid, gid);
    await chmod(temporary, mode & 0o777);
    await linkOrCopy(to, unusedPath(dirname(to), basename(to), new Date())).catch((error: unknown) => {
      if (!isNotThere(error)) throw error;
    });
    await rename(temporary, to);
    await syncFolder(dirname(to));
  } finally {
    await source.close();
    await rm(temporary, { force: true });
  }
}

async function verify(path: string, sha256: string, signal: AbortSignal): Promise<void> {
  const file = await openExistingFile(path);
  try {
    await walkRdbFile(file, { key: () => undefined }, { signal });
  } catch (error) {
    // The RDB is from a newer Redis than this reader supports, so the check compares the bytes.
    if (!(error instanceof RdbError) || error.fault !== 'unsupported') throw error;
    if ((await hashFile(file, { signal })).sha256 !== sha256) throw error;
  } finally {
    await file.close();
  }
}
