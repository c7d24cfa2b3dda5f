import { expandLzf, isPossibleExpansion } from './lzf.ts';
import { RdbError } from './rdb-error.ts';

/** What one step may read without asking whether it is there: a length, or the head of a string and a little more. */
export const STEP_BYTES = 64;
/** The longest key or name that is read whole; a longer one is no key of any use, and would take this much memory. */
export const LONGEST_TEXT_BYTES = 64 * 1024 * 1024;
/** A length above this is garbage: no disk is as large, and it still adds up exactly. */
const LONGEST = 2 ** 50;

/**
 * A place in the bytes of an RDB that are in memory. Skipping only adds to `position`, which may so come to stand
 * behind `end`: what is skipped never needs to be in memory at once.
 */
export class RdbCursor {
  bytes: Uint8Array = new Uint8Array(STEP_BYTES);
  position = 0;
  end = 0;
  /** The offset of `bytes[0]` in the RDB. */
  base = 0;
  /** Nothing comes after `end`; `STEP_BYTES` zeros stand there. */
  final = false;

  /** The text that `readText` found, valid until the next one is read and until `bytes` changes. */
  text: Uint8Array = this.bytes;
  textStart = 0;
  textEnd = 0;
  #scratch = new Uint8Array(256);

  offset(): number {
    return this.base + this.position;
  }

  /** Whether a step can be made; without it more bytes are needed first. @throws RdbError at the end of the file */
  ready(): boolean {
    if (this.position + STEP_BYTES <= this.end) return true;
    if (this.final && this.position >= this.end) throw this.truncated();
    return this.final;
  }

  truncated(): RdbError {
    return new RdbError('truncated', this.base + this.end, 'the file ends in the middle: it was cut off');
  }

  fail(message: string, fault: 'damaged' | 'unsupported' = 'damaged'): RdbError {
    // Zeros stand behind the end of the file: what they were taken for is no finding.
    if (this.final && this.position > this.end) return this.truncated();
    return new RdbError(fault, this.offset(), message);
  }

  /** A length; above 2^53 only roughly. */
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
    throw this.fail(`0x${first.toString(16)} is no length`);
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

  /** Passes over a string of any form. */
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
    else throw this.fail(`0x${first.toString(16)} is no string`);
  }

  skip(count: number): void {
    if (count > LONGEST) throw this.fail(`a length of ${count} bytes is not possible`);
    this.position += count;
  }

  /**
   * Reads a string whole into `text`.
   * @returns false, with nothing read, where not all of it is in memory yet
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
    if (first > 0xc3) throw this.fail(`0x${first.toString(16)} is no string`);
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
}
