import { lstatSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isNotThere } from '../../platform/files/file-errors.ts';
import type { DataNames } from './data-form.ts';

/**
 * Removes an AOF that was switched off, after its data was saved as a snapshot. Otherwise Redis would load the outdated
 * AOF after a later change to `appendonly yes`.
 * Does nothing without an AOF or without permission to remove it.
 */
export async function removeAof(folder: string, { aof, aofFolder }: DataNames): Promise<void> {
  // The manifest first: if this process is killed in between, no Redis reads the rest without it.
  for (const name of [join(aofFolder, `${aof}.manifest`), aofFolder, aof]) {
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 }).catch(ignoreMissing);
  }
}

/** Renames an unused AOF whose data may not all be in the dump. */
export async function putAofAside(folder: string, { aof, aofFolder }: DataNames, now: Date): Promise<void> {
  for (const name of [aofFolder, aof]) {
    await rename(join(folder, name), unusedPath(folder, name, now)).catch(ignoreMissing);
  }
}

/** A free path for a data file that is kept but no longer read. Several files may be kept in one second. */
export function unusedPath(folder: string, name: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const path = join(folder, `${name}.unused-${stamp}`);
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${path}-${number}`;
    if (lstatSync(free, { throwIfNoEntry: false }) === undefined) return free;
  }
}

function ignoreMissing(error: unknown): void {
  if (isNotThere(error) || ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return;
  throw error;
}
