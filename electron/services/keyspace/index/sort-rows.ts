import { compareBytes } from './key-arena.ts';
import type { KeyColumns } from './key-columns.ts';
import { BLOCK_ROWS, type Sliced } from './slices.ts';

/** Shorter runs are sorted by insertion. */
const SHORT = 32;
const WORD_BYTES = 4;
const SIGN = 1 << 31;
/** How many bytes of a key are compared together. */
const WINDOW = 16;
/** The symbol 0 is the end of the key, and a byte is the symbol after its value. */
const SYMBOLS = 257;
/** Of each half of a code. */
const MAX_CODES = 2 ** 32;
/** How many bits a pass sorts by: fewer in short runs, where counting the digits takes as long as moving rows. */
const DIGIT_BITS = 11;
const FEW_DIGIT_BITS = 8;
const FEW_ROWS = 4096;

/**
 * Sorts rows by the bytes of their keys, in place and stable. The next bytes of all keys become one number of two
 * halves: every byte position counts only the values that occur there, so that a half covers nine decimal digits or
 * eight hexadecimal ones. A radix sort of the numbers reads no key, which takes most of the time of a sort. Rows with
 * equal numbers are sorted by the following bytes. The work is linear in the bytes of the keys, so that no file makes
 * it slow.
 */
export function* sortRows(columns: KeyColumns, rows: Uint32Array): Sliced<void> {
  const sorter = new RowSorter(columns, rows);
  yield* sorter.run();
}

/** Rows with the two halves of their codes: signed, because V8 stores unsigned numbers above 31 bits as doubles. */
interface Coded {
  readonly rows: Uint32Array;
  readonly high: Int32Array;
  readonly low: Int32Array;
}

class RowSorter {
  readonly #columns: KeyColumns;
  readonly #coded: Coded;
  readonly #other: Coded;
  /** `[place * SYMBOLS + symbol]`: whether it occurs, then what it adds to its half of a code. */
  readonly #weights = new Uint32Array(WINDOW * SYMBOLS);
  readonly #ranks = new Uint16Array(WINDOW);
  readonly #places = new Uint32Array(1 << DIGIT_BITS);
  /** Runs to sort: start, end, depth. */
  readonly #pending: number[] = [];
  #done = 0;

  constructor(columns: KeyColumns, rows: Uint32Array) {
    this.#columns = columns;
    const { length } = rows;
    // Few rows are sorted by insertion only.
    const needed = length > SHORT ? length : 0;
    this.#coded = { rows, high: new Int32Array(length), low: new Int32Array(needed) };
    this.#other = { rows: new Uint32Array(needed), high: new Int32Array(needed), low: new Int32Array(needed) };
  }

  *run(): Sliced<void> {
    const { length } = this.#coded.rows;
    if (length > 1) this.#pending.push(0, length, 0);
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

  #insert(start: number, end: number, depth: number): void {
    const { rows, high: words } = this.#coded;
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

  /** The four bytes at a depth, zeros after the end of the key, as a signed number of the same order. */
  #word(row: number, depth: number): number {
    const { arena } = this.#columns;
    this.#columns.seek(row);
    const { bytes, end } = arena;
    const at = arena.start + depth;
    let word = 0;
    for (let next = at; next < at + WORD_BYTES; next++) word = (word << 8) | (next < end ? (bytes[next] as number) : 0);
    return word ^ SIGN;
  }

