import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { shownPath } from '../home/paths.ts';
import { errorCode, isNotThere } from './file-errors.ts';
import { type LastLines, lastLines, readAt } from './last-lines.ts';
import { LineSplitter } from './line-splitter.ts';

/** Bytes read in one go: between two Node does other work. */
const PIECE = 256 * 1024;

/** What one look has found. */
export interface Snapshot<T> {
  readonly lines: readonly T[];
  /** Lines that were passed over, as there were too many. */
  readonly dropped: number;
  /** Sentences about what happened to the file, beside growing. */
  readonly notes: readonly string[];
}

interface OpenFile {
  readonly file: FileHandle;
  readonly inode: bigint;
  readonly lines: LineSplitter;
  /** Up to here it was read. */
  offset: number;
}

export interface FollowOptions<T> {
  /** By whose name it is followed. */
  readonly path: string;
  /** Where a rotation puts what was there before, the newest first. */
  readonly older: readonly string[];
  /** Which lines are wanted, in order. Lines come in pieces. */
  readonly pick: (lines: readonly string[]) => readonly T[];
  /** How far back the last lines are looked for, bytes. */
  readonly mostBack: number;
  /** How much of what came between two looks is read, bytes: of what came before lines are only counted. */
  readonly mostBytes: number;
}

/**
 * A log file followed by its name. The open file is held on to: when another takes its name, what was still written
 * to the old one is read first, so nothing is lost when it is rotated.
 */
export class FollowedFile<T> {
  readonly #options: FollowOptions<T>;
  #current: OpenFile | null = null;
  /** One that lost its name: whoever had it open for a line may still have been writing, so it is read once more. */
  #former: OpenFile | null = null;
  /** What kept it from being opened, so that it is told once. */
  #problem: string | null = null;

  constructor(options: FollowOptions<T>) {
    this.#options = options;
  }

  /** Whether there is a file, and it can be read. */
  get readable(): boolean {
    return this.#current !== null || this.#former !== null;
  }

  /**
   * The last lines that are wanted.
   * @param unended whether a last line without an end counts; else following begins with it
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

  /** What came since. */
  async look(): Promise<Snapshot<T>> {
    const looks: Snapshot<T>[] = [];
    if (this.#former) {
      looks.push(await this.#read(this.#former), this.#restOf(this.#former));
      await this.#former.file.close();
      this.#former = null;
    }
    if (!this.#current) looks.push({ ...nothing, notes: await this.#open(0) });
    if (this.#current) {
      looks.push(await this.#read(this.#current));
      looks.push({ ...nothing, notes: await this.#stillNamed(this.#current) });
    }
    return {
      lines: looks.flatMap(({ lines }) => lines),
      dropped: looks.reduce((sum, { dropped }) => sum + dropped, 0),
      notes: looks.flatMap(({ notes }) => notes),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#current?.file.close(), this.#former?.file.close()]);
    this.#current = null;
    this.#former = null;
  }

  /** @returns what is to be told of it */
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
    const notes = size < from.offset ? ['The log file was truncated: this goes on from its beginning.'] : [];
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

  /** A file that nobody writes to any more has no unended line. */
  #restOf(former: OpenFile): Snapshot<T> {
    const rest = former.lines.rest();
    return { ...nothing, lines: rest === null ? [] : this.#options.pick([rest]) };
  }

  /** Looks whether the name means this file still. @returns what is to be told of it */
  async #stillNamed(current: OpenFile): Promise<readonly string[]> {
    const [path, rotated] = [this.#options.path, this.#options.older[0]];
    const now = await inodeOf(path);
    if (now === current.inode) return [];
    this.#former = current;
    this.#current = null;
    if (rotated !== undefined && (await inodeOf(rotated)) === current.inode) return [];
    return now === null
      ? ['The log file was removed: this goes on when the server writes its next line.']
      : ['The log file was replaced: this goes on with the new one.'];
  }
}

const nothing = { lines: [], dropped: 0, notes: [] } as const;

/** Nothing but a file: a pipe would have us wait for whoever writes to it, and a folder cannot be read. */
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

/** The offset behind the last line end; that of the file where there is none near. */
async function endOfLines({ file, offset }: OpenFile): Promise<number> {
  const length = Math.min(PIECE, offset);
  const last = (await readAt(file, offset - length, length)).lastIndexOf(0x0a);
  if (last !== -1) return offset - length + last + 1;
  return length === offset ? 0 : offset;
}

function unreadable(path: string, error: unknown): string {
  const code = errorCode(error) ?? String(error);
  const cure =
    code === 'EACCES' || code === 'EPERM' ? ' It belongs to another user: give yourself the right to read it.' : '';
  return `The log file ${shownPath(path)} cannot be read (${code}).${cure}`;
}
