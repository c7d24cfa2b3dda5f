import { expandLzf, isPossibleExpansion } from '../lzf.ts';
import { RdbCursor, STEP_BYTES } from '../rdb-cursor.ts';
import { RdbError } from '../rdb-error.ts';
import { type ByteSource, memorySource } from './byte-source.ts';
import { LzfSource } from './lzf-source.ts';

/** The first window suits a small value. Each next one is twice as large, up to the largest. */
const FIRST_WINDOW_BYTES = 16 * 1024;
const LARGEST_WINDOW_BYTES = 512 * 1024;
/** A compressed string up to this size is decompressed as a whole. A larger one is decompressed in pieces. */
const EXPANDED_WHOLE_BYTES = 1024 * 1024;

/** A string of a value. `data` is its own copy, and only the first part where `totalBytes` is larger. */
export interface Element {
  readonly data: Uint8Array;
  readonly totalBytes: number;
}

/** The bytes of a string, which a reader reads up to `end`. */
export interface Content {
  readonly reader: ValueReader;
  readonly end: number;
}

/**
 * Reads a part of a source forwards, in windows. Before each step, the caller waits for `fill` unless `isReady`; the step
 * may then use the next `STEP_BYTES` bytes of the cursor.
 */
export class ValueReader {
  readonly cursor = new RdbCursor();
  readonly #source: ByteSource;
  readonly #limit: number;
  /** Errors name this offset: the bytes of an expanded string have no offset of their own in the file. */
  readonly #failAt: number | null;
  #windowBytes = FIRST_WINDOW_BYTES;
  #sourceEnded = false;

  /** @param end the first offset after the part */
  constructor(source: ByteSource, start: number, end: number, failAt: number | null = null) {
    this.#source = source;
    this.#limit = end;
    this.#failAt = failAt;
    this.cursor.base = start;
    this.cursor.position = 0;
    this.cursor.end = 0;
  }

  get offset(): number {
    return this.cursor.offset();
  }

  /** Bytes up to the end of the part. */
  get remaining(): number {
    return this.#limit - this.cursor.offset();
  }

  get isReady(): boolean {
    const { position, end, final } = this.cursor;
    return position + STEP_BYTES <= end || (final && position < end);
  }

