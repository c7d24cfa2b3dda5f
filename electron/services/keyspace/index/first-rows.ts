import { compareBytes } from './key-arena.ts';
import { REMOVED } from './key-columns.ts';
import type { KeyIndex } from './key-index.ts';
import { BLOCK_ROWS, type Sliced } from './slices.ts';
import { sortRows } from './sort-rows.ts';

/** Candidates are sorted once there are this many for each wanted row. */
const CANDIDATES = 4;

/**
 * The first `count` rows of a slot in the order of their keys, of those without a separator. Most rows are left out by
 * one comparison with the last row that is in so far, so nothing else is sorted.
 */
export function* firstRows(
  index: KeyIndex,
  slot: number,
  { without, count }: { readonly without: number; readonly count: number },
): Sliced<Uint32Array> {
  const { columns } = index;
  const { arena, rows } = columns;
  const candidates = new Uint32Array(count * CANDIDATES);
  let length = 0;
  let limit: { readonly bytes: Buffer; readonly start: number; readonly end: number } | null = null;
  for (let from = 0; count > 0 && from < rows; from += BLOCK_ROWS) {
    const { chunk, at: begin } = columns.chunkOf(from);
    const end = begin + Math.min(BLOCK_ROWS, rows - from);
    const { names, slots, types } = chunk;
    for (let at = begin; at < end; at++) {
      if (slots[at] !== slot || types[at] === REMOVED) continue;
      arena.seek(names[at] as number);
      const { bytes, start } = arena;
      if (limit && compareBytes(bytes, start, arena.end, limit.bytes, limit.start, limit.end) >= 0) continue;
      if (contains(bytes, start, arena.end, without)) continue;
      candidates[length++] = from + at - begin;
      if (length < candidates.length) continue;
      yield* sortRows(columns, candidates);
      length = count;
      columns.seek(candidates[count - 1] as number);
      limit = { bytes: arena.bytes, start: arena.start, end: arena.end };
    }
    yield;
  }
  const found = candidates.slice(0, length);
  yield* sortRows(columns, found);
  return found.subarray(0, count);
}

function contains(bytes: Buffer, start: number, end: number, wanted: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === wanted) return true;
  return false;
}
