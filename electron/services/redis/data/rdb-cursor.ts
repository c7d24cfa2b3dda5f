import { expandLzf, isPossibleExpansion } from './lzf.ts';
import { RdbError } from './rdb-error.ts';

/** A step may read this many bytes without a bounds check: a length, or the head of a string and a little more. */
export const STEP_BYTES = 64;
/** Limits the memory for a key or name. No useful key is longer. */
export const LONGEST_TEXT_BYTES = 64 * 1024 * 1024;
/** No disk is this large, so a longer length means damage. Sums up to it stay exact. */
const LONGEST = 2 ** 50;

/**
 * A position in the buffered bytes of an RDB. A skip only adds to `position`, which may then exceed `end`: skipped bytes
 * need not be in memory.
 */
export class RdbCursor {
  bytes: Uint8Array = new Uint8Array(STEP_BYTES);
  position = 0;
  end = 0;
  /** The offset of `bytes[0]` in the RDB. */
  base = 0;
  /** The file ends at `end`; `STEP_BYTES` zeros follow it in the buffer. */
  final = false;

  /** The result of `readText`, valid until the next call and until `bytes` changes. */
  text: Uint8Array = this.bytes;
  textStart = 0;
  textEnd = 0;
  #scratch = new Uint8Array(256);

  offset(): number {
    return this.base + this.position;
  }

  /** Whether the buffer holds enough bytes for a step. @throws RdbError at the end of the file */
  ready(): boolean {
    if (this.position + STEP_BYTES <= this.end) return true;
    if (this.final && this.position >= this.end) throw this.truncated();
    return this.final;
  }

  truncated(): RdbError {
    return new RdbError('truncated', this.base + this.end, 'the file is truncated');
  }

  fail(message: string, fault: 'damaged' | 'unsupported' = 'damaged'): RdbError {
    // The bytes after the end of the file are padding, so the cause is the truncation.
    if (this.final && this.position > this.end) return this.truncated();
    return new RdbError(fault, this.offset(), message);
  }

  /** Reads a length; inexact above 2^53. */
  readLength(): number {
    const { bytes } = this;
    const first = bytes[this.position] ?? 0;
    if (first < 0x40) {
      this.position++;
      return first;
    }
    if (first < 0x80) {
      const value = ((first & 0x3f) << 8) | (bytes[this.position + 1] ?? 0);
      this.position += 2;
      return value;
    }
    return this.#readLongLength(first);
  }

  #readLongLength(first: number): number {
    if (first === 0x80) {
      const value = this.#bigEndian(this.position + 1);
      this.position += 5;
      return value;
    }
    if (first === 0x81) {
      const value = this.#bigEndian(this.position + 1) * 2 ** 32 + this.#bigEndian(this.position + 5);
      this.position += 9;
      return value;
    }
    throw this.fail(`0x${first.toString(16)} is not a length`);
  }

  #bigEndian(at: number): number {
    const { bytes } = this;
    const low = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    return (bytes[at] ?? 0) * 2 ** 24 + low;
  }

  littleEndian32(at: number): number {
    const { bytes } = this;
    const low = ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at] ?? 0);
    return (bytes[at + 3] ?? 0) * 2 ** 24 + low;
  }

  /** A signed 64-bit number, little-endian; 0 for a negative one. */
  millisecondsAt(at: number): number {
    return Math.max(0, (this.littleEndian32(at + 4) | 0) * 2 ** 32 + this.littleEndian32(at));
  }

  /** Skips a string of any form. */
  skipString(): void {
    const { bytes, position } = this;
    const first = bytes[position] ?? 0;
    if (first < 0x40) this.position = position + 1 + first;
    else if (first < 0x80) this.position = position + 2 + (((first & 0x3f) << 8) | (bytes[position + 1] ?? 0));
    else if (first < 0xc0) this.skip(this.readLength());
    else if (first === 0xc3) {
      this.position++;
      const compressed = this.readLength();
      this.readLength();
      this.skip(compressed);
    } else if (first <= 0xc2) this.position += 1 + (1 << (first & 3));
    else throw this.fail(`0x${first.toString(16)} is not a string`);
  }

  skip(count: number): void {
    if (count > LONGEST) throw this.fail(`a length of ${count} bytes is not possible`);
    this.position += count;
  }

  /**
   * Reads a whole string into `text`.
   * @returns false, with nothing read, when part of it is not in memory yet
   */
  readText(): boolean {
    const begin = this.position;
    const first = this.bytes[begin] ?? 0;
    if (first < 0xc0) {
      const length = this.readLength();
      if (length > LONGEST_TEXT_BYTES) throw this.fail(`a key or name of ${length} bytes is not possible`);
      if (this.position + length > this.end) return this.#wait(begin);
      this.text = this.bytes;
      this.textStart = this.position;
      this.textEnd = this.position += length;
      return true;
    }
    if (first === 0xc3) return this.#readCompressed(begin);
    if (first > 0xc3) throw this.fail(`0x${first.toString(16)} is not a string`);
    this.#take(String(this.#integer(begin + 1, first & 3)));
    this.position = begin + 1 + (1 << (first & 3));
    return true;
  }

  #integer(at: number, form: number): number {
    const value = this.littleEndian32(at);
    return form === 0 ? (value << 24) >> 24 : form === 1 ? (value << 16) >> 16 : value | 0;
  }

  #take(digits: string): void {
    for (let at = 0; at < digits.length; at++) this.#scratch[at] = digits.charCodeAt(at);
    this.text = this.#scratch;
    this.textStart = 0;
    this.textEnd = digits.length;
  }

  #readCompressed(begin: number): boolean {
    this.position++;
    const compressed = this.readLength();
    const length = this.readLength();
    if (length > LONGEST_TEXT_BYTES || !isPossibleExpansion(compressed, length)) {
      this.position = begin;
      throw this.fail(`a key or name of ${length} bytes, compressed to ${compressed}, is not possible`);
    }
    const start = this.position;
    if (start + compressed > this.end) return this.#wait(begin);
    if (this.#scratch.length < length) this.#scratch = new Uint8Array(length);
    if (!expandLzf(this.bytes, start, start + compressed, this.#scratch, length)) {
      this.position = begin;
      throw this.fail('a compressed key or name is damaged');
    }
    this.text = this.#scratch;
    this.textStart = 0;
    this.textEnd = length;
    this.position = start + compressed;
    return true;
  }

  #wait(begin: number): false {
    this.position = begin;
    if (this.final) throw this.truncated();
    return false;
  }

  /** The id of a module type at the cursor, which Redis writes as a length of 64 bits: a byte, then eight. */
  moduleTypeId(): bigint {
    return new DataView(this.bytes.buffer, this.bytes.byteOffset).getBigUint64(this.position + 1);
  }
}
