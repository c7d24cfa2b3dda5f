import { closeSync, fsync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { replaceFile, writeDurably } from '../../platform/files/durable-write.ts';
import { isNotThere } from '../../platform/files/file-errors.ts';
import { setAside } from '../../platform/files/json-state.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { isDamaged, isUnreadable, readStateFile } from '../../platform/files/state-file.ts';
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

/** What an operation was about to make, kept on disk from before it is made until the operation has succeeded. */
export interface Journal {
  add(entries: readonly UndoEntry[]): Promise<void>;
  /** Forgets entries that were added, by the objects themselves. */
  drop(entries: readonly UndoEntry[]): Promise<void>;
  entries(): readonly UndoEntry[];
  /** Forgets all of it: the operation has succeeded, or has been undone. */
  close(): Promise<void>;
}

/**
 * A journal as it lies there. The operation that wrote it holds its instance until it has closed it: whoever can take
 * the instance finds it an orphan, be it that the process died or that it could not undo what it had begun.
 */
export interface FoundJournal {
  readonly id: string;
  readonly instance: string;
  readonly operation: string;
  /** When it last noted something: about when it was cut off. */
  readonly notedAt: Date;
  readonly entries: readonly UndoEntry[];
  close(): Promise<void>;
}

function journalFolder(home: string): string {
  return join(desktopFolder(home), 'journal');
}

/** Nothing is written until the first entry: most operations need no journal. */
export function openJournal(
  home: string,
  about: { id: string; instance: string; operation: string },
  handlers: UndoHandlers,
): Journal {
  const path = join(journalFolder(home), `${about.id}.jsonl`);
  let noted: readonly UndoEntry[] = [];
  /** An operation that was refused elsewhere may remove the empty folder in the very moment it was made: again, then. */
  const begin = async (text: string, toDisk: boolean, tries = 5): Promise<void> => {
    mkdirSync(journalFolder(home), { recursive: true, mode: 0o700 });
    try {
      // Whole or not at all: whoever finds it must be able to see whose it is.
      await (toDisk ? writeDurably : replaceFile)(path, text);
    } catch (error) {
      if (!isNotThere(error) || tries === 1) throw error;
      await begin(text, toDisk, tries - 1);
    }
  };
  const head = async () => ({ ...about, pid: process.pid, began: (await identifyProcess(process.pid))?.began ?? null });
  return {
    async add(entries) {
      const lines = (all: readonly unknown[]) => all.map((line) => `${JSON.stringify(line)}\n`).join('');
      const toDisk = entries.some((entry) => !handlerOf(handlers, entry).endsWithMachine);
      if (noted.length === 0) {
        await begin(lines([await head(), ...entries]), toDisk);
      } else {
        const file = openSync(path, 'a', 0o600);
        try {
          writeFileSync(file, lines(entries));
          if (toDisk) await syncToDisk(file);
        } finally {
          closeSync(file);
        }
      }
      noted = [...noted, ...entries];
    },
    async drop(entries) {
      noted = noted.filter((entry) => !entries.includes(entry));
      if (noted.length === 0) return rm(path, { force: true });
      const lines: unknown[] = [await head(), ...noted];
      await writeDurably(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
    entries: () => noted,
    async close() {
      rmSync(path, { force: true });
    },
  };
}

/**
 * The journals of a home, in the order of their names.
 * @param instance left out: those of all instances
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
  // A line that was cut off by the crash names something that was not made yet: it was to be made after the write.
  const [first = '', ...rest] = text.split('\n');
  const head = header.safeParse(parseJson(first));
  if (!head.success) {
    // It may say what is to be undone: nothing that we cannot read is removed.
    setAside(path, 'its first line cannot be read');
    return null;
  }
  if (instance !== undefined && head.data.instance !== instance) return null;
  const entries = rest.flatMap((line) => {
    const entry = parseEntry(handlers, parseJson(line));
    return entry ? [entry] : [];
  });
  const notedAt = statSync(path, { throwIfNoEntry: false })?.mtime ?? new Date();
  return { ...head.data, notedAt, entries, close: () => rm(path, { force: true }) };
}
