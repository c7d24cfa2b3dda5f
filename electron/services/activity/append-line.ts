import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../files/file-errors.ts';

const LINE_FEED = 0x0a;

/**
 * Appends a line in one write at the end of the file, wherever that is by then (O_APPEND): lines of many processes
 * never mix. After a line that was cut off, by a full disk or a machine that died, it begins a new one.
 * @param line with its line feed
 */
export async function appendLine(path: string, line: string, tries = 3): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'a+', 0o600);
    try {
      await file.write(Buffer.from((await endsWhole(file)) ? line : `\n${line}`));
    } finally {
      await file.close();
    }
  } catch (error) {
    // The folder may be tidied away in the very moment it was made.
    if (errorCode(error) !== 'ENOENT' || tries === 1) throw error;
    await appendLine(path, line, tries - 1);
  }
}

async function endsWhole(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 0 || buffer[0] === LINE_FEED;
}
