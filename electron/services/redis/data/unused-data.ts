import { lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { folderBytes } from '../../platform/files/folder-bytes.ts';
import { readableNamesIn } from '../../platform/files/names-in.ts';

/** As long as a destroyed tenant can be restored. */
const KEPT_MS = 7 * 24 * 3600_000;

/** `dump.rdb.unused-20261122-235901`, as `unusedPath` names it: the name in use, date, time, and a number. */
const pattern = /^(.+)\.unused-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-(\d+))?$/;

/** A data file or AOF folder that is kept but that no start reads. */
export interface UnusedData {
  readonly path: string;
  readonly name: string;
  /** Since when it is unused. */
  readonly since: Date;
  readonly sizeBytes: number;
}

/** The unused data in a data folder, newest first. */
export function unusedData(folder: string): readonly UnusedData[] {
  return named(folder).map(({ name, path, since }) => ({ name, path, since, sizeBytes: sizeOf(path) }));
}

/**
 * Deletes unused data after seven days, except the newest of each name: it may be the only copy of keys that the server
 * does not hold. Leaves files that this user may not delete.
 */
export function removeExpiredUnused(folder: string, now: Date): void {
  const newest = new Set<string>();
  for (const { path, original, since } of named(folder)) {
    const isNewest = !newest.has(original);
    newest.add(original);
    if (isNewest || now.getTime() - since.getTime() < KEPT_MS) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The diagnosis lists it.
    }
  }
}

interface Named extends Pick<UnusedData, 'name' | 'path' | 'since'> {
  readonly original: string;
  readonly number: number;
}

function named(folder: string): readonly Named[] {
  // An unreadable folder is reported with its instance.
  return readableNamesIn(folder)
    .flatMap((name): readonly Named[] => {
      const [, original, year, month, day, hour, minute, second, number] = pattern.exec(name) ?? [];
      if (original === undefined) return [];
      const since = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      if (Number.isNaN(since.getTime())) return [];
      return [{ name, path: join(folder, name), original, since, number: Number(number ?? 1) }];
    })
    .sort((a, b) => b.since.getTime() - a.since.getTime() || b.number - a.number);
}

function sizeOf(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() ? folderBytes(path) : (found?.size ?? 0);
}
