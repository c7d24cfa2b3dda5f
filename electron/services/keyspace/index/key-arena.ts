/** Chunks of 1 MB; a longer key gets a chunk of its own size. */
const CHUNK_BITS = 20;
/** The upper bits of a position are the number of its chunk, the lower ones its place there. Both increase with the keys. */
export const ARENA_CHUNK_BITS = CHUNK_BITS;
const CHUNK_BYTES = 1 << CHUNK_BITS;
const MASK = CHUNK_BYTES - 1;
/** Positions have 32 bits. */
const MAX_CHUNKS = 2 ** (32 - CHUNK_BITS);

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
  /** Position of the current chunk. */
  #base = 0;
  /** Memory of all chunks. */
  reservedBytes = 0;

  /** Copies a key, as if it was sought. @returns its position @throws RangeError when the names need more than 4 GB */
  append(from: Uint8Array, start: number, end: number): number {
    const length = end - start;
    // The length takes at most four bytes.
    if (this.#used + length + 4 > this.#current.length) this.#grow(length + 4);
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
    if (length < 64) for (let next = start; next < end; next++) to[at++] = from[next] as number;
    else to.set(from.subarray(start, end), at);
    this.#used = this.end;
    return position;
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

  #grow(needed: number): void {
    if (this.#chunks.length === MAX_CHUNKS) throw new RangeError('the names of the keys need more than 4 GB');
    // Whole words, for searches.
    this.#current = Buffer.alloc(Math.max(CHUNK_BYTES, (needed + 7) & ~7));
    this.#base = this.#chunks.length * CHUNK_BYTES;
    this.#chunks.push(this.#current);
    this.reservedBytes += this.#current.length;
    this.#used = 0;
  }
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
