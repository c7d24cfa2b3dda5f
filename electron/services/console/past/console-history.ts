import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { appendLine } from '../../platform/files/append-line.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { desktopFolder, instancePaths } from '../../platform/home/paths.ts';

/** More lines are dropped, oldest first. */
const MOST_LINES = 1000;
/** A longer line is a script or a value, and not kept. */
const LONGEST_LINE = 16 * 1024;
/** Between two of these sizes the file only grows, so that a line costs one write. */
const LARGEST_BYTES = 1024 * 1024;

/** The lines that a person has typed into the consoles of one instance. The caller leaves out secrets. */
export interface ConsoleHistory {
  /** Oldest first. */
  read(id: string): Promise<readonly string[]>;
  add(id: string, line: string): Promise<void>;
  clear(id: string): Promise<void>;
}

/** Each line of the file is a JSON string, since a command may have line breaks. A tenant's file goes with its folder. */
export function createConsoleHistory(environment: Environment): ConsoleHistory {
  const fileOf = (id: string) =>
    join(id === MAIN ? desktopFolder(environment.home) : instancePaths(environment, id).root, 'console-history');

  const read = async (id: string) => {
    const text = await readStateFile(fileOf(id), { largestBytes: 4 * LARGEST_BYTES });
    return linesOf(text ?? '');
  };
  return {
    read,
    async add(id, line) {
      if (line.length > LONGEST_LINE || line.trim() === '') return;
      const file = fileOf(id);
      const before = await read(id);
      if (before.at(-1) === line) return;
      await appendLine(file, `${JSON.stringify(line)}\n`);
      const bytes = before.reduce((sum, one) => sum + one.length, line.length);
      if (before.length < MOST_LINES && bytes < LARGEST_BYTES) return;
      const kept = bounded([...before, line]);
      await replaceFile(file, kept.map((one) => `${JSON.stringify(one)}\n`).join(''));
    },
    clear: (id) => rm(fileOf(id), { force: true }),
  };
}

function bounded(lines: readonly string[]): readonly string[] {
  let bytes = 0;
  let first = lines.length;
  // Half as many, so that the next lines only append.
  while (first > 0 && lines.length - first < MOST_LINES / 2 && bytes < LARGEST_BYTES / 2) {
    first -= 1;
    bytes += Buffer.byteLength(lines[first] ?? '');
  }
  return lines.slice(first);
}

/** Skips lines that another program or a full disk has cut off. */
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
