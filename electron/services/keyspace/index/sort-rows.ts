import { compareBytes } from './key-arena.ts';
import type { KeyColumns } from './key-columns.ts';
import { BLOCK_ROWS, type Sliced } from './slices.ts';

/** Shorter runs are sorted by insertion. */
const SHORT = 24;
const WORD_BYTES = 4;
const DIGITS = 4;

/**
 * Sorts rows by the bytes of their keys, in place and stable: by four bytes at a time, each time with a radix sort of the
 * rows that are equal so far. Runs with a common beginning skip it. The work is linear in the bytes of the keys, so that
 * no file makes it slow.
 */
export function* sortRows(columns: KeyColumns, rows: Uint32Array): Sliced<void> {
  const sorter = new RowSorter(columns, rows);
  yield* sorter.run();
}

class RowSorter {
  readonly #columns: KeyColumns;
  #rows: Uint32Array;
  #words: Uint32Array;
  #otherRows: Uint32Array;
  #otherWords: Uint32Array;
  readonly #counts = new Uint32Array(DIGITS * 256);
  /** Runs to sort: start, end, depth. */
  readonly #pending: number[] = [];
  #done = 0;
  /** Whether a key of the current run ends within the current word. */
  #endSeen = false;

  constructor(columns: KeyColumns, rows: Uint32Array) {
    this.#columns = columns;
    this.#rows = rows;
    this.#words = new Uint32Array(rows.length);
    this.#otherRows = new Uint32Array(rows.length);
    this.#otherWords = new Uint32Array(rows.length);
  }

  *run(): Sliced<void> {
    if (this.#rows.length > 1) this.#pending.push(0, this.#rows.length, 0);
    while (this.#pending.length > 0) {
      const depth = this.#pending.pop() as number;
      const end = this.#pending.pop() as number;
      const start = this.#pending.pop() as number;
      this.#done += end - start;
      if (end - start <= SHORT) this.#insert(start, end, depth);
      else yield* this.#distribute(start, end, depth);
      if (this.#done > BLOCK_ROWS) {
        this.#done = 0;
        yield;
      }
    }
  }

  /** The four bytes at a depth, as a big-endian number; zeros after the end of the key. */
  #word(row: number, depth: number): number {
    const { arena } = this.#columns;
    this.#columns.seek(row);
    const { bytes, end } = arena;
    const at = arena.start + depth;
    if (at + WORD_BYTES < end) {
      return (
        (((bytes[at] as number) << 24) |
          ((bytes[at + 1] as number) << 16) |
          ((bytes[at + 2] as number) << 8) |
          (bytes[at + 3] as number)) >>>
        0
      );
    }
    this.#endSeen = true;
    let word = 0;
    for (let next = at; next < at + WORD_BYTES; next++) word = (word << 8) | (next < end ? (bytes[next] as number) : 0);
    return word >>> 0;
  }

