import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';
import { requireAnswer } from './file-answers.ts';
import { errorCode, isNotThere } from './file-errors.ts';
import { kindOf, ownerAndMode, rightsFix } from './file-owner.ts';

/** Why a state file is of no use: nobody may read it, its disk is silent, or what stands there is not such a file. */
export type FileTrouble = 'denied' | 'silent' | 'failed' | 'not-a-file' | 'too-large' | 'damaged';

/** A state file that cannot be used. `detail` is the reason alone, such as "owner root, mode 0600". */
export type UnreadableFile = AppError<'FILE_UNREADABLE'>;

/** What we write ourselves is far smaller; a larger file is something else, and reading it would only take memory. */
const LARGEST_BYTES = 16 * 1024 * 1024;

export interface StateFileOptions {
  /** Bytes. A larger file is not read. */
  readonly largestBytes?: number;
  /** Zero bytes are part of the format. In text they are what a crash of the machine leaves. */
  readonly binary?: boolean;
}

/**
 * Reads a state file: one way for all of them, so that whatever stands in its place neither hangs the program nor ends
 * it. Opens regular files only: a FIFO would keep its reader waiting for a writer.
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
 * The same in one go, without a time limit: for files of the home itself, where a small file takes microseconds and a
 * turn of Node's thread pool more than that.
 */
export function readStateBytesNow(path: string, options: StateFileOptions = {}): Buffer | null {
  const found = statsOf(path);
  if (found === null) return null;
  requireFile(path, found, options);
  try {
    const file = openSync(path, OPENING);
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
 * Opens a file that is too large to be read at once, such as a log.
 * @returns null when there is none
 * @throws AppError FILE_UNREADABLE
 */
export async function openStateFile(path: string): Promise<FileHandle | null> {
  await requireAnswer(path);
  const found = statsOf(path);
  if (found === null) return null;
  requireFile(path, found, { largestBytes: Number.POSITIVE_INFINITY });
  try {
    return await open(path, OPENING);
  } catch (error) {
    if (isNotThere(error)) return null;
    throw asUnreadable(path, error, found);
  }
}

/** Whether an error is that of a state file. */
export function isUnreadable(error: unknown): error is UnreadableFile {
  return error instanceof AppError && error.code === 'FILE_UNREADABLE';
}

/** Whether the file is there for us to move: what is ours and damaged, not what we may not read. */
export function isDamaged(error: unknown): error is UnreadableFile {
  return isUnreadable(error) && ['not-a-file', 'too-large', 'damaged'].includes(error.data.trouble);
}

/** @param detail the reason alone, without a full stop */
export function unreadable(path: string, trouble: FileTrouble, detail: string, fix: string | null = null) {
  const shown = shownPath(path);
  const message = `${shown} cannot be read: ${detail}.${fix === null ? '' : ` ${fix}`}`;
  return new AppError('FILE_UNREADABLE', message, { path: shown, trouble, detail, fix });
}

/** A FIFO that takes the place of a file between looking and opening must not be waited for either. */
const OPENING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** The file may have been exchanged or grown since it was looked at: read until its end. */
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
    throw unreadable(path, 'too-large', `it has ${found.size.toLocaleString('en')} bytes, far more than it can need`);
  }
}

function asUnreadable(path: string, error: unknown, found: Stats | null): unknown {
  if (isUnreadable(error)) return error;
  const code = errorCode(error);
  switch (code) {
    case undefined:
      return error;
    case 'EACCES':
    case 'EPERM':
      return unreadable(path, 'denied', ownerAndMode(path, found), rightsFix(path));
    case 'ELOOP':
      return unreadable(path, 'not-a-file', 'it is a symbolic link that leads back to itself');
    case 'EISDIR':
      return unreadable(path, 'not-a-file', 'it is a folder, not a file');
    default:
      return unreadable(path, 'failed', `the disk reports ${code}`, 'Check the disk that it is on.');
  }
}
