import type { FileHandle } from 'node:fs/promises';
import { LineSplitter, LONGEST_LINE, shownLine } from './line-splitter.ts';
import { openStateFile } from './state-file.ts';

/** Read backwards in pieces of this many bytes: the end of a file of gigabytes costs no more than that of a small one. */
const PIECE = 256 * 1024;

const NEWLINE = 0x0a;

/** Which lines are wanted; `lines` are in their order, the pieces from the newest to the oldest. */
type Picker<T> = (lines: readonly string[]) => readonly T[];

export interface LastLines<T> {
  /** Oldest first. */
  readonly lines: readonly T[];
  /** Whether the search was given up before all had been read. */
  readonly cut: boolean;
}

/**
 * The last lines that are wanted, of a file and of those it was rotated to.
 * @param newest already open, with the offset up to which it is read
 * @param older paths, the newest first; one that is not there ends the search
 * @param mostBytes how far back is read
 */
export async function lastLines<T>(
  newest: { readonly file: FileHandle; readonly end: number },
  older: readonly string[],
  count: number,
  pick: Picker<T>,
  mostBytes: number,
): Promise<LastLines<T>> {
  const search = { count, pick, found: [] as T[], left: mostBytes };
  await searchBack(newest.file, newest.end, search);
  for (const path of older) {
    if (search.found.length >= count || search.left <= 0) break;
    const file = await openStateFile(path);
    if (file === null) break;
    try {
      await searchBack(file, (await file.stat()).size, search);
    } finally {
      await file.close();
    }
  }
  const cut = search.left <= 0 && search.found.length < count;
  return { lines: count === 0 ? [] : search.found.slice(-count), cut };
}

/** The last lines of one file, a last one without an end as well; none when it is not there. */
export async function lastLinesOf(path: string, count: number): Promise<readonly string[]> {
  const file = await openStateFile(path);
  if (file === null) return [];
  try {
    const { size } = await file.stat();
    return (await lastLines({ file, end: size }, [], count, (lines) => lines, size)).lines;
  } finally {
    await file.close();
  }
}

interface Search<T> {
  readonly count: number;
  readonly pick: Picker<T>;
  found: T[];
  left: number;
}

/** The beginning of a line that was reached from its end. */
interface Pending {
  readonly head: Buffer;
  readonly bytes: number;
  /** Whether a line end follows: at the end of the file there may be nothing that is a line. */
  readonly ended: boolean;
}

/** From the end of a file to its beginning, or until enough was found. */
async function searchBack<T>(file: FileHandle, end: number, search: Search<T>): Promise<void> {
  let pending: Pending = { head: Buffer.alloc(0), bytes: 0, ended: false };
  let start = end;
  while (start > 0 && search.found.length < search.count && search.left > 0) {
    const length = Math.min(PIECE, start);
    start -= length;
    search.left -= length;
    const piece = await readAt(file, start, length);
    const first = piece.indexOf(NEWLINE);
    if (first === -1) {
      pending = { ...pending, ...joined(piece, pending) };
      continue;
    }
    const last = piece.lastIndexOf(NEWLINE);
    const lines = new LineSplitter().push(piece.subarray(first + 1, last + 1));
    add(search, [...lines, ...asLine({ ...pending, ...joined(piece.subarray(last + 1), pending) })]);
    pending = { head: Buffer.from(piece.subarray(0, Math.min(first, LONGEST_LINE))), bytes: first, ended: true };
  }
  if (start === 0 && search.found.length < search.count) add(search, asLine(pending));
}

function add<T>(search: Search<T>, lines: readonly string[]): void {
  const wanted = lines.length === 0 ? [] : search.pick(lines);
  if (wanted.length > 0) search.found = [...wanted, ...search.found];
}

function asLine({ head, bytes, ended }: Pending): string[] {
  return ended || bytes > 0 ? [shownLine(head, bytes)] : [];
}

/** What came before stands in front; only as much is kept as is shown. */
function joined(before: Buffer, { head, bytes }: Pending): Pick<Pending, 'head' | 'bytes'> {
  const whole = Buffer.concat([before.subarray(0, LONGEST_LINE), head]);
  return { head: whole.subarray(0, LONGEST_LINE), bytes: before.length + bytes };
}

/** @returns fewer bytes where the file has become shorter */
export async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, start);
  return buffer.subarray(0, bytesRead);
}
