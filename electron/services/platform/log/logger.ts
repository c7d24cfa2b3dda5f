import { closeSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openToAppend } from '../files/append-file.ts';
import { errorCode } from '../files/file-errors.ts';
import { rotateFile } from '../files/rotate-file.ts';
import { desktopFolder } from '../home/paths.ts';

/** The app's own log, for bug reports. Never holds a password. */
export interface Logger {
  error(context: string, error: unknown): void;
  info(context: string): void;
}

/** `<home>/redis/desktop/app.log` */
export function appLogPath(home: string): string {
  return join(desktopFolder(home), 'app.log');
}

const rule = { largestBytes: 1024 * 1024, files: 2 };

/** Writes to `<home>/redis/desktop/app.log`, 0600, at most two files of 1 MB. Ignores write failures. */
export function createLogger(home: string): Logger {
  let queue: Promise<unknown> = Promise.resolve();
  const write = (line: string) => {
    queue = queue.then(() => append(appLogPath(home), line)).catch(() => undefined);
  };
  return {
    error: (context, error) =>
      write(`error ${context}: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
    info: (context) => write(`info ${context}`),
  };
}

async function append(path: string, line: string, attempts = 3): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // A failed rotation must not prevent the write.
    await rotateFile(path, rule).catch(() => false);
    const file = openToAppend(path);
    try {
      writeFileSync(file, `${new Date().toISOString()} ${line}\n`);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // Another process may remove the empty folder right after its creation.
    if (errorCode(error) !== 'ENOENT' || attempts === 1) throw error;
    await append(path, line, attempts - 1);
  }
}
