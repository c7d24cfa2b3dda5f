import { closeSync, fstatSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openToAppend } from '../../platform/files/append-file.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';

/** Appends to one file. */
export interface Appender {
  /** @throws a file system error; some of the bytes may have been written */
  append(bytes: Buffer): void;
  /** The next append reopens the file. */
  close(): void;
}

interface OpenFile {
  readonly descriptor: number;
  readonly inode: number;
}

/**
 * Synchronous: each append is a few hundred bytes and takes less time than a round trip through Node's thread pool.
 * @param keepsOpen whether the file stays open between appends. Never on Windows, where an open file prevents its folder
 * from being moved when a tenant is destroyed
 */
export function createAppender(path: string, keepsOpen: boolean): Appender {
  const keeps = keepsOpen && process.platform !== 'win32';
  let file: OpenFile | null = null;
  const close = () => {
    if (file) closeSync(file.descriptor);
    file = null;
  };
  return {
    append(bytes) {
      // The file may have been replaced, removed, or moved with its folder.
      if (file && statSync(path, { throwIfNoEntry: false })?.ino !== file.inode) close();
      file ??= openFile(path);
      try {
        writeWhole(file.descriptor, bytes);
      } finally {
        if (!keeps) close();
      }
    },
    close,
  };
}

function openFile(path: string): OpenFile {
  const descriptor = openOrCreate(path);
  return { descriptor, inode: fstatSync(descriptor).ino };
}

function openOrCreate(path: string): number {
  try {
    return openToAppend(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    ensureFolder(dirname(path));
    return openToAppend(path);
  }
}

/** Loops, because a nearly full disk accepts only part of the bytes. */
function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}
