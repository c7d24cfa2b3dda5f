import { expandLzf, isPossibleExpansion } from '../lzf.ts';
import { RdbError } from '../rdb-error.ts';

const LZF = 0xc3;
/** Redis allows no longer string. */
const LONGEST_BYTES = 512 * 1024 * 1024;

/** A serialised value in memory, read forwards. Every read is checked against its end. */
export class ValueBytes {
  readonly bytes: Uint8Array;
  readonly end: number;
  at: number;
  #view: DataView | null = null;
  /** The result of `string`: `text` from `textStart` up to `textEnd`. */
  text: Uint8Array;
  textStart = 0;
  textEnd = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.text = bytes;
  }

  /** Most values need none. */
  get view(): DataView {
    this.#view ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.end);
    return this.#view;
  }

  fail(message: string): RdbError {
    return new RdbError('damaged', this.at, message);
  }

  /** Advances. @returns the former position @throws RdbError beyond the end */
  take(count: number): number {
    const from = this.at;
    if (!(count >= 0 && from + count <= this.end)) throw this.fail(`${count} bytes more than the value has`);
    this.at = from + count;
    return from;
  }

  byte(): number {
    return this.bytes[this.take(1)] as number;
  }

  double(): number {
    return this.view.getFloat64(this.take(8), true);
  }

  time(): number {
    return Number(this.view.getBigInt64(this.take(8), true));
  }

  /** A length; inexact above 2^53. */
  length(): number {
    const first = this.byte();
    if (first < 0x40) return first;
    if (first < 0x80) return ((first & 0x3f) << 8) | this.byte();
    if (first === 0x80) return this.view.getUint32(this.take(4));
    if (first === 0x81) return Number(this.view.getBigUint64(this.take(8)));
    throw this.fail(`0x${first.toString(16)} is not a length`);
  }

  /** A count of elements. Each takes at least a byte. */
  count(): number {
    const count = this.length();
    if (count > this.end - this.at) throw this.fail(`${count} elements do not fit into the value`);
    return count;
  }

  /** Reads a string of any form into `text`. */
  string(): void {
    const first = this.bytes[this.at] ?? 0;
    if (first < 0xc0) {
      const length = this.length();
      this.textStart = this.take(length);
      this.textEnd = this.at;
      this.text = this.bytes;
    } else if (first < LZF) {
      this.at++;
      const size = 1 << (first & 3);
      const from = this.take(size);
      const { view } = this;
      this.#digits(
        size === 1 ? view.getInt8(from) : size === 2 ? view.getInt16(from, true) : view.getInt32(from, true),
      );
    } else if (first === LZF) this.#compressed();
    else throw this.fail(`0x${first.toString(16)} is not a string`);
  }

  #digits(value: number): void {
    this.text = Buffer.from(String(value), 'latin1');
    this.textStart = 0;
    this.textEnd = this.text.length;
  }

  #compressed(): void {
    this.at++;
    const size = this.length();
    const length = this.length();
    const from = this.take(size);
    if (length > LONGEST_BYTES || !isPossibleExpansion(size, length)) {
      throw this.fail(`a string of ${length} bytes, compressed to ${size}, is not possible`);
    }
    const expanded = Buffer.allocUnsafe(length);
    if (!expandLzf(this.bytes, from, from + size, expanded, length)) throw this.fail('a compressed string is damaged');
    this.text = expanded;
    this.textStart = 0;
    this.textEnd = length;
  }

  /** The bytes of a string, as a separate value. */
  packed(): ValueBytes {
    this.string();
    return new ValueBytes(this.text, this.textStart, this.textEnd);
  }
}
