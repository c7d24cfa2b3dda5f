import type { FileHandle } from 'node:fs/promises';
import { LineSplitter, LONGEST_LINE, shownLine } from './line-splitter.ts';
import { openStateFile } from './state-file.ts';

/** Reading backwards in pieces makes the end of a file of gigabytes as cheap as that of a small one. */
const PIECE = 256 * 1024;

const NEWLINE = 0x0a;

/** Selects the wanted lines. Each call gets one piece in file order, from the newest piece to the oldest. */
type Picker<T> = (lines: readonly string[]) => readonly T[];

export interface LastLines<T> {
  /** Oldest first. */
  readonly lines: readonly T[];
  /** Whether the search stopped at its limit. */
  readonly cut: boolean;
}

/**
 * The last wanted lines of a file and its rotated files.
 * @param newest an open file, read up to `end`
 * @param older paths, newest first; a missing one ends the search
 * @param mostBytes how far back the search reads
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

/** The last lines of one file, including an unended last line; empty for a missing file. */
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

/** A line whose start has not been read yet, since the search goes backwards. */
interface Pending {
  readonly head: Buffer;
  readonly bytes: number;
  /** Whether a line end follows. An empty rest at the end of the file is not a line. */
  readonly ended: boolean;
}

/** Reads from the end of a file towards its start until it has found enough lines. */
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

/** Prepends bytes and keeps only as many as a view shows. */
function joined(before: Buffer, { head, bytes }: Pending): Pick<Pending, 'head' | 'bytes'> {
  const whole = Buffer.concat([before.subarray(0, LONGEST_LINE), head]);
  return { head: whole.subarray(0, LONGEST_LINE), bytes: before.length + bytes };
}

/** @returns fewer bytes when the file has shrunk */
export async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, start);
  return buffer.subarray(0, bytesRead);
}
