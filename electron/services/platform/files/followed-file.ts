import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { shownPath } from '../home/paths.ts';
import { errorCode, isNotThere } from './file-errors.ts';
import { type LastLines, lastLines, readAt } from './last-lines.ts';
import { LineSplitter } from './line-splitter.ts';

/** Bytes per read, so that Node can do other work in between. */
const PIECE = 256 * 1024;

/** The result of one poll. */
export interface Snapshot<T> {
  readonly lines: readonly T[];
  /** Lines that were skipped because there were too many. */
  readonly dropped: number;
  /** Sentences about other changes than growth: a truncation, a removal. */
  readonly notes: readonly string[];
}

interface OpenFile {
  readonly file: FileHandle;
  readonly inode: bigint;
  readonly lines: LineSplitter;
  /** The end of the part that was read. */
  offset: number;
}

export interface FollowOptions<T> {
  readonly path: string;
  /** The names of rotated files, newest first. */
  readonly older: readonly string[];
  /** Selects the wanted lines, in order. Called with some lines at a time. */
  readonly pick: (lines: readonly string[]) => readonly T[];
  /** How far back the search for the last lines reads, bytes. */
  readonly mostBack: number;
  /** How many bytes at the end of the growth between two polls are read. Lines before them are only counted. */
  readonly mostBytes: number;
}

/**
 * A log file followed by name. The old file stays open after a rotation, and lines that its writer still adds are read
 * first, so no line is lost.
 */
export class FollowedFile<T> {
  readonly #options: FollowOptions<T>;
  #current: OpenFile | null = null;
  /** The file that lost its name. Its writer may still have added a line, so it is read once more. */
  #former: OpenFile | null = null;
  /** Why the last open failed, so that it is reported once. */
  #problem: string | null = null;

  constructor(options: FollowOptions<T>) {
    this.#options = options;
  }

  /** Whether the file exists and can be read. */
  get readable(): boolean {
    return this.#current !== null || this.#former !== null;
  }

  /**
   * Returns the last wanted lines.
   * @param unended whether a last line without a line end counts; otherwise the next poll returns it
   */
  async begin(count: number, { unended }: { readonly unended: boolean }): Promise<LastLines<T> & Snapshot<T>> {
    const notes = await this.#open('end');
    const current = this.#current;
    if (!current) return { lines: [], cut: false, dropped: 0, notes };
    if (!unended) current.offset = await endOfLines(current);
    const { older, pick, mostBack } = this.#options;
    const last = await lastLines({ file: current.file, end: current.offset }, older, count, pick, mostBack);
    return { ...last, dropped: 0, notes };
  }

  /** Returns the lines since the last call. */
  async poll(): Promise<Snapshot<T>> {
    const parts: Snapshot<T>[] = [];
    if (this.#former) {
      parts.push(await this.#read(this.#former), this.#restOf(this.#former));
      await this.#former.file.close();
      this.#former = null;
    }
    if (!this.#current) parts.push({ ...nothing, notes: await this.#open(0) });
    if (this.#current) {
      parts.push(await this.#read(this.#current));
      parts.push({ ...nothing, notes: await this.#stillNamed(this.#current) });
    }
    return {
      lines: parts.flatMap(({ lines }) => lines),
      dropped: parts.reduce((sum, { dropped }) => sum + dropped, 0),
      notes: parts.flatMap(({ notes }) => notes),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#current?.file.close(), this.#former?.file.close()]);
    this.#current = null;
    this.#former = null;
  }

  /** @returns notes for the user */
  async #open(from: 'end' | 0): Promise<readonly string[]> {
    const before = this.#problem;
    try {
      const file = await openFile(this.#options.path);
      const { ino, size } = await file.stat({ bigint: true });
      this.#current = { file, inode: ino, offset: from === 'end' ? Number(size) : 0, lines: new LineSplitter() };
      this.#problem = null;
      return [];
    } catch (error) {
      this.#problem = isNotThere(error) ? null : unreadable(this.#options.path, error);
      return this.#problem === null || this.#problem === before ? [] : [this.#problem];
    }
  }

  async #read(from: OpenFile): Promise<Snapshot<T>> {
    const { size } = await from.file.stat();
    const notes = size < from.offset ? ['The log file was truncated. Reading continues from its start.'] : [];
    if (size < from.offset) {
      from.offset = 0;
      from.lines.rest();
    }
    const lines: T[] = [];
    let dropped = 0;
    const readFrom = size - this.#options.mostBytes;
    while (from.offset < size) {
      const upTo = from.offset < readFrom ? readFrom : size;
      const piece = await readAt(from.file, from.offset, Math.min(PIECE, upTo - from.offset));
      if (piece.length === 0) break;
      if (from.offset < readFrom) dropped += from.lines.skip(piece);
      else lines.push(...this.#options.pick(from.lines.push(piece)));
      from.offset += piece.length;
    }
    return { lines, dropped, notes };
  }

  /** The last line of a file without a writer counts without a line end. */
  #restOf(former: OpenFile): Snapshot<T> {
    const rest = former.lines.rest();
    return { ...nothing, lines: rest === null ? [] : this.#options.pick([rest]) };
  }

  /** Checks whether the name still leads to this file. @returns notes for the user */
  async #stillNamed(current: OpenFile): Promise<readonly string[]> {
    const [path, rotated] = [this.#options.path, this.#options.older[0]];
    const now = await inodeOf(path);
    if (now === current.inode) return [];
    this.#former = current;
    this.#current = null;
    if (rotated !== undefined && (await inodeOf(rotated)) === current.inode) return [];
    return now === null
      ? ['The log file was removed. Reading continues when the server writes its next line.']
      : ['The log file was replaced. Reading continues in the new file.'];
  }
}

const nothing = { lines: [], dropped: 0, notes: [] } as const;

/** Opens regular files only: a FIFO would block until a writer appears, and a folder cannot be read. */
async function openFile(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw Object.assign(new Error('not a file'), { code: 'not a file' });
}

async function inodeOf(path: string): Promise<bigint | null> {
  try {
    return (await stat(path, { bigint: true })).ino;
  } catch {
    return null;
  }
}

/** The offset after the last line end; the end of the file where the last piece has none. */
async function endOfLines({ file, offset }: OpenFile): Promise<number> {
  const length = Math.min(PIECE, offset);
  const last = (await readAt(file, offset - length, length)).lastIndexOf(0x0a);
  if (last !== -1) return offset - length + last + 1;
  return length === offset ? 0 : offset;
}

function unreadable(path: string, error: unknown): string {
  const code = errorCode(error) ?? String(error);
  const fix =
    code === 'EACCES' || code === 'EPERM' ? ' It belongs to another user. Give your user read permission.' : '';
  return `The log file ${shownPath(path)} cannot be read (${code}).${fix}`;
}
