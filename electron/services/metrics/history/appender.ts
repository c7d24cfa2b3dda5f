import { closeSync, fstatSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../../platform/files/file-errors.ts';

/** Appends to one file. */
export interface Appender {
  /** @throws Error of the file system; a part of the bytes may be in the file then */
  append(bytes: Buffer): void;
  /** Lets go of the file; the next append opens it again. */
  close(): void;
}

interface OpenFile {
  readonly descriptor: number;
  readonly inode: number;
}

/**
 * Everything is done in one go: twenty of these a tick take less than one turn of Node's thread pool each, and they are
 * a few hundred bytes to a file of this machine.
 * @param keepsOpen whether the file stays open between appends. Never on Windows, where an open file keeps its folder
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
      // The file may have been replaced, removed, or moved with its folder: then another one has that path, or none.
      if (file && statSync(path, { throwIfNoEntry: false })?.ino !== file.inode) close();
      file ??= openMakingFolder(path);
      try {
        writeWhole(file.descriptor, bytes);
      } finally {
        if (!keeps) close();
      }
    },
    close,
  };
}

function openMakingFolder(path: string): OpenFile {
  const descriptor = openOrMake(path);
  return { descriptor, inode: fstatSync(descriptor).ino };
}

function openOrMake(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openSync(path, 'a', 0o600);
  }
}

/** A disk that becomes full takes a part, and refuses the rest. */
function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}
