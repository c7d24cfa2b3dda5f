import { lstatSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isNotThere } from '../../platform/files/file-errors.ts';
import type { DataNames } from './data-form.ts';

/**
 * Removes an AOF that was switched off, after its data was saved as a snapshot. Left there it would be what Redis
 * starts on, as old as it is by then, when somebody writes `appendonly yes` into redis.conf.
 * Harmless where there is none, or where its files are not ours to remove.
 */
export async function removeAof(folder: string, { aof, aofFolder }: DataNames): Promise<void> {
  // The manifest first: without it the rest is no AOF to anybody, should we be killed in the middle.
  for (const name of [join(aofFolder, `${aof}.manifest`), aofFolder, aof]) {
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 }).catch(passOver);
  }
}

/** Puts one aside that nobody uses any more and of which we do not know that all of it is in the dump. */
export async function putAofAside(folder: string, { aof, aofFolder }: DataNames, now: Date): Promise<void> {
  for (const name of [aofFolder, aof]) {
    await rename(join(folder, name), unusedPath(folder, name, now)).catch(passOver);
  }
}

/** The path of a data file that is kept and no longer read. Nothing has this path: several may be kept in one second. */
export function unusedPath(folder: string, name: string, now: Date): string {
  const mark = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const path = join(folder, `${name}.unused-${mark}`);
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${path}-${number}`;
    if (lstatSync(free, { throwIfNoEntry: false }) === undefined) return free;
  }
}

function passOver(error: unknown): void {
  if (isNotThere(error) || ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return;
  throw error;
}
