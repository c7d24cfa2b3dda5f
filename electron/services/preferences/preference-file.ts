import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PreferenceName, PreferenceValue } from '../../../shared/contract/preference-table.ts';
import { createFileCache } from '../platform/files/file-cache.ts';
import { parseState, readCachedSettings, readCachedState } from '../platform/files/json-state.ts';
import { writeKeepingPrevious } from '../platform/files/previous-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder, shownPath } from '../platform/home/paths.ts';
import { earlierPreferences, removeEarlierFiles } from './earlier-files.ts';

/** The format that this version reads and writes. Raised only when an older version would lose what it does not know. */
const FORMAT = 1;

/** The content of the file. Names of a newer version of the same format are kept when it is written. */
export interface StoredPreferences {
  readonly format: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export const preferencePath = (home: string) => join(desktopFolder(home), 'preferences.json');

// A handwritten check, as every command reads the file: zod would be a tenth of its time.
const files = createFileCache((text, path) => parseState(path, text, asStored));

function asStored(value: unknown): StoredPreferences | null {
  if (!isRecord(value)) return null;
  const { format, values } = value;
  if (!Number.isInteger(format) || Number(format) < 1 || !isRecord(values)) return null;
  return { format: Number(format), values };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The stored preferences, with those of the files that earlier versions had until the first change. A damaged file is
 * set aside and reported; an unreadable one counts as empty, and diagnose reports it.
 */
export function readPreferences(home: string): StoredPreferences {
  const path = preferencePath(home);
  return readCachedSettings(files, path) ?? { format: FORMAT, values: earlierPreferences(home) };
}

/** Why this version must not write the file; null if it may. */
export function lockedReason(home: string): string | null {
  const { format } = readPreferences(home);
  if (format <= FORMAT) return null;
  return `${shownPath(preferencePath(home))} was written by a newer version of this app (format ${format}; this version writes ${FORMAT}). Install that version to change preferences, or move the file away to begin with the defaults.`;
}

/**
 * Writes changed preferences; null removes one. Nothing else in the file changes.
 * @throws AppError CONFLICT for a file of a newer version, FILE_UNREADABLE for one that may be intact
 */
export async function writePreferences(
  home: string,
  changes: ReadonlyMap<PreferenceName, PreferenceValue | null>,
): Promise<void> {
  const locked = lockedReason(home);
  if (locked !== null) throw new AppError('CONFLICT', locked, { what: 'preferences.json' });
  const path = preferencePath(home);
  const values = { ...((await readCachedState(files, path))?.values ?? earlierPreferences(home)) };
  for (const [name, value] of changes) {
    if (value === null) delete values[name];
    else values[name] = value;
  }
  ensureFolder(desktopFolder(home));
  await writeKeepingPrevious(path, `${JSON.stringify({ format: FORMAT, values }, null, 2)}\n`);
  await removeEarlierFiles(home);
}
