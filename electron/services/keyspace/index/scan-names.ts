import { ARENA_CHUNK_BITS } from './key-arena.ts';
import type { KeyColumns } from './key-columns.ts';
import type { Anchor, Needle } from './needle.ts';

const EACH_BYTE = 0x01010101;
const UPPER_BITS = 0x80808080 | 0;
const OFFSET_MASK = (1 << ARENA_CHUNK_BITS) - 1;

/**
 * Visits the rows from `start` up to `end` whose keys contain a needle, in order. The names of rows are adjacent in
 * memory, so they are searched as one block, and only a hit needs its row.
 */
export function scanNames(
  columns: KeyColumns,
  needle: Needle,
  { start, end }: { readonly start: number; readonly end: number },
  visit: (row: number) => void,
): void {
  for (let row = start; row < end; ) {
    const stop = endOfChunk(columns, row, end);
    scanChunk(columns, needle, row, stop, visit);
    row = stop;
  }
}

/** The first row after `row` whose name is in another chunk of memory, at most `end`. */
export function endOfChunk(columns: KeyColumns, row: number, end: number): number {
  const chunk = columns.name(row) >>> ARENA_CHUNK_BITS;
  if (columns.name(end - 1) >>> ARENA_CHUNK_BITS === chunk) return end;
  let low = row + 1;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns.name(middle) >>> ARENA_CHUNK_BITS === chunk) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The key at an offset in memory, for ascending offsets. */
class KeyCursor {
  readonly #columns: KeyColumns;
  readonly #end: number;
  row: number;
  start: number;
  end: number;

  constructor(columns: KeyColumns, row: number, end: number) {
    this.#columns = columns;
    this.#end = end;
    this.row = row;
    columns.seek(row);
    ({ start: this.start, end: this.end } = columns.arena);
  }

  /** Whether the bytes from `from` up to and including `last` belong to one key and not to two. */
  contains(from: number, last: number): boolean {
    const columns = this.#columns;
    if (from >= this.end) {
      while (this.row + 1 < this.#end && (columns.name(this.row + 1) & OFFSET_MASK) <= from) this.row++;
      columns.seek(this.row);
      ({ start: this.start, end: this.end } = columns.arena);
    }
    return from >= this.start && last < this.end;
  }
}

function scanChunk(
  columns: KeyColumns,
  needle: Needle,
  first: number,
  end: number,
  visit: (row: number) => void,
): void {
  columns.seek(end - 1);
  const stop = columns.arena.end;
  const { bytes } = columns.arena;
  const keys = new KeyCursor(columns, first, end);
  if (needle.anchor === null) scanBytes(bytes, stop, keys, needle, visit);
  else scanWords(bytes, stop, keys, needle, needle.anchor, visit);
}

/** Skips bytes by the byte at the end of the needle's window. */
function scanBytes(
  bytes: Uint8Array,
  stop: number,
  keys: KeyCursor,
  { length, sets, shifts, again }: Needle,
  visit: (row: number) => void,
): void {
  const last = length - 1;
  for (let at = keys.start + last; at < stop; ) {
    const shift = shifts[bytes[at] as number] as number;
    if (shift !== 0) {
      at += shift;
      continue;
    }
    const from = at - last;
    if (isMatch(bytes, from, sets, length) && keys.contains(from, at)) {
      visit(keys.row);
      at = keys.end + last;
    } else at += again;
  }
}

/** Searches for the needle's anchor in four bytes at a time. */
function scanWords(
  bytes: Uint8Array,
  stop: number,
  keys: KeyCursor,
  { length, sets }: Needle,
  { place, byte, fold }: Anchor,
  visit: (row: number) => void,
): void {
  // The memory of a chunk is aligned, and a multiple of words.
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  const folds = fold * EACH_BYTE;
  const wanted = byte * EACH_BYTE;
  let next = keys.start + place;
  const lastWord = (stop - 1) >>> 2;
  for (let word = next >>> 2; word <= lastWord; word++) {
    const difference = ((words[word] as number) | folds) ^ wanted;
    // A zero byte borrows, so its upper bit changes.
    if (((difference - EACH_BYTE) & ~difference & UPPER_BITS) === 0) continue;
    const end = Math.min(stop, (word << 2) + 4);
    for (let at = Math.max(next, word << 2); at < end; at++) {
      if (((bytes[at] as number) | fold) !== byte) continue;
      const from = at - place;
      if (!(isMatch(bytes, from, sets, length) && keys.contains(from, from + length - 1))) continue;
      visit(keys.row);
      next = keys.end + place;
      // The next key may begin in this word.
      word = (next >>> 2) - 1;
      break;
    }
  }
}

function isMatch(bytes: Uint8Array, from: number, sets: Uint8Array, length: number): boolean {
  for (let place = 0; place < length; place++) {
    if (sets[(place << 8) | (bytes[from + place] as number)] !== 1) return false;
  }
  return true;
}
