import { closeSync, fsync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { openToAppend } from '../../platform/files/append-file.ts';
import { replaceFile, writeDurably } from '../../platform/files/durable-write.ts';
import { isNotThere } from '../../platform/files/file-errors.ts';
import { setAside } from '../../platform/files/json-state.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { isDamaged, isUnreadable, readStateFile } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { identifyProcess } from '../../platform/process/process-identity.ts';
import type { UndoEntry } from '../undo/undo-entry.ts';
import { handlerOf, parseEntry, type UndoHandlers } from '../undo/undo-handlers.ts';

const syncToDisk = promisify(fsync);

const header = z.object({
  id: z.string(),
  instance: z.string(),
  operation: z.string(),
  pid: z.number(),
  began: z.string().nullable(),
});

/** The undo entries of an operation, on disk before each change until the operation has succeeded or is undone. */
export interface Journal {
  add(entries: readonly UndoEntry[]): Promise<void>;
  /** Removes entries, compared by identity. */
  drop(entries: readonly UndoEntry[]): Promise<void>;
  entries(): readonly UndoEntry[];
  /** Deletes the journal after the operation has succeeded or has been undone. */
  close(): Promise<void>;
}

/**
 * A journal on disk. Its operation holds the lock of the instance until it closes the journal. A process that gets the
 * lock therefore knows that the journal is an orphan: its process died, or could not undo the operation.
 */
export interface FoundJournal {
  readonly id: string;
  readonly instance: string;
  readonly operation: string;
  /** The time of the last write, close to the time of the interruption. */
  readonly notedAt: Date;
  readonly entries: readonly UndoEntry[];
  close(): Promise<void>;
}

function journalFolder(home: string): string {
  return join(desktopFolder(home), 'journal');
}

/** Writes no file until the first entry, since most operations need no journal. */
export function openJournal(
  home: string,
  about: { id: string; instance: string; operation: string },
  handlers: UndoHandlers,
): Journal {
  const path = join(journalFolder(home), `${about.id}.jsonl`);
  let recorded: readonly UndoEntry[] = [];
  /** Retries because an operation in another process may remove the empty folder right after its creation. */
  const createFile = async (text: string, toDisk: boolean, attempts = 5): Promise<void> => {
    ensureFolder(journalFolder(home));
    try {
      // Atomic: a process that finds the file must be able to read its owner.
      await (toDisk ? writeDurably : replaceFile)(path, text);
    } catch (error) {
      if (!isNotThere(error) || attempts === 1) throw error;
      await createFile(text, toDisk, attempts - 1);
    }
  };
  const headerLine = async () => ({
    ...about,
    pid: process.pid,
    began: (await identifyProcess(process.pid))?.began ?? null,
  });
  return {
    async add(entries) {
      const lines = (all: readonly unknown[]) => all.map((line) => `${JSON.stringify(line)}\n`).join('');
      const toDisk = entries.some((entry) => !handlerOf(handlers, entry).endsWithMachine);
      if (recorded.length === 0) {
        await createFile(lines([await headerLine(), ...entries]), toDisk);
      } else {
        const file = openToAppend(path);
        try {
          writeFileSync(file, lines(entries));
          if (toDisk) await syncToDisk(file);
        } finally {
          closeSync(file);
        }
      }
      recorded = [...recorded, ...entries];
    },
    async drop(entries) {
      recorded = recorded.filter((entry) => !entries.includes(entry));
      if (recorded.length === 0) return rm(path, { force: true });
      const lines: unknown[] = [await headerLine(), ...recorded];
      await writeDurably(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
    entries: () => recorded,
    async close() {
      rmSync(path, { force: true });
    },
  };
}

/** Whether an operation runs or waits for its undo. */
export function hasJournals(home: string): boolean {
  return namesIn(journalFolder(home)).length > 0;
}

/**
 * The journals of a home, sorted by name.
 * @param instance omitted: all instances
 */
export async function foundJournals(
  home: string,
  handlers: UndoHandlers,
  instance?: string,
): Promise<readonly FoundJournal[]> {
  const names = namesIn(journalFolder(home))
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  const read = await Promise.all(names.map((name) => readJournal(join(journalFolder(home), name), handlers, instance)));
  return read.filter((journal) => journal !== null);
}

async function readJournal(
  path: string,
  handlers: UndoHandlers,
  instance: string | undefined,
): Promise<FoundJournal | null> {
  const text = await readStateFile(path, { binary: true }).catch((error: unknown) => {
    if (!isUnreadable(error)) throw error;
    if (isDamaged(error)) setAside(path, error.data.detail);
    return null;
  });
  if (text === null) return null;
  // A line that a crash truncated names a change that was not made: each change follows the write of its entry.
  const [first = '', ...rest] = text.split('\n');
  const headerLine = header.safeParse(parseJson(first));
  if (!headerLine.success) {
    // The file may still list changes to undo, so it is kept for a person to inspect.
    setAside(path, 'its first line cannot be read');
    return null;
  }
  if (instance !== undefined && headerLine.data.instance !== instance) return null;
  const entries = rest.flatMap((line) => {
    const entry = parseEntry(handlers, parseJson(line));
    return entry ? [entry] : [];
  });
  const notedAt = statSync(path, { throwIfNoEntry: false })?.mtime ?? new Date();
  return { ...headerLine.data, notedAt, entries, close: () => rm(path, { force: true }) };
}
