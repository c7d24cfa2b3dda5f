import { type Entries, openEntries, type PackedFormat } from './packed-entries.ts';
import { listpack, openIntset, ziplist, zipmap } from './packed-formats.ts';
import type { Content, Element, ValueReader } from './value-reader.ts';

/** A number that its encoding keeps in binary: a score, or a time in ms. */
export type Cell = Element | number;
export type Row = readonly Cell[];

/** The elements of a value in their order, each a row: a member and its score, a field with value and expiry. */
export interface Rows {
  /** Their number, where it is known without a pass over all of them. */
  readonly length: number | null;
  /** @param max the most bytes to copy of a string @returns null at the end @throws RdbError */
  next(max: number): Promise<Row | null>;
  /** @returns the skipped rows, fewer at the end @throws RdbError */
  skip(count: number): Promise<number>;
}

type Column = 'string' | 'length' | 'ascii-double' | 'double' | 'time';

/** Rows of strings and numbers one after the other, after their count. */
export async function tableRows(reader: ValueReader, columns: readonly Column[]): Promise<Rows> {
  const length = await reader.length();
  // Each cell takes a byte at least, so a larger count is damage.
  if (length * columns.length > reader.remaining) throw reader.fail(`${length} elements do not fit into the value`);
  let left = length;
  return {
    length,
    async next(max) {
      if (left === 0) return null;
      left--;
      const row: Cell[] = [];
      for (const column of columns) row.push(await readCell(reader, column, max));
      reader.check();
      return row;
    },
    async skip(count) {
      const skipped = Math.min(left, count);
      for (let rows = skipped; rows > 0; rows--) {
        for (const column of columns) {
          if (!reader.isReady) await reader.fill();
          skipCell(reader, column);
        }
      }
      reader.check();
      left -= skipped;
      return skipped;
    },
  };
}

async function readCell(reader: ValueReader, column: Column, max: number): Promise<Cell> {
  if (column === 'string') return reader.string(max);
  if (!reader.isReady) await reader.fill();
  const { cursor } = reader;
  if (column === 'length') return cursor.readLength();
  const { bytes, position } = cursor;
  const view = new DataView(bytes.buffer, bytes.byteOffset + position, 64);
  skipCell(reader, column);
  reader.check();
  if (column === 'double') return view.getFloat64(0, true);
  if (column === 'time') return Number(view.getBigInt64(0, true));
  const size = view.getUint8(0);
  if (size >= 253)
    return size === 253 ? Number.NaN : size === 254 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return { data: bytes.slice(position + 1, cursor.position), totalBytes: size };
}

function skipCell({ cursor }: ValueReader, column: Column): void {
  if (column === 'string') cursor.skipString();
  else if (column === 'length') cursor.readLength();
  else if (column === 'ascii-double') {
    const size = cursor.bytes[cursor.position] ?? 0;
    cursor.position += size >= 253 ? 1 : 1 + size;
  } else cursor.position += 8;
}

export type PackedName = 'listpack' | 'ziplist' | 'zipmap' | 'intset';

const formats: Readonly<Record<Exclude<PackedName, 'intset'>, PackedFormat>> = { listpack, ziplist, zipmap };

export function openPacked(content: Content, name: PackedName): Promise<Entries> {
  return name === 'intset' ? openIntset(content) : openEntries(content, formats[name]);
}

/** Rows of a packed value: `columns` entries each. */
export async function packedRows(reader: ValueReader, name: PackedName, columns: number): Promise<Rows> {
  const content = await reader.content();
  const entries = await openPacked(content, name);
  if (entries.count !== null && entries.count % columns !== 0) {
    throw content.reader.fail(`a ${name} with ${entries.count} entries, in groups of ${columns}`);
  }
  const incomplete = () => content.reader.fail(`a ${name} that ends within a group of ${columns}`);
  return {
    length: entries.count === null ? null : entries.count / columns,
    async next(max) {
      const row: Cell[] = [];
      for (let column = 0; column < columns; column++) {
        const element = await entries.next(max);
        if (element !== null) row.push(element);
      }
      if (row.length === 0) return null;
      if (row.length < columns) throw incomplete();
      return row;
    },
    async skip(count) {
      for (let skipped = 0; skipped < count; skipped++) {
        for (let column = 0; column < columns; column++) {
          if (await entries.skip()) continue;
          if (column > 0) throw incomplete();
          return skipped;
        }
      }
      return count;
    },
  };
}

const PLAIN = 1;
const PACKED = 2;

/**
 * Rows of a list that is kept in nodes. Its count is of nodes, so `length` needs a pass over their heads.
 * @param name of the nodes of quicklist 1; quicklist 2 has listpacks and plain strings, each after its kind
 */
export async function nodeRows(reader: ValueReader, name: 'ziplist' | 'listpack'): Promise<Rows> {
  let nodes = await reader.length();
  if (nodes > reader.remaining) throw reader.fail(`${nodes} nodes do not fit into the value`);
  let entries: Entries | null = null;
  let ends = 0;

  /** Opens the next node. @returns the string of a plain node, or null where `entries` holds a packed one */
  const openNode = async (max: number): Promise<Element | null> => {
    nodes--;
    const kind = name === 'ziplist' ? PACKED : await reader.length();
    if (kind === PLAIN) return reader.string(max);
    if (kind !== PACKED) throw reader.fail(`a list node of the unknown kind ${kind}`);
    const content = await reader.content();
    ends = content.reader === reader ? content.end : reader.offset;
    entries = await openPacked(content, name);
    return null;
  };
  const endNode = () => {
    entries = null;
    reader.skip(ends - reader.offset);
  };

  return {
    length: nodes === 0 ? 0 : null,
    async next(max) {
      for (;;) {
        const element = await entries?.next(max);
        if (element) return [element];
        if (entries) endNode();
        if (nodes === 0) return null;
        const plain = await openNode(max);
        if (plain) return [plain];
      }
    },
    async skip(count) {
      let skipped = 0;
      while (skipped < count) {
        if (!entries) {
          if (nodes === 0) break;
          if (await openNode(0)) skipped++;
          else {
            const whole: number | null = (entries as Entries | null)?.count ?? null;
            if (whole !== null && whole <= count - skipped) {
              skipped += whole;
              endNode();
            }
          }
        } else if (await entries.skip()) skipped++;
        else endNode();
      }
      return skipped;
    },
  };
}
