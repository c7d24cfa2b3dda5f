import type { EntryBatch } from '../../redis/data/plain-entries.ts';

/** Chunks of 1 MB; a longer key gets a chunk of its own size. */
const CHUNK_BITS = 20;
/**
 * The upper bits of a position are the number of its chunk, the lower ones its offset there. Both increase with the
 * keys.
 */
export const ARENA_CHUNK_BITS = CHUNK_BITS;
const CHUNK_BYTES = 1 << CHUNK_BITS;
const FIRST_CHUNK_BYTES = 1 << 14;
const MASK = CHUNK_BYTES - 1;
/** Names before it are top-level folders, which are counted while keys are read. */
export const SEPARATOR = 0x3a;
/** Longer names are copied by the runtime, whose call takes as long as copying 60 bytes in a loop. */
const LONG_BYTES = 64;
/** Of a name's length. */
const SPARE_BYTES = 4;
/** Of FNV. */
const HASH_FACTOR = 0x01000193;
/** Positions have 32 bits. */
const MAX_CHUNKS = 2 ** (32 - CHUNK_BITS);

/** Keys of a batch of a walk, one after the other. */
export type NewNames = Pick<EntryBatch, 'count' | 'names' | 'nameBytes' | 'nameStarts'>;

/**
 * The bytes of all keys, each after its length (7 bits a byte, the last one below 128). A key is found by its position,
 * a number of 32 bits, so that a million keys are not a million objects.
 */
export class KeyArena {
  readonly #chunks: Buffer[] = [];
  #current = Buffer.alloc(0);
  #used = 0;
  /** The key of the last `seek`: `bytes` from `start` up to `end`. */
  bytes: Buffer = this.#current;
  start = 0;
  end = 0;
  /** The end of the last appended key's top-level folder with its separator; -1 for a key without one. And its hash. */
  folderEnd = -1;
  folderHash = 0;
  /** Position of the current chunk. */
  #base = 0;
  /** Memory of all chunks. */
  reservedBytes = 0;

  /**
   * Copies a key as if it had been sought, and finds its folder on the way. @returns its position @throws RangeError
   * when the names need more than 4 GB
   */
  append(from: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (this.#used + length + SPARE_BYTES > this.#current.length) this.#grow(length + SPARE_BYTES);
    const to = this.#current;
    let at = this.#used;
    const position = this.#base + at;
    let rest = length;
    while (rest > 0x7f) {
      to[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    to[at++] = rest;
    this.start = at;
    this.bytes = to;
    this.end = at + length;
    let next = start;
    let hash = 0;
    let byte = -1;
    while (next < end && byte !== SEPARATOR) {
      byte = from[next++] as number;
      to[at++] = byte;
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
    }
    this.folderEnd = byte === SEPARATOR ? at : -1;
    this.folderHash = hash;
    if (end - next < LONG_BYTES) while (next < end) to[at++] = from[next++] as number;
    else to.set(from.subarray(next, end), at);
    this.#used = this.end;
    return position;
  }

  /**
   * Copies keys that are already encoded like here.
   * @param positions receives their positions, from `at` on
   */
  appendAll(keys: NewNames, from: number, to: number, positions: Uint32Array, at: number): void {
    const { count, names, nameBytes, nameStarts } = keys;
    const start = nameStarts[from] as number;
    const end = to < count ? (nameStarts[to] as number) : nameBytes;
    if (this.#used + end - start > this.#current.length) this.#grow(end - start);
    this.#current.set(names.subarray(start, end), this.#used);
    const first = this.#base + this.#used - start;
    for (let key = from; key < to; key++) positions[at + key - from] = first + (nameStarts[key] as number);
    this.#used += end - start;
  }

  /** Sets `folderEnd` and `folderHash` for the key of the last `seek`. */
  findFolder(): void {
    const { bytes, end } = this;
    let at = this.start;
    let hash = 0;
    let byte = -1;
    while (at < end && byte !== SEPARATOR) {
      byte = bytes[at++] as number;
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
    }
    this.folderEnd = byte === SEPARATOR ? at : -1;
    this.folderHash = hash;
  }

  /** Sets `bytes`, `start` and `end` to the key at a position. */
  seek(position: number): void {
    const bytes = this.#chunks[position >>> CHUNK_BITS] as Buffer;
    let at = position & MASK;
    let length = bytes[at++] as number;
    if (length > 0x7f) {
      length &= 0x7f;
      for (let shift = 7; ; shift += 7) {
        const next = bytes[at++] as number;
        length |= (next & 0x7f) << shift;
        if (next < 0x80) break;
      }
    }
    this.bytes = bytes;
    this.start = at;
    this.end = at + length;
  }

  #grow(needed: number): Buffer<ArrayBuffer> {
    if (this.#chunks.length === MAX_CHUNKS) throw new RangeError('the names of the keys need more than 4 GB');
    // The first chunks are small, for indexes of few keys.
    const room = Math.min(CHUNK_BYTES, FIRST_CHUNK_BYTES << (2 * this.#chunks.length));
    // Whole words, for searches.
    this.#current = Buffer.alloc(Math.max(room, (needed + 7) & ~7));
    this.#base = this.#chunks.length * CHUNK_BYTES;
    this.#chunks.push(this.#current);
    this.reservedBytes += this.#current.length;
    this.#used = 0;
    return this.#current;
  }
}

/** The hash of a folder's prefix, which is `bytes` from `start` up to `end`. */
export function hashFolder(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), HASH_FACTOR);
  return hash;
}

/** Compares keys byte by byte, as `memcmp` and SORT do. */
export function compareBytes(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const length = Math.min(aEnd - aStart, bEnd - bStart);
  for (let at = 0; at < length; at++) {
    const difference = (a[aStart + at] as number) - (b[bStart + at] as number);
    if (difference !== 0) return difference;
  }
  return aEnd - aStart - (bEnd - bStart);
}
