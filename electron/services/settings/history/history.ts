import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../shared/contract/errors.ts';
import { historyEntry } from '../../../../shared/contract/settings.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

/** An entry with what taking it back needs. Values of secrets are in neither. */
const kept = historyEntry.extend({
  /** What stood in the file before, by directive; null: it did not stand there. */
  back: z.record(z.string(), z.string().nullable()),
  /** The whole file before with secrets masked, where more than values changed. */
  backText: z.string().nullable(),
});
export type KeptEntry = z.infer<typeof kept>;

/** `<home>/redis/desktop/settings-history.jsonl`: a line each, only ever added to. */
function historyPath(home: string): string {
  return join(desktopFolder(home), 'settings-history.jsonl');
}

export async function addToHistory(home: string, entry: KeptEntry): Promise<void> {
  const path = historyPath(home);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // One write at the end of the file: two faces never mix their lines.
  appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}

/** It only grows; a crash of the machine may leave zero bytes at its end, which are passed over as any other line. */
const historyOptions = { largestBytes: 256 * 1024 * 1024, binary: true } as const;

/** The entries of an instance, newest first. A line that cannot be read, cut off by a crash, is passed over. */
export async function readHistory(home: string, instance: string): Promise<readonly KeptEntry[]> {
  const text = (await readStateFile(historyPath(home), historyOptions)) ?? '';
  const entries = text.split('\n').flatMap((line) => {
    const entry = kept.safeParse(parseJson(line));
    return entry.success && entry.data.instance === instance ? [entry.data] : [];
  });
  return entries.reverse();
}

/** @throws AppError NOT_FOUND, or BAD_VALUE when it cannot be taken back */
export async function entryToRevert(home: string, instance: string, id: string): Promise<KeptEntry> {
  const entry = (await readHistory(home, instance)).find((candidate) => candidate.id === id);
  if (!entry) throw new AppError('NOT_FOUND', `There is no change ${id} of ${instance}.`, { what: 'change', id });
  if (entry.revertible) return entry;
  const message =
    'This change cannot be taken back: it changed a secret, whose old value is kept nowhere, or it was an upgrade.';
  throw new AppError('BAD_VALUE', message, { field: 'entry', expected: 'a change without secrets' });
}