  /** Reads the next window. @throws RdbError at the end of the part */
  async fill(): Promise<void> {
    const { cursor } = this;
    const at = cursor.offset();
    if (at >= this.#limit) throw this.tooShort();
    const kept = Math.max(0, cursor.end - cursor.position);
    const size = Math.max(STEP_BYTES * 2, Math.min(this.#windowBytes, this.#limit - at));
    const window = new Uint8Array(size + STEP_BYTES);
    if (kept > 0) window.set(cursor.bytes.subarray(cursor.position, cursor.end));
    let end = kept;
    const wanted = Math.min(size, this.#limit - at);
    while (end < wanted && !this.#sourceEnded) {
      const count = await this.#source.read(window.subarray(end, wanted), at + end);
      if (count === 0) this.#sourceEnded = true;
      end += count;
    }
    cursor.bytes = window;
    cursor.base = at;
    cursor.position = 0;
    cursor.end = end;
    cursor.final = at + end >= this.#limit || this.#sourceEnded;
    this.#windowBytes = Math.min(LARGEST_WINDOW_BYTES, this.#windowBytes * 2);
    if (end === 0) throw this.tooShort();
  }

  /** @throws RdbError if the last steps went past the end of the part */
  check(): void {
    const { position, end, final } = this.cursor;
    if (position > end && (final || this.remaining < 0)) throw this.tooShort();
  }

  tooShort(): RdbError {
    const at = Math.min(this.offset, this.cursor.base + this.cursor.end);
    if (this.#sourceEnded && this.#failAt === null) return new RdbError('truncated', at, 'the file is truncated');
    return new RdbError('damaged', this.#failAt ?? Math.min(at, this.#limit), 'a value ends in the middle of its data');
  }

  fail(message: string, fault: 'damaged' | 'unsupported' = 'damaged'): RdbError {
    const { position, end, final } = this.cursor;
    // The bytes after the end are padding, so the cause is that the part is too short.
    if (final && position > end) return this.tooShort();
    return new RdbError(fault, this.#failAt ?? this.offset, message);
  }

  async length(): Promise<number> {
    if (!this.isReady) await this.fill();
    const length = this.cursor.readLength();
    this.check();
    return length;
  }

  /** A length with all of its 64 bits, for identifiers. */
  async exactLength(): Promise<bigint> {
    if (!this.isReady) await this.fill();
    const { bytes, position } = this.cursor;
    const isLong = bytes[position] === 0x81;
    const view = new DataView(bytes.buffer, bytes.byteOffset + position, STEP_BYTES);
    const length = this.cursor.readLength();
    this.check();
    return isLong ? view.getBigUint64(1) : BigInt(length);
  }

  /** Skips bytes, which need not be read. @throws RdbError if the part has fewer */
  skip(count: number): void {
    if (count > this.remaining) throw this.fail(`${count} bytes do not fit into the value`);
    this.cursor.position += count;
    this.check();
  }

  /** Copies the next bytes, at most `max` of them, and skips the rest. */
  async take(count: number, max: number): Promise<Element> {
    if (count > this.remaining) throw this.fail(`a string of ${count} bytes does not fit into the value`);
    const { cursor } = this;
    const data = new Uint8Array(Math.min(count, max));
    const after = cursor.offset() + count;
    for (let done = 0; done < data.length; ) {
      if (cursor.position >= cursor.end) await this.fill();
      const part = cursor.bytes.subarray(cursor.position, Math.min(cursor.end, cursor.position + data.length - done));
      data.set(part, done);
      done += part.length;
      cursor.position += part.length;
    }
    cursor.position = after - cursor.base;
    return { data, totalBytes: count };
  }

  /** Reads a string of any form. */
  async string(max: number): Promise<Element> {
    if (!this.isReady) await this.fill();
    const { cursor } = this;
    const first = cursor.bytes[cursor.position] ?? 0;
    if (first < 0xc0) return this.take(await this.length(), max);
    if (first <= 0xc2) {
      if (!cursor.readText()) throw this.tooShort();
      const data = cursor.text.slice(cursor.textStart, cursor.textEnd);
      this.check();
      return { data: data.subarray(0, max), totalBytes: data.length };
    }
    const { reader, end } = await this.content();
    return reader.take(end, max);
  }

  /**
   * The content of a string that holds other data. A plain string is read with this reader, which must then continue at
   * `end`. For a compressed one it already continues after the string.
   */
  async content(): Promise<Content> {
    if (!this.isReady) await this.fill();
    const { cursor } = this;
    const begin = this.offset;
    const first = cursor.bytes[cursor.position] ?? 0;
    if (first < 0xc0) {
      const length = await this.length();
      if (length > this.remaining) throw this.fail(`a string of ${length} bytes does not fit into the value`);
      return { reader: this, end: this.offset + length };
    }
    if (first !== 0xc3) throw this.fail(`0x${first.toString(16)} is not a string with data`);
    cursor.position++;
    const compressed = cursor.readLength();
    const length = cursor.readLength();
    this.check();
    if (compressed > this.remaining || !isPossibleExpansion(compressed, length)) {
      throw this.fail(`a string of ${length} bytes, compressed to ${compressed}, is not possible`);
    }
    return { reader: await this.#expanded(begin, compressed, length), end: length };
  }

  async #expanded(begin: number, compressed: number, length: number): Promise<ValueReader> {
    if (length > EXPANDED_WHOLE_BYTES) {
      const input = new ValueReader(this.#source, this.offset, this.offset + compressed, this.#failAt);
      this.skip(compressed);
      return new ValueReader(new LzfSource(input, length), 0, length, begin);
    }
    // LZF adds at most one byte for each 32, so more input than that cannot be valid.
    if (compressed > length + length / 32 + 2) throw this.fail(`${compressed} bytes for a string of ${length}`);
    const { data } = await this.take(compressed, compressed);
    const into = new Uint8Array(length);
    if (!expandLzf(data, 0, data.length, into, length)) {
      throw new RdbError('damaged', this.#failAt ?? begin, 'a compressed string is damaged');
    }
    return new ValueReader(memorySource(into), 0, length, begin);
  }
}