  #compare(a: number, b: number, depth: number): number {
    const { arena } = this.#columns;
    this.#columns.seek(a);
    const { bytes, start, end } = arena;
    this.#columns.seek(b);
    return compareBytes(bytes, start + depth, end, arena.bytes, arena.start + depth, arena.end);
  }

  *#distribute(start: number, end: number, depth: number): Sliced<void> {
    this.#weights.fill(0);
    for (let from = start; from < end; from += BLOCK_ROWS) {
      this.#findSymbols(from, Math.min(end, from + BLOCK_ROWS), depth);
      if (from + BLOCK_ROWS < end) yield;
    }
    this.#rankSymbols();
    const high = this.#weigh(0);
    const low = this.#weigh(high.end);
    if (high.codes === 1) {
      this.#skipCommon(start, end, depth + low.end);
      return;
    }
    for (let from = start; from < end; from += BLOCK_ROWS) {
      this.#encode(from, Math.min(end, from + BLOCK_ROWS), depth, high.end, low.end);
      if (from + BLOCK_ROWS < end) yield;
    }
    yield* this.#sortCodes(start, end, low.codes, high.codes);
    this.#split(start, end, depth + low.end);
  }

  #findSymbols(from: number, to: number, depth: number): void {
    const { rows } = this.#coded;
    const columns = this.#columns;
    const { arena } = columns;
    const weights = this.#weights;
    for (let at = from; at < to; at++) {
      columns.seek(rows[at] as number);
      const { bytes } = arena;
      const begin = arena.start + depth;
      const end = Math.min(begin + WINDOW, arena.end);
      let symbol = 1;
      for (let next = begin; next < end; next++) {
        weights[symbol + (bytes[next] as number)] = 1;
        symbol += SYMBOLS;
      }
      if (end < begin + WINDOW) weights[symbol - 1] = 1;
    }
  }

  /** Numbers the symbols that occur at each place. */
  #rankSymbols(): void {
    const weights = this.#weights;
    let hasEnded = 0;
    for (let place = 0; place < WINDOW; place++) {
      const first = place * SYMBOLS;
      // A key that ended at an earlier position has no symbol here. It counts as one that ends here.
      hasEnded |= weights[first] as number;
      let rank = hasEnded;
      weights[first] = 0;
      for (let symbol = first + 1; symbol < first + SYMBOLS; symbol++) {
        if (weights[symbol] === 1) weights[symbol] = rank++;
      }
      this.#ranks[place] = Math.max(1, rank);
    }
  }

  /** Turns the ranks of as many positions as fit into half a code into weights. */
  #weigh(from: number): { readonly codes: number; readonly end: number } {
    const weights = this.#weights;
    const ranks = this.#ranks;
    let codes = 1;
    let end = from;
    while (end < WINDOW && codes * (ranks[end] as number) <= MAX_CODES) codes *= ranks[end++] as number;
    let weight = 1;
    for (let place = end - 1; place >= from; place--) {
      if (ranks[place] === 1) continue;
      const first = place * SYMBOLS;
      for (let at = first; at < first + SYMBOLS; at++) weights[at] = (weights[at] as number) * weight;
      weight *= ranks[place] as number;
    }
    return { codes, end };
  }

  #encode(from: number, to: number, depth: number, highEnd: number, lowEnd: number): void {
    const { rows, high, low } = this.#coded;
    const columns = this.#columns;
    const { arena } = columns;
    const weights = this.#weights;
    for (let at = from; at < to; at++) {
      columns.seek(rows[at] as number);
      const { bytes, end } = arena;
      const begin = arena.start + depth;
      const middle = Math.min(begin + highEnd, end);
      const last = Math.min(begin + lowEnd, end);
      let next = begin;
      let symbol = 1;
      let code = 0;
      for (; next < middle; next++) {
        code = (code + (weights[symbol + (bytes[next] as number)] as number)) | 0;
        symbol += SYMBOLS;
      }
      high[at] = code;
      code = 0;
      for (; next < last; next++) {
        code = (code + (weights[symbol + (bytes[next] as number)] as number)) | 0;
        symbol += SYMBOLS;
      }
      low[at] = code;
    }
  }

  *#sortCodes(start: number, end: number, lowCodes: number, highCodes: number): Sliced<void> {
    const mostBits = end - start < FEW_ROWS ? FEW_DIGIT_BITS : DIGIT_BITS;
    let from = this.#coded;
    let to = this.#other;
    for (const half of ['low', 'high'] as const) {
      const codes = half === 'low' ? lowCodes : highCodes;
      const bits = codes === 1 ? 0 : 32 - Math.clz32(codes - 1);
      const digits = Math.ceil(bits / mostBits);
      const width = digits === 0 ? 0 : Math.ceil(bits / digits);
      const places = this.#places.subarray(0, 1 << width);
      for (let digit = 0; digit < digits; digit++) {
        const shift = digit * width;
        // A digit with the same value in all rows needs no pass.
        if (!startPlaces(from[half], start, end, shift, places)) continue;
        for (let at = start; at < end; at += BLOCK_ROWS) {
          move(from, to, from[half], at, Math.min(end, at + BLOCK_ROWS), shift, places);
          if (at + BLOCK_ROWS < end) yield;
        }
        [from, to] = [to, from];
      }
    }
    if (from === this.#coded) return;
    to.rows.set(from.rows.subarray(start, end), start);
    to.high.set(from.high.subarray(start, end), start);
    to.low.set(from.low.subarray(start, end), start);
  }

  /** Queues each run of equal codes whose keys have not ended. */
  #split(start: number, end: number, depth: number): void {
    const { rows, high, low } = this.#coded;
    for (let from = start; from < end; ) {
      const [highHalf, lowHalf] = [high[from] as number, low[from] as number];
      let to = from + 1;
      while (to < end && low[to] === lowHalf && high[to] === highHalf) to++;
      if (to - from > 1 && this.#length(rows[from] as number) >= depth) this.#pending.push(from, to, depth);
      from = to;
    }
  }

  #length(row: number): number {
    this.#columns.seek(row);
    return this.#columns.arena.end - this.#columns.arena.start;
  }

  /** Queues a run again, after all further bytes that its keys share. */
  #skipCommon(start: number, end: number, depth: number): void {
    const { arena } = this.#columns;
    this.#columns.seek(this.#coded.rows[start] as number);
    const { bytes, start: from, end: to } = arena;
    // Keys that ended are equal.
    if (to - from < depth) return;
    let common = to - from - depth;
    for (let at = start + 1; at < end && common > 0; at++) {
      this.#columns.seek(this.#coded.rows[at] as number);
      const other = arena.bytes;
      const otherStart = arena.start + depth;
      const limit = Math.min(common, arena.end - otherStart);
      let same = 0;
      while (same < limit && other[otherStart + same] === bytes[from + depth + same]) same++;
      common = same;
    }
    this.#pending.push(start, end, depth + common);
  }
}

