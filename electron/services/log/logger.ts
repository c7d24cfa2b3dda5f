import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../files/file-errors.ts';
import { desktopFolder } from '../home/paths.ts';

/** The app's own log, for bugs and what a user may want to send us. Never holds a password. */
export interface Logger {
  error(what: string, error: unknown): void;
  info(what: string): void;
}

const LARGEST_BYTES = 1024 * 1024;

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
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    if (size > LARGEST_BYTES) await rename(path, `${path}.1`);
    await appendFile(path, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  } catch (error) {
    // The empty folder may be tidied away in the very moment it was made.
    if (errorCode(error) !== 'ENOENT' || tries === 1) throw error;
    await append(path, line, tries - 1);
  }
}
