import { type Entries, type EntryHead, elementOf, type PackedFormat } from './packed-entries.ts';
import type { Content } from './value-reader.ts';

/** The 16-bit counters of listpacks and ziplists hold this value for more entries. */
const UNKNOWN_COUNT = 0xffff;

/** @see https://github.com/redis/redis/blob/7.0/src/listpack.c */
export const listpack: PackedFormat = {
  name: 'listpack',
  headBytes: 6,
  count: (head) => known(head.getUint16(4, true)),
  parse(bytes, at, into) {
    const first = byteAt(bytes, at);
    if (first < 0x80) number(into, 1, first);
    else if (first < 0xc0) string(into, 1, first & 0x3f);
    else if (first < 0xe0) number(into, 2, ((((first & 0x1f) << 8) | byteAt(bytes, at + 1)) << 19) >> 19);
    else if (first < 0xf0) string(into, 2, ((first & 0x0f) << 8) | byteAt(bytes, at + 1));
    else if (first === 0xf0) string(into, 5, int32(bytes, at + 1) >>> 0);
    else if (first === 0xf1) number(into, 3, int16(bytes, at + 1));
    else if (first === 0xf2) number(into, 4, int24(bytes, at + 1));
    else if (first === 0xf3) number(into, 5, int32(bytes, at + 1));
    else if (first === 0xf4) number(into, 9, int64(bytes, at + 1));
    else return false;
    const size = into.skip + into.length;
    into.trailer = size < 128 ? 1 : size < 16_384 ? 2 : size < 2_097_152 ? 3 : size < 268_435_456 ? 4 : 5;
    return true;
  },
};

/** @see https://github.com/redis/redis/blob/6.2/src/ziplist.c */
export const ziplist: PackedFormat = {
  name: 'ziplist',
  headBytes: 10,
  count: (head) => known(head.getUint16(8, true)),
  parse(bytes, at, into) {
    const previous = byteAt(bytes, at) < 0xfe ? 1 : 5;
    const from = at + previous;
    const first = byteAt(bytes, from);
    into.trailer = 0;
    if (first < 0x40) string(into, previous + 1, first);
    else if (first < 0x80) string(into, previous + 2, ((first & 0x3f) << 8) | byteAt(bytes, from + 1));
    else if (first === 0x80) string(into, previous + 5, bigEndian32(bytes, from + 1));
    else if (first === 0xc0) number(into, previous + 3, int16(bytes, from + 1));
    else if (first === 0xd0) number(into, previous + 5, int32(bytes, from + 1));
    else if (first === 0xe0) number(into, previous + 9, int64(bytes, from + 1));
    else if (first === 0xf0) number(into, previous + 4, int24(bytes, from + 1));
    else if (first === 0xfe) number(into, previous + 2, (byteAt(bytes, from + 1) << 24) >> 24);
    else if (first > 0xf0 && first < 0xfe) number(into, previous + 1, (first & 0x0f) - 1);
    else return false;
    return true;
  },
};

/** Fields and values in turn; only values have unused bytes after them. @see https://github.com/redis/redis/blob/7.0/src/zipmap.c */
export const zipmap: PackedFormat = {
  name: 'zipmap',
  headBytes: 1,
  count: (head) => (head.getUint8(0) < 254 ? head.getUint8(0) * 2 : null),
  parse(bytes, at, into, index) {
    const first = byteAt(bytes, at);
    const size = first < 254 ? 1 : 5;
    const isValue = index % 2 === 1;
    string(into, size + (isValue ? 1 : 0), first < 254 ? first : int32(bytes, at + 1) >>> 0);
    into.trailer = isValue ? byteAt(bytes, at + size) : 0;
    return true;
  },
};

/** Integers of 2, 4 or 8 bytes, sorted. */
export async function openIntset({ reader, end }: Content): Promise<Entries> {
  if (reader.offset + 8 > end) throw reader.fail('an intset without a head');
  const { data } = await reader.take(8, 8);
  const head = new DataView(data.buffer, data.byteOffset, data.length);
  const width = head.getUint32(0, true);
  const count = head.getUint32(4, true);
  if (width !== 2 && width !== 4 && width !== 8) throw reader.fail(`an intset of ${width}-byte integers`);
  if (reader.offset + count * width > end) throw reader.fail(`an intset that is too short for ${count} integers`);
  let left = count;
  return {
    count,
    async next() {
      if (left === 0) return null;
      left--;
      const { data: bytes } = await reader.take(width, width);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const value =
        width === 2 ? view.getInt16(0, true) : width === 4 ? view.getInt32(0, true) : view.getBigInt64(0, true);
      return elementOf(String(value));
    },
    async skip() {
      if (left === 0) return false;
      left--;
      reader.skip(width);
      return true;
    },
  };
}

function known(count: number): number | null {
  return count === UNKNOWN_COUNT ? null : count;
}

function number(into: EntryHead, size: number, value: number | bigint): void {
  into.skip = size;
  into.digits = String(value);
  into.length = 0;
}

function string(into: EntryHead, head: number, length: number): void {
  into.skip = head;
  into.digits = null;
  into.length = length;
}

/** 0 beyond the end: the caller refuses an entry that is longer than its value. */
function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

function int16(bytes: Uint8Array, at: number): number {
  return ((byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 24)) >> 16;
}

function int24(bytes: Uint8Array, at: number): number {
  return ((byteAt(bytes, at) << 8) | (byteAt(bytes, at + 1) << 16) | (byteAt(bytes, at + 2) << 24)) >> 8;
}

function int32(bytes: Uint8Array, at: number): number {
  return (
    byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 3) << 24)
  );
}

function int64(bytes: Uint8Array, at: number): bigint {
  return (BigInt(int32(bytes, at + 4)) << 32n) | BigInt(int32(bytes, at) >>> 0);
}

function bigEndian32(bytes: Uint8Array, at: number): number {
  const high = (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1);
  const low = (byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3);
  return high * 0x10000 + low;
}
