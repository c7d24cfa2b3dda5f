const CHUNK_BYTES = 1024 * 1024;
const MAX_CHUNKS = 16;
/** Larger values are read from their file again. */
const MAX_VALUE_BYTES = 16 * 1024;

/** The bytes of small values, so that they need not be read from their file again. */
export class KeptValues {
  readonly #chunks: Uint8Array[] = [];
  #used = CHUNK_BYTES;

  /**
   * Copies a value that is `bytes` from `start` up to `end`. @returns its position, from 1; 0 if there is no room for
   * it
   */
  keep(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > MAX_VALUE_BYTES) return 0;
    if (this.#used + length > CHUNK_BYTES) {
      if (this.#chunks.length === MAX_CHUNKS) return 0;
      this.#chunks.push(new Uint8Array(CHUNK_BYTES));
      this.#used = 0;
    }
    const at = this.#used;
    this.#chunks.at(-1)?.set(bytes.subarray(start, end), at);
    this.#used += length;
    return (this.#chunks.length - 1) * CHUNK_BYTES + at + 1;
  }

  /** The value at a position: `bytes` from `start` up to `end`. */
  at(position: number, length: number): { readonly bytes: Uint8Array; readonly start: number; readonly end: number } {
    const start = (position - 1) % CHUNK_BYTES;
    const bytes = this.#chunks[Math.floor((position - 1) / CHUNK_BYTES)] as Uint8Array;
    return { bytes, start, end: start + length };
  }

  clear(): void {
    this.#chunks.length = 0;
    this.#used = CHUNK_BYTES;
  }
}
