import { mkdirSync, rmSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runtimeKind } from '../../../../shared/contract/values.ts';
import { replaceFile, writeDurably } from '../../platform/files/durable-write.ts';
import { isNotThere, orNull } from '../../platform/files/file-errors.ts';
import { setAside } from '../../platform/files/json-state.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { isDamaged, isUnreadable, readStateFile } from '../../platform/files/state-file.ts';
import { desktopFolder, type InstancePaths } from '../../platform/home/paths.ts';
import { identifyProcess } from '../../platform/process/process-identity.ts';
import type { UndoEntry } from '../undo/undo-entry.ts';
import { benchmarkUndo, flushUndo, settingsUndo } from '../undo/undo-entry.ts';

const limit = z.number().nullable();

/** An `InstanceSpec` as it was written by us. */
const instanceSpec = z.object({
  id: z.string(),
  container: z.string(),
  network: z.string(),
  subnets: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  paths: z.custom<InstancePaths>((value) => typeof value === 'object' && value !== null),
  port: z.number(),
  publishOn: z.string().exactOptional(),
  image: z.string(),
  imageArchive: z.string().nullable(),
  limits: z.object({ memoryBytes: limit, cpus: limit }),
});

const undoEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('container'), name: z.string() }),
  z.object({ type: z.literal('network'), name: z.string() }),
  z.object({ type: z.literal('folder'), path: z.string() }),
  z.object({ type: z.literal('file'), path: z.string() }),
  z.object({ type: z.literal('content'), path: z.string(), text: z.string(), mode: z.number() }),
  z.object({ type: z.literal('move'), from: z.string(), to: z.string() }),
  z.object({ type: z.literal('port'), owner: z.string() }),
  z.object({ type: z.literal('swap'), path: z.string(), aside: z.string() }),
  z.object({ type: z.literal('server'), id: z.string(), runtime: runtimeKind, bring: z.enum(['down', 'up']) }),
  z.object({ type: z.literal('process'), id: z.string() }),
  z.object({ type: z.literal('instance'), runtime: runtimeKind, spec: instanceSpec }),
  settingsUndo,
  benchmarkUndo,
  flushUndo,
]);

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

/**
 * A crash of the machine ends processes and their reservations by itself: their entries need not survive one. Nor do
 * those of settings: what a server was given ends with it, and either file leads to all data.
 */
function outlivesTheMachine({ type }: UndoEntry): boolean {
  return type !== 'process' && type !== 'port' && type !== 'settings';
}

/** Nothing is written until the first entry: most operations need no journal. */
export function openJournal(home: string, about: { id: string; instance: string; operation: string }): Journal {
  const path = join(journalFolder(home), `${about.id}.jsonl`);
  let noted: readonly UndoEntry[] = [];
  /** An operation that was refused elsewhere may remove the empty folder in the very moment it was made: again, then. */
  const begin = async (text: string, toDisk: boolean, tries = 5): Promise<void> => {
    mkdirSync(journalFolder(home), { recursive: true, mode: 0o700 });
    try {
      // Whole or not at all: whoever comes upon it must be able to tell whose it is.
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
      const toDisk = entries.some(outlivesTheMachine);
      if (noted.length === 0) {
        await begin(lines([await head(), ...entries]), toDisk);
      } else {
        const file = await open(path, 'a', 0o600);
        try {
          await file.appendFile(lines(entries));
          if (toDisk) await file.sync();
        } finally {
          await file.close();
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

/** All journals of a home, oldest first. */
export async function foundJournals(home: string): Promise<readonly FoundJournal[]> {
  const names = namesIn(journalFolder(home))
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  const read = await Promise.all(names.map((name) => readJournal(join(journalFolder(home), name))));
  return read.filter((journal) => journal !== null);
}

async function readJournal(path: string): Promise<FoundJournal | null> {
  const text = await readStateFile(path, { binary: true }).catch((error: unknown) => {
    if (!isUnreadable(error)) throw error;
    if (isDamaged(error)) setAside(path, error.data.detail);
    return null;
  });
  if (text === null) return null;
  // A line that was cut off by the crash names something that was not made yet: it was to be made after the write.
  const lines = text.split('\n').map(parseJson);
  const head = header.safeParse(lines[0]);
  if (!head.success) {
    // It may say what is to be undone: nothing that we cannot read is removed.
    setAside(path, 'its first line cannot be read');
    return null;
  }
  const entries = lines.slice(1).flatMap((line) => {
    const entry = undoEntry.safeParse(line);
    return entry.success ? [entry.data] : [];
  });
  const notedAt = (await orNull(stat(path)))?.mtime ?? new Date();
  return { ...head.data, notedAt, entries, close: () => rm(path, { force: true }) };
}
