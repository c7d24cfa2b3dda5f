import { BLOCK_ROWS, type Sliced } from './slices.ts';

const DIGIT_BITS = 16;
const DIGIT = 1 << DIGIT_BITS;

/** Sorts rows by a whole number from 0 to 2^53, ascending and stable, 16 bits at a time. */
export function* sortByNumber(rows: Uint32Array, numberOf: (row: number) => number): Sliced<Uint32Array> {
  let from: Uint32Array = rows;
  let values = new Float64Array(rows.length);
  let max = 0;
  for (let at = 0; at < rows.length; at++) {
    const value = numberOf(rows[at] as number);
    values[at] = value;
    if (value > max) max = value;
    if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
  }
  let to: Uint32Array = new Uint32Array(rows.length);
  let toValues = new Float64Array(rows.length);
  // A separate buffer, so that the given rows do not change.
  for (let unit = 1; unit <= max; unit *= DIGIT) {
    const starts = new Uint32Array(DIGIT + 1);
    for (let at = 0; at < rows.length; at++) {
      const digit = Math.floor((values[at] as number) / unit) % DIGIT;
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
      if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    }
    for (let digit = 0; digit < DIGIT; digit++)
      starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
    for (let at = 0; at < rows.length; at++) {
      const value = values[at] as number;
      const digit = Math.floor(value / unit) % DIGIT;
      const target = starts[digit] as number;
      starts[digit] = target + 1;
      to[target] = from[at] as number;
      toValues[target] = value;
      if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    }
    const unused = from === rows ? new Uint32Array(rows.length) : from;
    [from, to] = [to, unused];
    [values, toValues] = [toValues, values];
  }
  return from;
}
