import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../files/file-errors.ts';
import { rotateFile } from '../files/rotate-file.ts';
import { desktopFolder } from '../home/paths.ts';

/** The app's own log, for bugs and what a user may want to send us. Never holds a password. */
export interface Logger {
  error(what: string, error: unknown): void;
  info(what: string): void;
}

const rule = { largestBytes: 1024 * 1024, files: 2 };

/** Writes to `<home>/redis/desktop/app.log`, 0600, at most two files of 1 MB. Failing to log fails nothing else. */
export function createLogger(home: string): Logger {
  let queue: Promise<unknown> = Promise.resolve();
  const write = (line: string) => {
    queue = queue.then(() => append(join(desktopFolder(home), 'app.log'), line)).catch(() => undefined);
  };
  return {
    error: (what, error) => write(`error ${what}: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
    info: (what) => write(`info ${what}`),
  };
}

async function append(path: string, line: string, tries = 3): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // What keeps it from being rotated does not keep it from being written.
    await rotateFile(path, rule).catch(() => false);
    await appendFile(path, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  } catch (error) {
    // The empty folder may be tidied away in the very moment it was made.
    if (errorCode(error) !== 'ENOENT' || tries === 1) throw error;
    await append(path, line, tries - 1);
  }
}
