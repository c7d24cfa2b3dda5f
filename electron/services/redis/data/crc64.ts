/**
 * The CRC-64 of Redis ("Jones": polynomial ad93d23594c935a9, reflected, no final xor), eight bytes per step.
 * A 64-bit number is kept as two 32-bit halves, because bigint is thirty times slower.
 * @see https://github.com/redis/redis/blob/7.0/src/crc64.c
 */
const POLYNOMIAL_HIGH = 0x95ac9329;
const POLYNOMIAL_LOW = 0xac4bc9b5;
const STEP = 8;

/** `low[k * 256 + byte]`: the contribution of a byte that k more bytes of the step follow. */
const { low, high } = tables();

function tables(): { readonly low: Int32Array; readonly high: Int32Array } {
  const lows = new Int32Array(STEP * 256);
  const highs = new Int32Array(STEP * 256);
  for (let byte = 0; byte < 256; byte++) {
    let lo = byte;
    let hi = 0;
    for (let bit = 0; bit < 8; bit++) {
      const odd = lo & 1;
      lo = (lo >>> 1) | (hi << 31);
      hi >>>= 1;
      if (odd) {
        lo ^= POLYNOMIAL_LOW;
        hi ^= POLYNOMIAL_HIGH;
      }
    }
    lows[byte] = lo;
    highs[byte] = hi;
  }
  for (let at = 256; at < STEP * 256; at++) {
    const lo = lows[at - 256] ?? 0;
    const hi = highs[at - 256] ?? 0;
    lows[at] = ((lo >>> 8) | (hi << 24)) ^ (lows[lo & 0xff] ?? 0);
    highs[at] = (hi >>> 8) ^ (highs[lo & 0xff] ?? 0);
  }
  return { low: lows, high: highs };
}

/** A running checksum. */
export class Crc64 {
  #low = 0;
  #high = 0;

  update(bytes: Uint8Array, start: number, end: number): void {
    let lo = this.#low;
    let hi = this.#high;
    let at = start;
    for (const last = end - STEP; at <= last; at += STEP) {
      // @ts-expect-error noUncheckedIndexedAccess: the loop keeps the bounds, and `?? 0` costs a fifth of the speed
      lo ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      // @ts-expect-error noUncheckedIndexedAccess
      hi ^= bytes[at + 4] | (bytes[at + 5] << 8) | (bytes[at + 6] << 16) | (bytes[at + 7] << 24);
      const a = 1792 + (lo & 0xff);
      const b = 1536 + ((lo >>> 8) & 0xff);
      const c = 1280 + ((lo >>> 16) & 0xff);
      const d = 1024 + (lo >>> 24);
      const e = 768 + (hi & 0xff);
      const f = 512 + ((hi >>> 8) & 0xff);
      const g = 256 + ((hi >>> 16) & 0xff);
      const h = hi >>> 24;
      // @ts-expect-error noUncheckedIndexedAccess
      lo = low[a] ^ low[b] ^ low[c] ^ low[d] ^ low[e] ^ low[f] ^ low[g] ^ low[h];
      // @ts-expect-error noUncheckedIndexedAccess
      hi = high[a] ^ high[b] ^ high[c] ^ high[d] ^ high[e] ^ high[f] ^ high[g] ^ high[h];
    }
    for (; at < end; at++) {
      const index = (lo ^ (bytes[at] ?? 0)) & 0xff;
      lo = ((lo >>> 8) | (hi << 24)) ^ (low[index] ?? 0);
      hi = (hi >>> 8) ^ (high[index] ?? 0);
    }
    this.#low = lo;
    this.#high = hi;
  }

  /** Whether eight bytes, little-endian, are this checksum. */
  equals(bytes: Uint8Array, at: number): boolean {
    return word(bytes, at) === this.#low && word(bytes, at + 4) === this.#high;
  }

  /** Writes it as eight bytes, little-endian. */
  write(bytes: Buffer, at: number): void {
    bytes.writeInt32LE(this.#low, at);
    bytes.writeInt32LE(this.#high, at + 4);
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    const digits = (half: number) => (half >>> 0).toString(16).padStart(8, '0');
    return digits(this.#high) + digits(this.#low);
  }
}

function word(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4);
  return a | (b << 8) | (c << 16) | (d << 24);
}
