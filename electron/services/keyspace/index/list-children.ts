import type { KeyColumns } from './key-columns.ts';
import { BLOCK_ROWS, type Sliced } from './slices.ts';
import type { SortedView, ViewRange } from './sorted-view.ts';

/** The direct children of a prefix, as ranges of a view. */
export interface Children {
  readonly totalFolders: number;
  readonly totalKeys: number;
  /** The prefixes of folders with many keys. */
  readonly large: readonly Buffer[];
  /** @returns the range of a folder, and the length of its prefix */
  folder(at: number): ViewRange & { readonly prefixBytes: number };
  /** The index of a key in the view. */
  key(at: number): number;
}

/** Folders with more keys are large: listing one takes longer than a page may. */
const LARGE_ROWS = 20_000;

/** Finds the folders and keys directly below a prefix of `prefixBytes`, which all rows of the range share. */
export function* listChildren(
  columns: KeyColumns,
  view: SortedView,
  range: ViewRange,
  prefixBytes: number,
  separator: Uint8Array,
): Sliced<Children> {
  const folders = new Numbers();
  const runs = new Numbers();
  const { arena } = columns;
  const large: Buffer[] = [];
  let totalKeys = 0;
  let next = -1;
  let pause = range.start + BLOCK_ROWS;
  let steps = 0;
  for (let at = range.start; at < range.end; ) {
    columns.seek(view.rows[at] as number);
    const { bytes, start } = arena;
    const found = indexOf(bytes, start + prefixBytes, arena.end, separator);
    if (found < 0) {
      // A run of keys: its start, and the number of keys before it.
      if (at !== next) runs.push(at, totalKeys);
      totalKeys++;
      at++;
      next = at;
    } else {
      const length = found + separator.length - start;
      const prefix = bytes.subarray(start, start + length);
      const end = view.endOf(prefix, at, range.end);
      folders.push(at);
      if (end - at > LARGE_ROWS) large.push(Buffer.from(prefix));
      at = end;
    }
    if (at > pause || ++steps > BLOCK_ROWS / 8) {
      pause = at + BLOCK_ROWS;
      steps = 0;
      yield;
    }
  }
  return {
    totalFolders: folders.length,
    totalKeys,
    large,
    // Its end is found again: to keep it would take twice the memory.
    folder(at) {
      const first = folders.at(at);
      columns.seek(view.rows[first] as number);
      const { bytes, start } = arena;
      const length = indexOf(bytes, start + prefixBytes, arena.end, separator) + separator.length - start;
      const end = view.endOf(bytes.subarray(start, start + length), first, range.end);
      return { start: first, end, prefixBytes: length };
    },
    key(at) {
      let low = 0;
      let high = runs.length / 2;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (runs.at(middle * 2 + 1) <= at) low = middle;
        else high = middle;
      }
      return runs.at(low * 2) + at - runs.at(low * 2 + 1);
    },
  };
}

function indexOf(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): number {
  const first = wanted[0] as number;
  const last = end - wanted.length;
  for (let at = start; at <= last; at++) {
    if (bytes[at] !== first) continue;
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    if (same === wanted.length) return at;
  }
  return -1;
}

/** A list of numbers below 2^32 in four bytes each. */
class Numbers {
  #values = new Uint32Array(64);
  length = 0;

  push(...values: readonly number[]): void {
    if (this.length + values.length > this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    for (const value of values) this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }
}
