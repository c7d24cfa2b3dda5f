import { type RdbCursor, STEP_BYTES } from './rdb-cursor.ts';
import { ONE_STRING, opcode } from './rdb-format.ts';

/** They and the bytes of their keys stay in the processor's first cache. */
const MAX_ENTRIES = 512;
/** A constant of this module: one of an imported object would be read again for each key. */
const EXPIRE_MS = opcode.expireMs;

/** Entries that follow each other in memory, in columns. Valid during the call that receives them. */
export interface EntryBatch {
  readonly database: number;
  readonly count: number;
  /** The keys are parts of it, each from its `keyStarts` up to its `keyEnds`. */
  readonly bytes: Uint8Array;
  readonly keyStarts: Int32Array;
  readonly keyEnds: Int32Array;
  /** The type bytes, for `rdbType`. */
  readonly types: Uint8Array;
  /** Milliseconds since 1970; -1 for a key without a TTL. */
  readonly expiries: Float64Array;
  /** The offset and the size of each value. It is in `bytes` too, at the end of its key. */
  readonly offsets: Float64Array;
  readonly lengths: Int32Array;
}

/**
 * Reads plain entries: a short key, which is not compressed, and a value of one string, whole in memory. Most entries of
 * most files are of this kind. One loop over local numbers takes a third of the time of the walk's general methods, to
 * which everything else is left, damage included.
 */
export class PlainEntries implements EntryBatch {
  database = 0;
  count = 0;
  bytes: Uint8Array = new Uint8Array(0);
  readonly keyStarts = new Int32Array(MAX_ENTRIES);
  readonly keyEnds = new Int32Array(MAX_ENTRIES);
  readonly types = new Uint8Array(MAX_ENTRIES);
  readonly expiries = new Float64Array(MAX_ENTRIES);
  readonly offsets = new Float64Array(MAX_ENTRIES);
  readonly lengths = new Int32Array(MAX_ENTRIES);

  /**
   * Reads the entries at the cursor, and moves it after them.
   * @param patterns of values, by type byte
   * @param expireAtMs the expiry that was read before the first entry; -1 without one
   */
  read(
    cursor: RdbCursor,
    patterns: readonly (readonly number[] | undefined)[],
    database: number,
    expireAtMs: number,
  ): void {
    const { bytes, base, end } = cursor;
    const { keyStarts, keyEnds, types, expiries, offsets, lengths } = this;
    // The bytes before a key, and those that tell the length of its value, are in memory.
    const last = end - 2 * STEP_BYTES;
    let begin = cursor.position;
    let expiry = expireAtMs;
    let count = 0;
    while (begin <= last && count < MAX_ENTRIES) {
      let at = begin;
      let type = bytes[at++] as number;
      if (type === EXPIRE_MS) {
        expiry = millisecondsAt(bytes, at);
        at += 8;
        type = bytes[at++] as number;
      }
      if (patterns[type] !== ONE_STRING) break;
      let length = bytes[at++] as number;
      if (length >= 0x40) {
        if (length >= 0x80) break;
        length = ((length & 0x3f) << 8) | (bytes[at++] as number);
      }
      const keyStart = at;
      const keyEnd = at + length;
      if (keyEnd > last) break;
      at = keyEnd;
      const head = bytes[at++] as number;
      if (head < 0x40) at += head;
      else if (head < 0x80) at += 1 + (((head & 0x3f) << 8) | (bytes[at] as number));
      else if (head === 0xc3) {
        // Compressed: the length in the file, then that of the string.
        let packed = bytes[at++] as number;
        if (packed >= 0x40) packed = packed < 0x80 ? ((packed & 0x3f) << 8) | (bytes[at++] as number) : -1;
        const form = (bytes[at] as number) >>> 6;
        if (packed < 0 || form > 1) break;
        at += 1 + form + packed;
      } else if (head >= 0xc0 && head <= 0xc2) at += 1 << (head & 3);
      else break;
      if (at > end) break;
      keyStarts[count] = keyStart;
      keyEnds[count] = keyEnd;
      types[count] = type;
      expiries[count] = expiry;
      offsets[count] = base + keyEnd;
      lengths[count] = at - keyEnd;
      count++;
      expiry = -1;
      begin = at;
    }
    cursor.position = begin;
    this.count = count;
    this.bytes = bytes;
    this.database = database;
  }
}

/** A signed 64-bit number, little-endian; 0 for a negative one. */
export function millisecondsAt(bytes: Uint8Array, at: number): number {
  const low = littleEndian32(bytes, at);
  const high = littleEndian32(bytes, at + 4);
  return Math.max(0, high * 2 ** 32 + (low >>> 0));
}

function littleEndian32(bytes: Uint8Array, at: number): number {
  // @ts-expect-error noUncheckedIndexedAccess: what is beyond the array becomes 0
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}
