import { compareBytes } from './key-arena.ts';
import type { KeyColumns } from './key-columns.ts';
import { BLOCK_ROWS, type Sliced } from './slices.ts';

/** A range of the rows of a view. */
export interface ViewRange {
  readonly start: number;
  readonly end: number;
}

/** Sorted rows of one database. A prefix is a range of them, so counts and sizes are exact and cost a binary search. */
export class SortedView {
  readonly rows: Uint32Array;
  /** `#sums[at]`: the bytes of all rows before `at`. */
  readonly #sums: Float64Array;
  readonly #columns: KeyColumns;

  private constructor(columns: KeyColumns, rows: Uint32Array, sums: Float64Array) {
    this.#columns = columns;
    this.rows = rows;
    this.#sums = sums;
  }

  static *create(columns: KeyColumns, rows: Uint32Array): Sliced<SortedView> {
    const sums = new Float64Array(rows.length + 1);
    let sum = 0;
    for (let at = 0; at < rows.length; at++) {
      sum += columns.sizeBytes(rows[at] as number);
      sums[at + 1] = sum;
      if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    }
    return new SortedView(columns, rows, sums);
  }

  sizeBytes({ start, end }: ViewRange): number {
    return (this.#sums[end] as number) - (this.#sums[start] as number);
  }

  /** The rows whose keys begin with a prefix. */
  range(prefix: Uint8Array): ViewRange {
    const start = this.#first(0, this.rows.length, prefix, false);
    return { start, end: this.#first(start, this.rows.length, prefix, true) };
  }

  /** The row of a key; -1 without one. */
  find(key: Uint8Array): number {
    return this.rows[this.place(key)] ?? -1;
  }

  /** The index of a key among the rows; -1 without one. */
  place(key: Uint8Array): number {
    const at = this.#first(0, this.rows.length, key, false);
    const row = this.rows[at];
    if (row === undefined) return -1;
    const { arena } = this.#columns;
    this.#columns.seek(row);
    return compareBytes(arena.bytes, arena.start, arena.end, key, 0, key.length) === 0 ? at : -1;
  }

  /** The bytes of a range, plus `each` for each of its rows. */
  weight({ start, end }: ViewRange, each: number): number {
    return this.sizeBytes({ start, end }) + each * (end - start);
  }

  /** The first index of a range up to which (inclusive) the weights add up to more than `sum`. */
  placeAt(sum: number, { start, end }: ViewRange, each: number): number {
    let low = start;
    let high = end - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.weight({ start, end: middle + 1 }, each) > sum) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The end of the rows from `start` that begin with a prefix, found in steps that double: most folders are small. */
  endOf(prefix: Uint8Array, start: number, end: number): number {
    let low = start;
    let step = 1;
    while (low + step < end && this.#startsWith(low + step, prefix)) {
      low += step;
      step *= 2;
    }
    return this.#first(low, Math.min(end, low + step), prefix, true);
  }

  #startsWith(at: number, prefix: Uint8Array): boolean {
    const { arena } = this.#columns;
    this.#columns.seek(this.rows[at] as number);
    if (arena.end - arena.start < prefix.length) return false;
    return compareBytes(arena.bytes, arena.start, arena.start + prefix.length, prefix, 0, prefix.length) === 0;
  }

  /** The first row at or after the prefix, or the first one after all that begin with it. */
  #first(from: number, to: number, prefix: Uint8Array, after: boolean): number {
    const { arena } = this.#columns;
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      this.#columns.seek(this.rows[middle] as number);
      const end = after ? Math.min(arena.end, arena.start + prefix.length) : arena.end;
      const order = compareBytes(arena.bytes, arena.start, end, prefix, 0, prefix.length);
      if (order < 0 || (after && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
