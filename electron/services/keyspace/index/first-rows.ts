import { compareBytes } from './key-arena.ts';
import { type Chunk, type KeyColumns, REMOVED } from './key-columns.ts';
import type { KeyIndex } from './key-index.ts';
import { RowList } from './row-list.ts';
import { BLOCK_ROWS, type Sliced } from './slices.ts';
import { sortRows } from './sort-rows.ts';

/** How many rows the limit is sampled from. */
const SAMPLE = 2048;
/** Rows per word of a chunk's bits, as a power of 2. */
const WORD_BITS = 5;
/** How many more rows than needed the limit lets pass: twice, and some more, because a sample varies. */
const FACTOR = 2;
const MARGIN = 8;

/**
 * The first `count` rows of a slot in the order of their keys, of those without a separator. A sample shows which key
 * comes after about that many, and one comparison with it excludes most rows, so that few are sorted.
 */
export function* firstRows(index: KeyIndex, slot: number, count: number): Sliced<Uint32Array> {
  if (count === 0) return new Uint32Array(0);
  const total = index.folders.bareKeys(slot);
  const place = Math.ceil((FACTOR * count * SAMPLE) / total) + MARGIN;
  const limited = place < SAMPLE && total > SAMPLE;
  const sample = limited ? yield* bareRows(index, slot, Math.floor(total / SAMPLE), null) : null;
  const limit = sample && rowAt(index.columns, sample, place);
  const found = yield* bareRows(index, slot, 1, limit);
  // Rows are added and removed between the slices, so fewer than expected may be below the limit.
  const enough = found.length >= count || limit === null ? found : yield* bareRows(index, slot, 1, null);
  yield* sortRows(index.columns, enough);
  return enough.subarray(0, count);
}

/** The row that a sort would put at an index near the front; null if there are not as many. Most are compared once. */
function rowAt(columns: KeyColumns, rows: Uint32Array, place: number): number | null {
  const first: number[] = [];
  for (const row of rows) {
    let to = first.length;
    while (to > 0 && columns.compare(first[to - 1] as number, row) > 0) to--;
    if (to > place) continue;
    first.splice(to, 0, row);
    if (first.length > place + 1) first.pop();
  }
  return first[place] ?? null;
}

/** Every `step`th row of a slot without a separator, up to the key of a row. */
function* bareRows(index: KeyIndex, slot: number, step: number, last: number | null): Sliced<Uint32Array> {
  const { columns } = index;
  const { arena, rows } = columns;
  const found = new RowList();
  let skip = 0;
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const { chunk, at: begin } = columns.chunkOf(from);
    const end = begin + Math.min(BLOCK_ROWS, rows - from);
    if (last !== null) columns.seek(last);
    const { bytes, start: lastStart, end: lastEnd } = arena;
    const { names } = chunk;
    for (let at = nextBare(chunk, slot, begin, end); at < end; at = nextBare(chunk, slot, at + 1, end)) {
      if (skip-- > 0) continue;
      skip = step - 1;
      if (last !== null) {
        arena.seek(names[at] as number);
        if (compareBytes(arena.bytes, arena.start, arena.end, bytes, lastStart, lastEnd) > 0) continue;
      }
      found.push(from + at - begin);
    }
    yield;
  }
  return found.rows.slice();
}

/**
 * The first index from `from` on, up to `end`, with a key of the slot that has no separator; `end` if there is none.
 */
function nextBare({ bare, slots, types }: Chunk, slot: number, from: number, end: number): number {
  for (let word = from >>> WORD_BITS; word << WORD_BITS < end; word++) {
    const first = word << WORD_BITS;
    // Bits before `from` do not count. A shift uses the lowest five bits of its number.
    let bits = first < from ? (bare[word] as number) & (-1 << from) : (bare[word] as number);
    while (bits !== 0) {
      const lowest = bits & -bits;
      const at = first + 31 - Math.clz32(lowest);
      if (at >= end) return end;
      if (slots[at] === slot && types[at] !== REMOVED) return at;
      bits ^= lowest;
    }
  }
  return end;
}
