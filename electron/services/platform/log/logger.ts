import { closeSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openToAppend } from '../files/append-file.ts';
import { errorCode } from '../files/file-errors.ts';
import { rotateFile } from '../files/rotate-file.ts';
import { ensureFolder } from '../home/ensure-folder.ts';
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

/**
 * Writes to `<home>/redis/desktop/app.log`, 0600, at most two files of 1 MB. Ignores write failures. Each line is written
 * before the call returns, because the terminal exits right after a failure.
 */
export function createLogger(home: string): Logger {
  const path = appLogPath(home);
  let isRotating = false;
  const write = (line: string) => {
    try {
      append(path, `${new Date().toISOString()} ${line}\n`);
    } catch {
      return;
    }
    if (isRotating) return;
    isRotating = true;
    const done = () => {
      isRotating = false;
    };
    // A failed rotation must not prevent the next write.
    rotateFile(path, rule).then(done, done);
  };
  return {
    error: (context, error) =>
      write(`error ${context}: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
    info: (context) => write(`info ${context}`),
  };
}

function append(path: string, line: string): void {
  const file = openedIn(dirname(path), path);
  try {
    writeFileSync(file, line);
  } finally {
    closeSync(file);
  }
}

function openedIn(folder: string, path: string, attempts = 3): number {
  ensureFolder(folder);
  try {
    return openToAppend(path);
  } catch (error) {
    // Another process may remove the empty folder right after its creation.
    if (errorCode(error) !== 'ENOENT' || attempts === 1) throw error;
    return openedIn(folder, path, attempts - 1);
  }
}