  #length(row: number): number {
    this.#columns.seek(row);
    return this.#columns.arena.end - this.#columns.arena.start;
  }

  #insert(start: number, end: number, depth: number): void {
    const rows = this.#rows;
    const words = this.#words;
    for (let at = start; at < end; at++) {
      const row = rows[at] as number;
      const word = this.#word(row, depth);
      let to = at;
      while (to > start) {
        const other = words[to - 1] as number;
        if (other < word || (other === word && this.#compare(rows[to - 1] as number, row, depth) <= 0)) break;
        rows[to] = rows[to - 1] as number;
        words[to] = other;
        to--;
      }
      rows[to] = row;
      words[to] = word;
    }
  }

  #compare(a: number, b: number, depth: number): number {
    const { arena } = this.#columns;
    this.#columns.seek(a);
    const { bytes, start, end } = arena;
    this.#columns.seek(b);
    return compareBytes(bytes, start + depth, end, arena.bytes, arena.start + depth, arena.end);
  }

  *#distribute(start: number, end: number, depth: number): Sliced<void> {
    const rows = this.#rows;
    const words = this.#words;
    const counts = this.#counts.fill(0);
    this.#endSeen = false;
    for (let from = start; from < end; from += BLOCK_ROWS) {
      const to = Math.min(end, from + BLOCK_ROWS);
      for (let at = from; at < to; at++) {
        const word = this.#word(rows[at] as number, depth);
        words[at] = word;
        counts[word & 255] = (counts[word & 255] as number) + 1;
        const second = 256 | ((word >>> 8) & 255);
        counts[second] = (counts[second] as number) + 1;
        const third = 512 | ((word >>> 16) & 255);
        counts[third] = (counts[third] as number) + 1;
        const fourth = 768 | (word >>> 24);
        counts[fourth] = (counts[fourth] as number) + 1;
      }
      if (to < end) yield;
    }
    const first = words[start] as number;
    for (let digit = 0; digit < DIGITS; digit++) {
      // A digit that all share needs no pass.
      if (counts[(digit << 8) | ((first >>> (digit * 8)) & 255)] === end - start) continue;
      yield* this.#pass(start, end, digit);
    }
    this.#split(start, end, depth);
  }

  *#pass(start: number, end: number, digit: number): Sliced<void> {
    const counts = this.#counts;
    let sum = start;
    for (let at = digit << 8; at < (digit + 1) << 8; at++) {
      const count = counts[at] as number;
      counts[at] = sum;
      sum += count;
    }
    const rows = this.#rows;
    const words = this.#words;
    const otherRows = this.#otherRows;
    const otherWords = this.#otherWords;
    const shift = digit * 8;
    for (let from = start; from < end; from += BLOCK_ROWS) {
      const to = Math.min(end, from + BLOCK_ROWS);
      for (let at = from; at < to; at++) {
        const word = words[at] as number;
        const bucket = (digit << 8) | ((word >>> shift) & 255);
        const target = counts[bucket] as number;
        counts[bucket] = target + 1;
        otherRows[target] = rows[at] as number;
        otherWords[target] = word;
      }
      if (to < end) yield;
    }
    rows.set(otherRows.subarray(start, end), start);
    words.set(otherWords.subarray(start, end), start);
  }

  /** Queues each run of equal words. */
  #split(start: number, end: number, depth: number): void {
    const words = this.#words;
    for (let from = start; from < end; ) {
      const word = words[from] as number;
      let to = from + 1;
      while (to < end && words[to] === word) to++;
      if (to - from > 1) this.#queue(from, to, depth + WORD_BYTES);
      from = to;
    }
  }

  /** Keys that end here come first, the shorter ones before the longer ones; the rest is sorted by its next bytes. */
  #queue(start: number, end: number, depth: number): void {
    const ended = this.#endSeen && end - start > SHORT ? this.#moveEnded(start, end, depth) : start;
    const left = end - ended;
    if (left < 2) return;
    this.#pending.push(ended, end, left <= SHORT ? depth : depth + this.#common(ended, end, depth));
  }

  /** A word has no room for a zero byte that is part of the key, so the lengths decide. @returns where the rest begins */
  #moveEnded(start: number, end: number, depth: number): number {
    let lengths = 0;
    for (let at = start; at < end; at++) {
      const past = depth - this.#length(this.#rows[at] as number);
      if (past >= 0) lengths |= 1 << past;
    }
    const rows = this.#rows;
    const kept = this.#otherRows;
    let ended = start;
    for (let past = WORD_BYTES; past >= 0; past--) {
      if ((lengths & (1 << past)) === 0) continue;
      let left = 0;
      let to = ended;
      for (let at = ended; at < end; at++) {
        const row = rows[at] as number;
        if (this.#length(row) === depth - past) rows[to++] = row;
        else kept[left++] = row;
      }
      rows.set(kept.subarray(0, left), to);
      ended = to;
    }
    return ended;
  }

  /** How many further bytes all keys of a run share, so that they need no pass. */
  #common(start: number, end: number, depth: number): number {
    const { arena } = this.#columns;
    this.#columns.seek(this.#rows[start] as number);
    const { bytes, start: from, end: to } = arena;
    let common = to - from - depth;
    for (let at = start + 1; at < end && common > 0; at++) {
      this.#columns.seek(this.#rows[at] as number);
      const other = arena.bytes;
      const otherStart = arena.start + depth;
      const most = Math.min(common, arena.end - otherStart);
      let same = 0;
      while (same < most && other[otherStart + same] === bytes[from + depth + same]) same++;
      common = same;
    }
    return common;
  }
}
