import { closeSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../shared/contract/errors.ts';
import { historyEntry } from '../../../../shared/contract/settings.ts';
import { openToAppend } from '../../platform/files/append-file.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

/** A history entry with the values that revert it. It never holds secrets. */
const kept = historyEntry.extend({
  /** Previous values in the file by directive; null: not set. */
  back: z.record(z.string(), z.string().nullable()),
  /** The whole previous file with secrets masked, if more than values changed. */
  backText: z.string().nullable(),
});
export type KeptEntry = z.infer<typeof kept>;

/** `<home>/redis/desktop/settings-history.jsonl`: one entry per line, append-only. */
function historyPath(home: string): string {
  return join(desktopFolder(home), 'settings-history.jsonl');
}

export async function addToHistory(home: string, entry: KeptEntry): Promise<void> {
  const path = historyPath(home);
  ensureFolder(dirname(path));
  // One append: lines of two clients never interleave.
  const file = openToAppend(path);
  try {
    writeFileSync(file, `${JSON.stringify(entry)}\n`);
  } finally {
    closeSync(file);
  }
}

/** Binary, because a power loss may leave zero bytes at the end, which are skipped like any unreadable line. */
const historyOptions = { largestBytes: 256 * 1024 * 1024, binary: true } as const;

/** The entries of an instance, newest first. Skips unreadable lines, such as one truncated by a crash. */
export async function readHistory(home: string, instance: string): Promise<readonly KeptEntry[]> {
  const text = (await readStateFile(historyPath(home), historyOptions)) ?? '';
  const entries = text.split('\n').flatMap((line) => {
    const entry = kept.safeParse(parseJson(line));
    return entry.success && entry.data.instance === instance ? [entry.data] : [];
  });
  return entries.reverse();
}

/** @throws AppError NOT_FOUND, or BAD_VALUE when it cannot be reverted */
export async function entryToRevert(home: string, instance: string, id: string): Promise<KeptEntry> {
  const entry = (await readHistory(home, instance)).find((candidate) => candidate.id === id);
  if (!entry) throw new AppError('NOT_FOUND', `${instance} has no change ${id}.`, { what: 'change', id });
  if (entry.revertible) return entry;
  const message =
    'This change cannot be reverted: it changed a secret, whose old value is not stored, or it was an upgrade.';
  throw new AppError('BAD_VALUE', message, { field: 'entry', expected: 'a change without secrets' });
}
