import { closeSync, fstatSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureFolder } from '../home/ensure-folder.ts';
import { openToAppend } from './append-file.ts';
import { errorCode } from './file-errors.ts';

const LINE_FEED = 0x0a;

/**
 * Appends a line in one O_APPEND write, so lines of concurrent processes never interleave. After a truncated line (full
 * disk, power loss) it starts a new one. Synchronous and without fsync, because every operation ends with it.
 * @param line including its line feed
 */
export async function appendLine(path: string, line: string, tries = 3): Promise<void> {
  try {
    ensureFolder(dirname(path));
    const file = openToAppend(path, { reads: true });
    try {
      writeSync(file, Buffer.from(endsWithLineFeed(file) ? line : `\n${line}`));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // Another process may delete the folder between mkdir and open.
    if (errorCode(error) !== 'ENOENT' || tries === 1) throw error;
    await appendLine(path, line, tries - 1);
  }
}

function endsWithLineFeed(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  return readSync(file, last, 0, 1, size - 1) === 0 || last[0] === LINE_FEED;
}
