import { ARENA_CHUNK_BITS } from './key-arena.ts';
import type { KeyColumns } from './key-columns.ts';
import type { Needle } from './needle.ts';

const OFFSET_MASK = (1 << ARENA_CHUNK_BITS) - 1;

/**
 * Visits the rows from `start` up to `end` whose keys contain a needle, in their order. The names of rows follow each
 * other in memory, so they are searched as one block, and only a hit needs its row.
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
function endOfChunk(columns: KeyColumns, row: number, end: number): number {
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

function scanChunk(
  columns: KeyColumns,
  { length, sets, shifts, again }: Needle,
  first: number,
  end: number,
  visit: (row: number) => void,
): void {
  const { arena } = columns;
  columns.seek(end - 1);
  const stop = arena.end;
  columns.seek(first);
  const { bytes } = arena;
  let { start: keyStart, end: keyEnd } = arena;
  let row = first;
  const last = length - 1;
  for (let at = keyStart + last; at < stop; ) {
    const shift = shifts[bytes[at] as number] as number;
    if (shift !== 0) {
      at += shift;
      continue;
    }
    const from = at - last;
    let same = 0;
    while (same < last && sets[(same << 8) | (bytes[from + same] as number)] === 1) same++;
    if (same < last) {
      at += again;
      continue;
    }
    if (from >= keyEnd) {
      while (row + 1 < end && (columns.name(row + 1) & OFFSET_MASK) <= from) row++;
      columns.seek(row);
      keyStart = arena.start;
      keyEnd = arena.end;
    }
    // Otherwise the hit spans two keys, or the length between them.
    if (from >= keyStart && at < keyEnd) {
      visit(row);
      at = keyEnd + last;
    } else at += again;
  }
}
