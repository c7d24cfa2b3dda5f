import { codeOf, metricOf } from './metric-codes.ts';
import type { Figures, Row } from './row.ts';
import { fromSmallFloat, toSmallFloat } from './small-float.ts';

/**
 * Column-oriented encoding of rows: row count (u16), times (f64 each), weights (f32 each), then per metric its code
 * (u16), the length of the rest (u32), one tag per row, and the values. A value that was constant within its row is
 * exact; others are precise to one part in 1024. Little-endian.
 */
const NONE = 0;
const FLAT = 1;
const VARYING = 2;
const HEAD_BYTES = 2;
const ROW_BYTES = 12;
const COLUMN_HEAD_BYTES = 6;
const FIGURE_BYTES = 8;
const parts = ['min', 'mean', 'max', 'last'] as const;

export function encodeBlock(rows: readonly Row[]): Buffer {
  const [first, ...others] = rows;
  if (first && others.length === 0 && isTick(first)) return encodeTick(first);
  const columns = columnsOf(rows);
  const figures = columns.reduce((sum, { tags }) => sum + tags.filter((tag) => tag !== NONE).length, 0);
  const head = HEAD_BYTES + rows.length * ROW_BYTES;
  const bytes = Buffer.alloc(head + columns.length * (COLUMN_HEAD_BYTES + rows.length) + figures * FIGURE_BYTES);
  bytes.writeUInt16LE(rows.length, 0);
  rows.forEach(({ at, weightMs }, index) => {
    bytes.writeDoubleLE(at, HEAD_BYTES + index * 8);
    bytes.writeFloatLE(weightMs, HEAD_BYTES + rows.length * 8 + index * 4);
  });
  let at = head;
  for (const column of columns) at = writeColumn(bytes, at, column);
  return bytes;
}

function isTick({ values }: Row): boolean {
  for (const value of values.values()) if (typeof value !== 'number') return false;
  return true;
}

/** Fast path for a single sample, which is written up to twenty times a second. */
function encodeTick({ at, weightMs, values }: Row): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES + ROW_BYTES + values.size * (COLUMN_HEAD_BYTES + 1 + FIGURE_BYTES));
  bytes.writeUInt16LE(1, 0);
  bytes.writeDoubleLE(at, HEAD_BYTES);
  bytes.writeFloatLE(weightMs, HEAD_BYTES + 8);
  let end = HEAD_BYTES + ROW_BYTES;
  for (const [metric, value] of values) {
    const code = codeOf(metric);
    if (code === null) continue;
    bytes.writeUInt16LE(code, end);
    bytes.writeUInt32LE(1 + FIGURE_BYTES, end + 2);
    bytes[end + COLUMN_HEAD_BYTES] = FLAT;
    end = bytes.writeDoubleLE(Number(value), end + COLUMN_HEAD_BYTES + 1);
  }
  return bytes.subarray(0, end);
}

interface ColumnToWrite {
  readonly code: number;
  readonly tags: readonly number[];
  readonly flat: readonly number[];
  readonly varying: readonly Figures[];
}

function columnsOf(rows: readonly Row[]): readonly ColumnToWrite[] {
  const metrics = new Set<string>();
  for (const { values } of rows) for (const metric of values.keys()) metrics.add(metric);
  const columns: ColumnToWrite[] = [];
  for (const metric of metrics) {
    const code = codeOf(metric);
    if (code === null) continue;
    const column = { code, tags: [] as number[], flat: [] as number[], varying: [] as Figures[] };
    for (const { values } of rows) {
      const one = values.get(metric);
      column.tags.push(one === undefined ? NONE : typeof one === 'number' ? FLAT : VARYING);
      if (typeof one === 'number') column.flat.push(one);
      else if (one) column.varying.push(one);
    }
    columns.push(column);
  }
  return columns;
}

/** @returns the end offset */
function writeColumn(bytes: Buffer, begin: number, { code, tags, flat, varying }: ColumnToWrite): number {
  bytes.writeUInt16LE(code, begin);
  bytes.writeUInt32LE(tags.length + (flat.length + varying.length) * FIGURE_BYTES, begin + 2);
  bytes.set(tags, begin + COLUMN_HEAD_BYTES);
  let at = begin + COLUMN_HEAD_BYTES + tags.length;
  for (const value of flat) at = bytes.writeDoubleLE(value, at);
  // High and low bytes are stored separately, because the similar high bytes compress well.
  for (const part of parts) {
    varying.forEach((one, index) => {
      const small = toSmallFloat(one[part]);
      bytes[at + index] = small >> 8;
      bytes[at + varying.length + index] = small & 0xff;
    });
    at += varying.length * 2;
  }
  return at;
}

/** The values of a metric per row of a block; NaN if the row has none. */
export type Column = Readonly<Record<(typeof parts)[number], Float64Array>>;

/** A decoded block with the requested columns. */
export interface Block {
  readonly times: Float64Array;
  readonly weights: Float64Array;
  readonly columns: ReadonlyMap<string, Column>;
}

/**
 * @param wanted omitted: every metric
 * @throws RangeError for an invalid block
 */
export function decodeBlock(bytes: Buffer, wanted?: ReadonlySet<string>): Block {
  const count = bytes.readUInt16LE(0);
  const times = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    times[row] = bytes.readDoubleLE(HEAD_BYTES + row * 8);
    weights[row] = bytes.readFloatLE(HEAD_BYTES + count * 8 + row * 4);
  }
  const columns = new Map<string, Column>();
  for (let at = HEAD_BYTES + count * ROW_BYTES; at < bytes.length; ) {
    const metric = metricOf(bytes.readUInt16LE(at));
    const length = bytes.readUInt32LE(at + 2);
    at += COLUMN_HEAD_BYTES;
    if (metric !== null && (!wanted || wanted.has(metric))) {
      columns.set(metric, decodeColumn(bytes.subarray(at, at + length), count));
    }
    at += length;
  }
  return { times, weights, columns };
}

function decodeColumn(column: Buffer, count: number): Column {
  const empty = () => new Float64Array(count).fill(Number.NaN);
  const decoded = { min: empty(), mean: empty(), max: empty(), last: empty() };
  let [flats, varying] = [0, 0];
  for (let row = 0; row < count; row++) {
    if (column[row] === FLAT) flats += 1;
    else if (column[row] === VARYING) varying += 1;
  }
  const begin = count + flats * FIGURE_BYTES;
  let [flatAt, index] = [count, 0];
  for (let row = 0; row < count; row++) {
    if (column[row] === FLAT) {
      const value = column.readDoubleLE(flatAt);
      flatAt += FIGURE_BYTES;
      for (const part of parts) decoded[part][row] = value;
    } else if (column[row] === VARYING) {
      parts.forEach((part, order) => {
        const at = begin + order * varying * 2 + index;
        decoded[part][row] = fromSmallFloat((column.readUInt8(at) << 8) | column.readUInt8(at + varying));
      });
      index += 1;
    }
  }
  return decoded;
}

export function rowsOf({ times, weights, columns }: Block): readonly Row[] {
  return Array.from(times, (at, row) => {
    const values = new Map<string, Figures | number>();
    for (const [metric, { min, mean, max, last }] of columns) {
      const one = { min: min[row] ?? 0, mean: mean[row] ?? 0, max: max[row] ?? 0, last: last[row] ?? 0 };
      if (!Number.isNaN(one.last)) values.set(metric, one.min === one.max ? one.last : one);
    }
    return { at, weightMs: weights[row] ?? 0, values };
  });
}
