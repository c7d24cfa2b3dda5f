import { isAscii } from 'node:buffer';
import type { KeyColumns } from './key-columns.ts';
import { endOfChunk } from './scan-names.ts';

/** How many keys become one text. It is short-lived, so it must fit into V8's young generation. */
const BLOCK_ROWS = 2048;
const NEW_LINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;

/** Escapes that match no line break and mean the same in a text of many lines. */
const SAFE_ESCAPES = /[dwSbB]/;
const SAFE_IN_CLASS = /[dw]/;

/**
 * Whether a regular expression matches only within a line, so that a text with a key in each line gives the same
 * matches as the keys alone. Accepts only what certainly does: no negated class, no lookaround, no reference.
 */
export function isLineExpression(source: string): boolean {
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string;
    if (character < ' ') return false;
    if (character === '\\') {
      const escaped = source[++at] ?? '';
      if (/[a-z0-9]/i.test(escaped) && !(inClass ? SAFE_IN_CLASS : SAFE_ESCAPES).test(escaped)) return false;
    } else if (inClass) inClass = character !== ']';
    else if (character === '[') {
      if (source[at + 1] === '^') return false;
      inClass = true;
    } else if (character === '(' && source[at + 1] === '?') {
      if (source[at + 2] !== ':') return false;
      at += 2;
    }
  }
  return true;
}

/**
 * Searches many keys as one text, because creating a string for each key takes longer than matching it.
 * @param expression of a line, with the flags `gmu`
 * @param visit receives the rows that match
 * @param other receives rows to match one by one, because a row near them has a line break or is not ASCII
 */
export function searchLines(
  columns: KeyColumns,
  expression: RegExp,
  { start, end }: { readonly start: number; readonly end: number },
  visit: (row: number) => void,
  other: (row: number) => void,
): void {
  for (let row = start; row < end; ) {
    const stop = Math.min(row + BLOCK_ROWS, endOfChunk(columns, row, end));
    const lines = linesOf(columns, row, stop);
    if (lines === null) for (let one = row; one < stop; one++) other(one);
    else searchBlock(expression, lines, row, visit);
    row = stop;
  }
}

interface Lines {
  readonly text: string;
  readonly rows: number;
}

/** Where each key of a block begins and ends in its text. Each key is looked up once, because that takes the time. */
const starts = new Uint32Array(BLOCK_ROWS);
const ends = new Uint32Array(BLOCK_ROWS);
let scratch = Buffer.alloc(0);

/** The keys from `first` up to `stop`, one per line; null if that is impossible. */
function linesOf(columns: KeyColumns, first: number, stop: number): Lines | null {
  const { arena } = columns;
  columns.seek(first);
  const { bytes, start: begin } = arena;
  const rows = stop - first;
  for (let at = 0; at < rows; at++) {
    columns.seek(first + at);
    starts[at] = arena.start - begin;
    ends[at] = arena.end - begin;
  }
  const length = ends[rows - 1] as number;
  if (scratch.length < length) scratch = Buffer.alloc(2 * length);
  const part = scratch.subarray(0, length);
  bytes.copy(part, 0, begin, begin + length);
  separate(part, rows, SPACE);
  if (!isAscii(part) || part.includes(NEW_LINE) || part.includes(RETURN)) return null;
  separate(part, rows, NEW_LINE);
  return { text: part.toString('latin1'), rows };
}

/** Writes a byte over the lengths between the keys. */
function separate(part: Buffer, rows: number, byte: number): void {
  for (let at = 1; at < rows; at++) {
    const next = starts[at] as number;
    for (let place = ends[at - 1] as number; place < next; place++) part[place] = byte;
  }
}

function searchBlock(expression: RegExp, { text, rows }: Lines, first: number, visit: (row: number) => void): void {
  expression.lastIndex = 0;
  for (let at = 0; at < rows && expression.test(text); ) {
    const found = expression.lastIndex;
    while (at + 1 < rows && found > (ends[at] as number)) at++;
    // A length of two bytes leaves an empty line before its key.
    if (found >= (starts[at] as number)) visit(first + at++);
    if (at < rows) expression.lastIndex = starts[at] as number;
  }
  expression.lastIndex = 0;
}