/**
 * Counts the values of a digit, and turns the counts into the first index of each.
 * @returns false if all rows have the same value
 */
function startPlaces(codes: Int32Array, start: number, end: number, shift: number, places: Uint32Array): boolean {
  const mask = places.length - 1;
  places.fill(0);
  for (let at = start; at < end; at++) {
    const value = ((codes[at] as number) >>> shift) & mask;
    places[value] = (places[value] as number) + 1;
  }
  if (places[((codes[start] as number) >>> shift) & mask] === end - start) return false;
  let sum = start;
  for (let value = 0; value <= mask; value++) {
    const count = places[value] as number;
    places[value] = sum;
    sum += count;
  }
  return true;
}

function move(
  from: Coded,
  to: Coded,
  codes: Int32Array,
  start: number,
  end: number,
  shift: number,
  places: Uint32Array,
): void {
  const { rows, high, low } = from;
  const { rows: toRows, high: toHigh, low: toLow } = to;
  const mask = places.length - 1;
  for (let at = start; at < end; at++) {
    const value = ((codes[at] as number) >>> shift) & mask;
    const place = places[value] as number;
    places[value] = place + 1;
    toRows[place] = rows[at] as number;
    toHigh[place] = high[at] as number;
    toLow[place] = low[at] as number;
  }
}
