import { statSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../../platform/files/file-errors.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

/**
 * The log has one file per month, `2026-11.jsonl`, and further parts, `2026-11.001.jsonl`, in a busy month. Files are
 * never renamed, because another process may be about to append.
 */
const PART_BYTES = 4 * 1024 * 1024;
/** Limits for all files together: total size and age. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const MAX_MONTHS = 13;

const fileName = /^\d{4}-\d{2}(\.\d{3})?\.jsonl$/;

export function activityFolder(home: string): string {
  return join(desktopFolder(home), 'activity');
}

/** Newest first. Months of the future, written while the clock was wrong, come last: they would stay on top for ever. */
export async function logFiles(home: string, now = new Date()): Promise<readonly string[]> {
  const month = now.toISOString().slice(0, 7);
  const isFuture = (name: string) => name.slice(0, 7) > month;
  return namesIn(activityFolder(home))
    .filter((name) => fileName.test(name))
    .sort((a, b) => Number(isFuture(a)) - Number(isFuture(b)) || (stem(a) < stem(b) ? 1 : -1))
    .map((name) => join(activityFolder(home), name));
}

/** The file to append to: the last part of this month, or the next part when that is full. */
export async function fileToAppend(home: string, now: Date): Promise<string> {
  const month = now.toISOString().slice(0, 7);
  const last = (await logFiles(home, now)).find((path) => monthOf(path) === month);
  if (last === undefined) return join(activityFolder(home), `${month}.jsonl`);
  const size = statSync(last, { throwIfNoEntry: false })?.size ?? 0;
  if (size < PART_BYTES) return last;
  const part = partOf(last) + 1;
  // 999 full parts exceed MAX_TOTAL_BYTES anyway, so the last part simply keeps growing.
  return part > 999 ? last : join(activityFolder(home), `${month}.${String(part).padStart(3, '0')}.jsonl`);
}

/** Deletes files older than {@link MAX_MONTHS}, and the oldest ones beyond {@link MAX_TOTAL_BYTES}. */
export async function removeOldFiles(home: string, now: Date): Promise<void> {
  const oldest = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MAX_MONTHS, 1)).toISOString().slice(0, 7);
  let kept = 0;
  for (const path of await logFiles(home, now)) {
    kept += (await orNull(stat(path)))?.size ?? 0;
    if (monthOf(path) <= oldest || kept > MAX_TOTAL_BYTES) await rm(path, { force: true });
  }
}

/** The month of a file, `2026-11`. */
export function monthOf(path: string): string {
  return baseName(path).slice(0, 7);
}

function partOf(path: string): number {
  const name = baseName(path);
  return name.length > '2026-11.jsonl'.length ? Number(name.slice(8, 11)) : 0;
}

function stem(name: string): string {
  return name.slice(0, -'.jsonl'.length);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('-') - 4);
}
