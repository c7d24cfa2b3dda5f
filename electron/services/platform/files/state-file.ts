import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';
import { requireAnswer } from './file-answers.ts';
import { errorCode, isNotThere } from './file-errors.ts';
import { kindOf, ownerAndMode, rightsFix } from './file-owner.ts';

/** Why a state file cannot be used. */
export type FileTrouble = 'denied' | 'silent' | 'failed' | 'not-a-file' | 'too-large' | 'damaged';

/** The error of an unusable state file. `detail` is the reason alone, such as "owner root, mode 0600". */
export type UnreadableFile = AppError<'FILE_UNREADABLE'>;

/** Our own files are far smaller, so reading a larger file would only waste memory. */
const LARGEST_BYTES = 16 * 1024 * 1024;

export interface StateFileOptions {
  /** A larger file is not read. */
  readonly largestBytes?: number;
  /** The format may contain zero bytes. In a text file they are the result of a machine crash. */
  readonly binary?: boolean;
}

/**
 * Reads a state file. Opens regular files only, since a FIFO would block until a writer appears. All state files are
 * read here, so that an unexpected file neither blocks nor crashes the program.
 * @returns null when there is none
 * @throws AppError FILE_UNREADABLE
 */
export async function readStateBytes(path: string, options: StateFileOptions = {}): Promise<Buffer | null> {
  await requireAnswer(path);
  return readStateBytesNow(path, options);
}

/** {@link readStateBytes} as text. */
export async function readStateFile(path: string, options: StateFileOptions = {}): Promise<string | null> {
  return (await readStateBytes(path, options))?.toString('utf8') ?? null;
}

/**
 * {@link readStateBytes} without a time limit. For files of the home itself: a small file takes microseconds, and a
 * queued call in Node's thread pool takes longer.
 */
export function readStateBytesNow(path: string, options: StateFileOptions = {}): Buffer | null {
  const found = statsOf(path);
  if (found === null) return null;
  requireFile(path, found, options);
  try {
    const file = openSync(path, OPEN_FLAGS);
    try {
      const bytes = readWhole(file);
      if (!options.binary && bytes.includes(0)) throw unreadable(path, 'damaged', 'it holds zero bytes');
      return bytes;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isNotThere(error)) return null;
    throw asUnreadable(path, error, found);
  }
}

/**
 * Opens a file that is too large for one read, such as a log.
 * @returns null when there is none
 * @throws AppError FILE_UNREADABLE
 */
export async function openStateFile(path: string): Promise<FileHandle | null> {
  await requireAnswer(path);
  const found = statsOf(path);
  if (found === null) return null;
  requireFile(path, found, { largestBytes: Number.POSITIVE_INFINITY });
  try {
    return await open(path, OPEN_FLAGS);
  } catch (error) {
    if (isNotThere(error)) return null;
    throw asUnreadable(path, error, found);
  }
}

/** {@link openStateFile} for a file that must exist. @throws also ENOENT */
export async function openExistingFile(path: string): Promise<FileHandle> {
  // The second open is only for its error.
  return (await openStateFile(path)) ?? open(path, OPEN_FLAGS);
}

/** Whether an error is from a state file. */
export function isUnreadable(error: unknown): error is UnreadableFile {
  return error instanceof AppError && error.code === 'FILE_UNREADABLE';
}

/** Whether the file is damaged, so that it may be set aside. An unreadable file may be intact. */
export function isDamaged(error: unknown): error is UnreadableFile {
  return isUnreadable(error) && ['not-a-file', 'too-large', 'damaged'].includes(error.data.trouble);
}

/** @param detail the reason alone, without a full stop */
export function unreadable(path: string, trouble: FileTrouble, detail: string, fix: string | null = null) {
  const shown = shownPath(path);
  const message = `${shown} cannot be read: ${detail}.${fix === null ? '' : ` ${fix}`}`;
  return new AppError('FILE_UNREADABLE', message, { path: shown, trouble, detail, fix });
}

/** Prevents a block on a FIFO that replaces the file between stat and open. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Reads until the end, since the file may have grown or been replaced after stat. */
function readWhole(file: number): Buffer {
  const { size } = fstatSync(file);
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.max(size, 512));
    const length = readSync(file, chunk, 0, chunk.length, null);
    if (length === 0) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
  }
}

function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (isNotThere(error)) return null;
    throw asUnreadable(path, error, null);
  }
}

function requireFile(path: string, found: Stats, { largestBytes = LARGEST_BYTES }: StateFileOptions): void {
  if (!found.isFile()) throw unreadable(path, 'not-a-file', `it is ${kindOf(found)}, not a file`);
  if (found.size > largestBytes) {
    throw unreadable(
      path,
      'too-large',
      `it has ${found.size.toLocaleString('en')} bytes, which is too large for this file`,
    );
  }
}

/** Names the cause of a failed open; {@link FileTrouble} has the causes. Returns errors of other kinds unchanged. */
export function asUnreadable(path: string, error: unknown, found: Stats | null): unknown {
  if (isUnreadable(error)) return error;
  const code = errorCode(error);
  switch (code) {
    case undefined:
      return error;
    case 'EACCES':
    case 'EPERM':
      return unreadable(path, 'denied', ownerAndMode(path, found), rightsFix(path));
    case 'ELOOP':
      return unreadable(path, 'not-a-file', 'it is a symbolic link to itself');
    case 'EISDIR':
      return unreadable(path, 'not-a-file', 'it is a folder, not a file');
    default:
      return unreadable(path, 'failed', `the disk reports ${code}`, 'Check its disk.');
  }
}
