import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { shownPath } from '../home/paths.ts';
import { errorCode } from './file-errors.ts';

/** What must stay free beside what is written, bytes. */
const SPARE_BYTES = 16 * 1024 * 1024;

/**
 * What a user may still write on the disk of a path, bytes, whether the path is there yet or not; null where that
 * cannot be told.
 */
export async function freeBytes(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(path);
    return errorCode(error) === 'ENOENT' && parent !== path ? freeBytes(parent) : null;
  }
}

/** @throws AppError DISK_FULL with both figures, before anything is written */
export async function requireSpace(path: string, needed: number, what: string): Promise<void> {
  const free = await freeBytes(path);
  if (free === null || free >= needed + SPARE_BYTES) return;
  throw new AppError(
    'DISK_FULL',
    `${what} needs about ${formatBytes(needed)} and keeps ${formatBytes(SPARE_BYTES)} free; the disk that holds ${shownPath(path)} has ${formatBytes(free)}. Free some space and try again; nothing was changed.`,
    { needed, free },
  );
}
