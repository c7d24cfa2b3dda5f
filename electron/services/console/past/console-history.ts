import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { appendLine } from '../../platform/files/append-line.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { setAsideDamaged } from '../../platform/files/json-state.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { desktopFolder, instancePaths } from '../../platform/home/paths.ts';

/** Beyond this number the oldest lines are dropped. */
const MAX_LINES = 1000;
/** A longer line is a script or a value, and is not recorded. */
const LONGEST_LINE = 16 * 1024;
/** Between these two sizes the file only grows, so that a line costs one write. */
const LARGEST_BYTES = 1024 * 1024;

/** The lines typed into the consoles of one instance. The caller leaves out secrets. */
export interface ConsoleHistory {
  /** Oldest first. */
  read(id: string): Promise<readonly string[]>;
  /** Adds lines in the order of the calls. @param isLeftOut decides it when the earlier lines are written */
  add(id: string, line: string, isLeftOut?: () => Promise<boolean>): Promise<void>;
  clear(id: string): Promise<void>;
}

/**
 * Each line of the file is a JSON string, because a command may contain line breaks. A tenant's file is deleted with
 * its folder.
 */
export function createConsoleHistory(environment: Environment): ConsoleHistory {
  const fileOf = (id: string) =>
    join(id === MAIN ? desktopFolder(environment.home) : instancePaths(environment, id).root, 'console-history');

  const read = async (id: string) => {
    const file = fileOf(id);
    const text = await readStateFile(file, { largestBytes: 4 * LARGEST_BYTES }).catch((error: unknown) =>
      setAsideDamaged(file, error),
    );
    return linesOf(text ?? '');
  };
  /** The content of the file, valid while nothing else changes it, so that a new line does not cost a read. */
  const known = new Map<string, Tail>();

  async function tailOf(id: string): Promise<Tail> {
    const sizeBytes = (await orNull(stat(fileOf(id))))?.size ?? 0;
    const before = known.get(id);
    if (before?.sizeBytes === sizeBytes) return before;
    const lines = await read(id);
    return { sizeBytes, lines: lines.length, last: lines.at(-1) ?? null };
  }

  async function add(id: string, line: string): Promise<void> {
    const file = fileOf(id);
    // The folder of a tenant that was destroyed meanwhile must not be recreated.
    if ((await orNull(stat(dirname(file)))) === null) return;
    const before = await tailOf(id);
    if (before.last === line) return;
    const written = `${JSON.stringify(line)}\n`;
    await appendLine(file, written);
    const sizeBytes = before.sizeBytes + Buffer.byteLength(written);
    known.set(id, { sizeBytes, lines: before.lines + 1, last: line });
    if (before.lines < MAX_LINES && sizeBytes < LARGEST_BYTES) return;
    const kept = bounded(await read(id));
    known.delete(id);
    await replaceFile(file, kept.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }

  let last: Promise<void> = Promise.resolve();
  /** One change after the other: two commands may follow each other faster than the file is read. */
  function afterOthers(change: () => Promise<void>): Promise<void> {
    const own = last.then(change);
    last = own.catch(() => undefined);
    return own;
  }

  return {
    read,
    async add(id, line, isLeftOut) {
      if (line.length > LONGEST_LINE || line.trim() === '') return;
      await afterOthers(async () => {
        if (!(await isLeftOut?.())) await add(id, line);
      });
    },
    async clear(id) {
      await afterOthers(async () => {
        known.delete(id);
        await rm(fileOf(id), { force: true });
      });
    },
  };
}

interface Tail {
  readonly sizeBytes: number;
  readonly lines: number;
  readonly last: string | null;
}

function bounded(lines: readonly string[]): readonly string[] {
  let bytes = 0;
  let first = lines.length;
  // Keeps half of them, so that the next lines only append.
  while (first > 0 && lines.length - first < MAX_LINES / 2 && bytes < LARGEST_BYTES / 2) {
    first -= 1;
    bytes += Buffer.byteLength(lines[first] ?? '');
  }
  return lines.slice(first);
}

/** Skips lines that another program or a full disk has truncated. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    try {
      const parsed: unknown = JSON.parse(line);
      return typeof parsed === 'string' ? [parsed] : [];
    } catch {
      return [];
    }
  });
}
