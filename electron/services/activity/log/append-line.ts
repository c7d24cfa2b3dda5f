import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../../platform/files/file-errors.ts';

const LINE_FEED = 0x0a;

/**
 * Appends a line in one write at the end of the file, wherever that is by then (O_APPEND): lines of many processes
 * never mix. After a line that was cut off, by a full disk or a machine that died, it begins a new one.
 * In one go: no disk is waited for, and every operation ends with this.
 * @param line with its line feed
 */
export async function appendLine(path: string, line: string, tries = 3): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(path, 'a+', 0o600);
    try {
      writeSync(file, Buffer.from(endsWhole(file) ? line : `\n${line}`));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // The folder may be tidied away in the very moment it was made.
    if (errorCode(error) !== 'ENOENT' || tries === 1) throw error;
    await appendLine(path, line, tries - 1);
  }
}

function endsWhole(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  return readSync(file, last, 0, 1, size - 1) === 0 || last[0] === LINE_FEED;
}
