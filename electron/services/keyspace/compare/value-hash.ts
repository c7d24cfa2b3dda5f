/** Bytes of one round: four for each half of the hash. */
const ROUND_BYTES = 8;

/**
 * A 64-bit hash of bytes that arrive in pieces, as two halves of 32 bits: MurmurHash3's rounds, which need no
 * multiplication of 64 bits. A library in WebAssembly would copy each value into its memory, and give a BigInt.
 *
 * Equal bytes have equal hashes, however they were split. The seed is not known outside of the process, so that nobody
 * can prepare two values with one hash.
 */
export class ValueHash {
  readonly #seed: number;
  readonly #rest = new Uint8Array(ROUND_BYTES);
  #kept = 0;
  #low: number;
  #high: number;
  #length = 0;
  /** The result of `finish`. */
  low = 0;
  high = 0;

  constructor(seed: number) {
    this.#seed = seed | 0;
    this.#low = this.#seed;
    this.#high = ~this.#seed;
  }

  /** Sets `low` and `high` to the hash of bytes that are all in memory: as `update` and `finish`. */
  whole(bytes: Uint8Array, start: number, end: number): void {
    this.#length = end - start;
    const whole = start + (((end - start) >>> 3) << 3);
    this.#rounds(bytes, start, whole);
    this.#finish(bytes, whole, end);
  }

  update(bytes: Uint8Array, start: number, end: number): void {
    this.#length += end - start;
    let at = start;
    if (this.#kept > 0) {
      while (this.#kept < ROUND_BYTES && at < end) this.#rest[this.#kept++] = bytes[at++] as number;
      if (this.#kept < ROUND_BYTES) return;
      this.#rounds(this.#rest, 0, ROUND_BYTES);
      this.#kept = 0;
    }
    const whole = at + (((end - at) >>> 3) << 3);
    this.#rounds(bytes, at, whole);
    for (at = whole; at < end; at++) this.#rest[this.#kept++] = bytes[at] as number;
  }

  /** Sets `low` and `high` to the hash of all bytes, and starts again. */
  finish(): void {
    this.#finish(this.#rest, 0, this.#kept);
  }

  /** @param rest the bytes after the last round */
  #finish(rest: Uint8Array, start: number, end: number): void {
    let low = this.#low;
    let high = this.#high;
    for (let at = start; at < end; at++) {
      const byte = rest[at] as number;
      low = Math.imul(low ^ byte, 0x01000193);
      high = (Math.imul(high ^ byte, 0x85ebca6b) + low) | 0;
    }
    low = mixed(low ^ this.#length);
    high = mixed(high ^ low);
    this.low = mixed((low + high) | 0) >>> 0;
    this.high = high >>> 0;
    this.#low = this.#seed;
    this.#high = ~this.#seed;
    this.#kept = 0;
    this.#length = 0;
  }

  #rounds(bytes: Uint8Array, start: number, end: number): void {
    let low = this.#low;
    let high = this.#high;
    for (let at = start; at < end; at += ROUND_BYTES) {
      let word =
        (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24);
      word = Math.imul(word, 0x239b961b);
      low ^= Math.imul((word << 15) | (word >>> 17), 0xab0e9789);
      low = (((low << 19) | (low >>> 13)) + high) | 0;
      low = (Math.imul(low, 5) + 0x561ccd1b) | 0;
      word =
        (bytes[at + 4] as number) |
        ((bytes[at + 5] as number) << 8) |
        ((bytes[at + 6] as number) << 16) |
        ((bytes[at + 7] as number) << 24);
      word = Math.imul(word, 0xab0e9789);
      high ^= Math.imul((word << 16) | (word >>> 16), 0x38b34ae5);
      high = (((high << 17) | (high >>> 15)) + low) | 0;
      high = (Math.imul(high, 5) + 0x0bcaa747) | 0;
    }
    this.#low = low;
    this.#high = high;
  }
}

/** Murmur's final mix: every bit of the input changes half of the output. */
function mixed(word: number): number {
  let mix = word;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}
