import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { shownPath } from '../home/paths.ts';
import { errorCode } from './file-errors.ts';

/** Must stay free after the write, so that Redis can still save. */
const SPARE_BYTES = 16 * 1024 * 1024;

/**
 * The bytes that the user can still write on the disk of a path, which need not exist yet; null if the system does
 * not report them.
 */
export async function freeBytes(path: string): Promise<number | null> {
  return (await measure(path))?.free ?? null;
}

/** The path, or its nearest parent that exists. */
async function measure(path: string): Promise<{ readonly place: string; readonly free: number } | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return { place: path, free: bavail * bsize };
  } catch (error) {
    const parent = dirname(path);
    return errorCode(error) === 'ENOENT' && parent !== path ? measure(parent) : null;
  }
}

/** @throws AppError DISK_FULL with both sizes, before the write */
export async function requireSpace(path: string, needed: number, purpose: string): Promise<void> {
  const disk = await measure(path);
  if (disk === null || disk.free >= needed + SPARE_BYTES) return;
  const { place, free } = disk;
  throw new AppError(
    'DISK_FULL',
    `${purpose} needs about ${formatBytes(needed)} and keeps ${formatBytes(SPARE_BYTES)} free; the disk that holds ${shownPath(place)} has ${formatBytes(free)}. Free some space and try again; nothing was changed.`,
    { needed, free },
  );
}
