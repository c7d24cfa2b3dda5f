import { join } from 'node:path';
import { linesBackwards } from '../../activity/log/read-backwards.ts';
import { appendLine } from '../../platform/files/append-line.ts';
import { rotatedNames, rotateFile } from '../../platform/files/rotate-file.ts';
import { metricsFolder } from '../../platform/home/paths.ts';

/**
 * The recorded parts of the panels: a file of JSON lines each, beside the metrics of the instance, so that both are
 * kept, moved and deleted together. The value is the maximum size in bytes of one of its two files: a full one is
 * replaced by a new one.
 */
const largestBytes = {
  'slow-log': 2 * 1024 * 1024,
  commands: 2 * 1024 * 1024,
  'commands-by-minute': 1024 * 1024,
  clients: 1024 * 1024,
  latency: 256 * 1024,
} as const;

export type LineLogName = keyof typeof largestBytes;

const FILES = 2;
/** How many lines one process writes between two checks of the size. */
const CHECK_EVERY = 100;

/** What every line has: the time in ms since 1970. */
export interface LoggedLine {
  readonly at: number;
}

export function lineLogPath(home: string, id: string, name: LineLogName): string {
  return join(metricsFolder(home), id, `${name}.jsonl`);
}

/** Appends lines for the one process that records. */
export interface LineLogWriter {
  /** @throws the error of the file system, such as a full disk; earlier lines stay intact */
  append(id: string, name: LineLogName, lines: readonly LoggedLine[]): Promise<void>;
}

export function createLineLogWriter(home: string): LineLogWriter {
  const written = new Map<string, number>();
  return {
    async append(id, name, lines) {
      if (lines.length === 0) return;
      const path = lineLogPath(home, id, name);
      const count = written.get(path) ?? CHECK_EVERY;
      if (count >= CHECK_EVERY) await rotateFile(path, { largestBytes: largestBytes[name], files: FILES });
      written.set(path, count >= CHECK_EVERY ? lines.length : count + lines.length);
      await appendLine(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
  };
}

/**
 * The lines of a time range, newest first, up to a limit. Skips unreadable lines: a crash may have truncated one.
 * @param parse null for a line of another format
 * @throws AppError FILE_UNREADABLE
 */
export async function readLineLog<T extends LoggedLine>(
  home: string,
  { id, name, fromMs, toMs, limit }: LineLogRange,
  parse: (value: unknown) => T | null,
): Promise<readonly T[]> {
  const path = lineLogPath(home, id, name);
  const found: T[] = [];
  for (const file of [path, ...rotatedNames(path, { files: FILES })]) {
    for await (const lines of linesBackwards(file)) {
      for (const text of lines) {
        const line = parse(parsed(text));
        if (line === null || line.at > toMs) continue;
        // The slow log is written shortly after its times, so a later line may be slightly earlier.
        if (line.at < fromMs - LATE_MS) return found;
        if (line.at >= fromMs) found.push(line);
        if (found.length >= limit) return found;
      }
    }
  }
  return found;
}

/** How much older than the previous line a line may be. */
const LATE_MS = 10 * 60_000;

export interface LineLogRange {
  readonly id: string;
  readonly name: LineLogName;
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
