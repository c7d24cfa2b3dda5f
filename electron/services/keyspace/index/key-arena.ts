/** Chunks of 1 MB; a longer key gets a chunk of its own size. */
const CHUNK_BITS = 20;
/** The upper bits of a position are the number of its chunk, the lower ones its place there. Both increase with the keys. */
export const ARENA_CHUNK_BITS = CHUNK_BITS;
const CHUNK_BYTES = 1 << CHUNK_BITS;
const FIRST_CHUNK_BYTES = 1 << 14;
const MASK = CHUNK_BYTES - 1;
/** Names before it are top-level folders, which are counted while keys are read. */
export const SEPARATOR = 0x3a;
/** Names of more bytes are copied by the runtime, whose call takes as long as 60 bytes of a loop. */
const LONG_BYTES = 64;
const WORD_BYTES = 4;
/** Of a name's length, and of the last word of a copy, which may be longer than its rest of the name. */
const SPARE_BYTES = 4 + WORD_BYTES;
/** Of FNV. */
const HASH_FACTOR = 0x01000193;
/** Positions have 32 bits. */
const MAX_CHUNKS = 2 ** (32 - CHUNK_BITS);

/** Keys as parts of one array. */
export interface KeyParts {
  readonly bytes: Uint8Array;
  readonly keyStarts: Int32Array;
  readonly keyEnds: Int32Array;
}

/** The folders of keys, by the number of the key. */
export interface FoundFolders {
  readonly lengths: Int32Array;
  readonly hashes: Int32Array;
}

/**
 * The bytes of all keys, each after its length (7 bits a byte, the last one below 128). A key is found by its position,
 * a number of 32 bits, so that a million keys are no million objects.
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

  /** Copies a key, as if it was sought, and finds its folder on the way. @returns its position @throws RangeError when the names need more than 4 GB */
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
   * Copies keys of one array, four bytes at a time.
   * @param positions receives their positions, from `at` on
   * @param folders receives the length of each key's folder, 0 where it has none, and its hash
   */
  appendAll(keys: KeyParts, from: number, to: number, positions: Uint32Array, at: number, folders: FoundFolders): void {
    const { bytes, keyStarts, keyEnds } = keys;
    const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const lastWord = bytes.length - WORD_BYTES;
    let chunk = this.#current;
    let target = viewOf(chunk);
    let used = this.#used;
    for (let key = from; key < to; key++) {
      let next = keyStarts[key] as number;
      const end = keyEnds[key] as number;
      const length = end - next;
      if (used + length + SPARE_BYTES > chunk.length) {
        chunk = this.#grow(length + SPARE_BYTES);
        target = viewOf(chunk);
        used = 0;
      }
      positions[at + key - from] = this.#base + used;
      let rest = length;
      while (rest > 0x7f) {
        chunk[used++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      chunk[used++] = rest;
      const keyStart = used;
      const keyEnd = used + length;
      let hash = 0;
      let byte = -1;
      while (next < end && byte !== SEPARATOR) {
        byte = bytes[next++] as number;
        chunk[used++] = byte;
        hash = Math.imul(hash ^ byte, HASH_FACTOR);
      }
      folders.lengths[key] = byte === SEPARATOR ? used - keyStart : 0;
      folders.hashes[key] = hash;
      // The last word may be longer than the rest of the key. The next key overwrites what it has too much.
      if (end > lastWord) while (next < end) chunk[used++] = bytes[next++] as number;
      else
        for (; next < end; next += WORD_BYTES, used += WORD_BYTES)
          target.setInt32(used, source.getInt32(next, true), true);
      used = keyEnd;
    }
    this.#used = used;
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

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
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
