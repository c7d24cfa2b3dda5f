import { codeOf, metricOf } from './metric-codes.ts';
import type { Figures, Row } from './row.ts';
import { fromSmallFloat, toSmallFloat } from './small-float.ts';

/**
 * Rows as bytes, a metric after the other: rows (u16), their times (f64 each), their weights (f32 each), then for
 * each metric its number (u16), the length of what follows (u32), one tag a row, and the figures. A figure that did
 * not change within a row's time is kept exactly, the others to one part in 1024. Numbers are little-endian.
 */
const [NONE, FLAT, VARYING] = [0, 1, 2];
const HEAD_BYTES = 2;
const ROW_BYTES = 12;
const COLUMN_HEAD_BYTES = 6;

export function encodeBlock(rows: readonly Row[]): Buffer {
  const head = Buffer.alloc(HEAD_BYTES + rows.length * ROW_BYTES);
  head.writeUInt16LE(rows.length, 0);
  rows.forEach(({ at, weightMs }, index) => {
    head.writeDoubleLE(at, HEAD_BYTES + index * 8);
    head.writeFloatLE(weightMs, HEAD_BYTES + rows.length * 8 + index * 4);
  });
  const metrics = new Set(rows.flatMap(({ values }) => [...values.keys()]));
  const columns: Buffer[] = [];
  for (const metric of metrics) {
    const code = codeOf(metric);
    if (code !== null)
      columns.push(
        encodeColumn(
          code,
          rows.map(({ values }) => values.get(metric)),
        ),
      );
  }
  return Buffer.concat([head, ...columns]);
}

function encodeColumn(code: number, figures: readonly (Figures | undefined)[]): Buffer {
  const tags = figures.map((one) => (!one ? NONE : isFlat(one) ? FLAT : VARYING));
  const flats = figures.filter((_, index) => tags[index] === FLAT);
  const varying = figures.filter((one, index): one is Figures => tags[index] === VARYING && one !== undefined);
  const length = tags.length + flats.length * 8 + varying.length * 8;
  const column = Buffer.alloc(COLUMN_HEAD_BYTES + length);
  column.writeUInt16LE(code, 0);
  column.writeUInt32LE(length, 2);
  column.set(tags, COLUMN_HEAD_BYTES);
  let at = COLUMN_HEAD_BYTES + tags.length;
  for (const one of flats) at = column.writeDoubleLE(one?.last ?? 0, at);
  // High bytes and low bytes apart: only the former have something in common, and are packed well.
  for (const part of ['min', 'mean', 'max', 'last'] as const) {
    varying.forEach((one, index) => {
      const small = toSmallFloat(one[part]);
      column.writeUInt8(small >> 8, at + index);
      column.writeUInt8(small & 0xff, at + varying.length + index);
    });
    at += varying.length * 2;
  }
  return column;
}

function isFlat({ min, mean, max, last }: Figures): boolean {
  return min === max && mean === min && last === min;
}

/** What stands in a block, read as far as it is wanted. */
export interface Block {
  readonly times: readonly number[];
  readonly weights: readonly number[];
  /** By metric; undefined where a row has none of it. */
  readonly columns: ReadonlyMap<string, readonly (Figures | undefined)[]>;
}

/**
 * @param wanted left out: every metric
 * @throws RangeError when it is no block
 */
export function decodeBlock(bytes: Buffer, wanted?: ReadonlySet<string>): Block {
  const count = bytes.readUInt16LE(0);
  const times = Array.from({ length: count }, (_, index) => bytes.readDoubleLE(HEAD_BYTES + index * 8));
  const weights = Array.from({ length: count }, (_, index) => bytes.readFloatLE(HEAD_BYTES + count * 8 + index * 4));
  const columns = new Map<string, readonly (Figures | undefined)[]>();
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

function decodeColumn(column: Buffer, count: number): readonly (Figures | undefined)[] {
  const tags = column.subarray(0, count);
  const flats = tags.filter((tag) => tag === FLAT).length;
  const varying = tags.filter((tag) => tag === VARYING).length;
  let flatAt = count;
  let index = 0;
  const part = (order: number): number => {
    const begin = count + flats * 8 + order * varying * 2 + index;
    return fromSmallFloat((column.readUInt8(begin) << 8) | column.readUInt8(begin + varying));
  };
  return Array.from(tags, (tag) => {
    if (tag === FLAT) {
      const value = column.readDoubleLE(flatAt);
      flatAt += 8;
      return { min: value, mean: value, max: value, last: value };
    }
    if (tag !== VARYING) return undefined;
    const figures = { min: part(0), mean: part(1), max: part(2), last: part(3) };
    index += 1;
    return figures;
  });
}

/** All rows of a block, in order. */
export function rowsOf({ times, weights, columns }: Block): readonly Row[] {
  return times.map((at, index) => {
    const values = new Map<string, Figures>();
    for (const [metric, figures] of columns) {
      const one = figures[index];
      if (one) values.set(metric, one);
    }
    return { at, weightMs: weights[index] ?? 0, values };
  });
}
