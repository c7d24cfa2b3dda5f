import type { RdbCursor } from '../rdb-cursor.ts';
import type { ByteSource } from './byte-source.ts';

/** Reads exactly the compressed bytes; a `ValueReader`. */
interface LzfInput {
  readonly cursor: RdbCursor;
  readonly remaining: number;
  readonly isReady: boolean;
  fill(): Promise<void>;
  fail(message: string): Error;
}

/** LZF copies from at most 8 KB before. */
const HISTORY_BYTES = 8192;
const PIECE_BYTES = 64 * 1024;
/** One step gives at most this many bytes. */
const STEP_OUTPUT_BYTES = 264;

/**
 * The expanded bytes of a long LZF string, read forwards in pieces: memory stays at 72 KB for a string of any length.
 * A read far ahead expands everything before it.
 */
export class LzfSource implements ByteSource {
  readonly #input: LzfInput;
  readonly #length: number;
  readonly #out = new Uint8Array(HISTORY_BYTES + PIECE_BYTES + STEP_OUTPUT_BYTES);
  /** The offset of the first byte of `#out`, and the number of its bytes. */
  #base = 0;
  #end = 0;

  /** @param length the expanded length */
  constructor(input: LzfInput, length: number) {
    this.#input = input;
    this.#length = length;
  }

  /** @param at not before an earlier read @throws RdbError */
  async read(into: Uint8Array, at: number): Promise<number> {
    while (this.#base + this.#end <= at && this.#input.remaining > 0) await this.#expand();
    if (
      this.#base + this.#end > this.#length ||
      (this.#input.remaining <= 0 && this.#base + this.#end < this.#length)
    ) {
      throw this.#damaged();
    }
    const part = this.#out.subarray(at - this.#base, Math.min(this.#end, at - this.#base + into.length));
    into.set(part);
    return part.length;
  }

  async #expand(): Promise<void> {
    const out = this.#out;
    if (this.#end > HISTORY_BYTES) {
      out.copyWithin(0, this.#end - HISTORY_BYTES, this.#end);
      this.#base += this.#end - HISTORY_BYTES;
      this.#end = HISTORY_BYTES;
    }
    const input = this.#input;
    const { cursor } = input;
    let to = this.#end;
    while (to < HISTORY_BYTES + PIECE_BYTES && input.remaining > 0) {
      if (!input.isReady) await input.fill();
      const { bytes } = cursor;
      let at = cursor.position;
      const control = bytes[at++] ?? 0;
      if (control < 32) {
        for (let left = control + 1; left > 0; left--) out[to++] = bytes[at++] ?? 0;
      } else {
        let count = control >> 5;
        if (count === 7) count += bytes[at++] ?? 0;
        count += 2;
        let source = to - ((control & 0x1f) << 8) - 1 - (bytes[at++] ?? 0);
        if (source < 0) throw this.#damaged();
        for (let left = count; left > 0; left--) out[to++] = out[source++] ?? 0;
      }
      cursor.position = at;
      if (at > cursor.end) throw this.#damaged();
    }
    this.#end = to;
  }

  #damaged(): Error {
    return this.#input.fail('a compressed string is damaged');
  }
}
