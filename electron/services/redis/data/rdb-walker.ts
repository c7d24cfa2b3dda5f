import { Crc64 } from './crc64.ts';
import { type EntryBatch, PlainEntries } from './plain-entries.ts';
import { RdbCursor, STEP_BYTES } from './rdb-cursor.ts';
import { RdbError } from './rdb-error.ts';
import { opcode, type RdbFlavour, STRING, skippedSections, valuePatterns } from './rdb-format.ts';
import type { RdbEnd, RdbEntry, RdbVisitor, WalkOptions } from './rdb-visitor.ts';
import { unknownEntry } from './unknown-entry.ts';
import { ValueSkipper } from './value-skipper.ts';

const HEAD_BYTES = 9;
const CHECKSUM_BYTES = 8;
const FIRST_VERSION_WITH_CHECKSUM = 5;

type Phase = 'head' | 'section' | 'value' | 'skipped' | 'checksum' | 'done';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Walks an RDB in chunks of any size, synchronously, and visits every key without decoding values. Keeps only the last
 * chunk and a key across its end in memory.
 *
 *     const walker = new RdbWalker({ key: (entry) => … });
 *     for await (const chunk of source) if (walker.write(chunk)) break;
 *     const end = walker.finish();
 *
 * @see walkRdbFile for files
 */
export class RdbWalker {
  readonly #visitor: RdbVisitor;
  readonly #checked: boolean;
  readonly #crc = new Crc64();
  readonly #cursor = new RdbCursor();
  readonly #skipper = new ValueSkipper(this.#cursor);
  readonly #batch = new PlainEntries();
  readonly #entry: Mutable<RdbEntry> = {
    database: 0,
    keyBytes: this.#cursor.bytes,
    keyStart: 0,
    keyEnd: 0,
    type: 0,
    // V8 chooses the form of a field by its first value: no integer here, since times and offsets exceed 31 bits.
    expireAtMs: Number.NaN,
    idleSeconds: -1,
    frequency: -1,
    offset: Number.NaN,
    length: Number.NaN,
  };
  #phase: Phase = 'head';
  #patterns: readonly (readonly number[] | undefined)[] = [];
  #flavour: RdbFlavour = 'redis';
  #version = 0;
  #keys = 0;
  #end: RdbEnd | null = null;
  /** Positions in the cursor's bytes: the ends of the parts that the checksum and the visitor have received. */
  #summed = 0;
  #valueSeen = 0;
  #ownKey = new Uint8Array(256);
  #joined = new Uint8Array(0);
  readonly #headroom: number;

  constructor(visitor: RdbVisitor, { checksum = true, headroom = 0 }: WalkOptions = {}) {
    this.#visitor = visitor;
    this.#checked = checksum;
    this.#headroom = headroom;
    this.#entry.expireAtMs = -1;
    this.#entry.offset = 0;
    this.#entry.length = 0;
  }

  /**
   * Reads the next bytes. The caller may overwrite them after the call.
   * @returns whether the RDB has ended; `rest` then holds the bytes after its end. With fewer than 64 bytes after the
   *   end it may return false, so the caller must call `finish` after the last chunk.
   * @throws RdbError
   */
  write(chunk: Uint8Array): boolean {
    if (this.#phase === 'done') return true;
    this.#advance(chunk, chunk.length);
    return this.#walk();
  }

  /** Ends the walk after the last chunk. @throws RdbError if the RDB is incomplete */
  finish(): RdbEnd {
    const cursor = this.#cursor;
    if (!cursor.final && this.#phase !== 'done') {
      cursor.final = true;
      this.#advance(new Uint8Array(STEP_BYTES), 0);
      this.#walk();
    }
    if (this.#end === null) throw cursor.truncated();
    return this.#end;
  }

  /** The bytes after the end of the RDB; valid until the caller overwrites the last chunk. */
  get rest(): Uint8Array {
    const { bytes, position, end } = this.#cursor;
    return this.#phase === 'done' ? bytes.subarray(position, end) : bytes.subarray(0, 0);
  }

  /** Joins the unread bytes with the next chunk. @param length the valid bytes of the chunk; the rest is padding */
  #advance(chunk: Uint8Array, length: number): void {
    const cursor = this.#cursor;
    const used = Math.min(cursor.position, cursor.end);
    const kept = cursor.end - used;
    const left = cursor.bytes.subarray(used, cursor.end);
    const isInPlace = kept <= Math.min(this.#headroom, chunk.byteOffset);
    if (!isInPlace && this.#joined.length < kept + chunk.length) this.#joined = new Uint8Array(kept + chunk.length);
    // Not a Buffer, so that the loops see arrays of one class only: V8 compiles them again for each further one.
    cursor.bytes = isInPlace
      ? new Uint8Array(chunk.buffer, chunk.byteOffset - kept, kept + chunk.length)
      : this.#joined;
    cursor.bytes.set(left);
    if (!isInPlace) cursor.bytes.set(chunk, kept);
    cursor.base += used;
    cursor.position -= used;
    cursor.end = kept + length;
    this.#summed -= used;
    this.#valueSeen -= used;
  }

  #walk(): boolean {
    const cursor = this.#cursor;
    try {
      while (this.#phase !== 'done' && this.#step());
    } finally {
      this.#sum(Math.min(cursor.position, cursor.end));
    }
    if (this.#phase === 'value') this.#keepKey();
    // The caller may overwrite the chunk, so the unread bytes are copied.
    else if (this.#phase !== 'done' && cursor.position < cursor.end && !cursor.final) this.#keepRest();
    return this.#phase === 'done';
  }

  #keepRest(): void {
    const cursor = this.#cursor;
    // Not `slice`, which returns a view of the same memory for a Buffer.
    cursor.bytes = new Uint8Array(cursor.bytes.subarray(cursor.position, cursor.end));
    cursor.base += cursor.position;
    this.#summed -= cursor.position;
    this.#valueSeen -= cursor.position;
    cursor.end -= cursor.position;
    cursor.position = 0;
  }

  /** The value continues in the next chunk, so the key before it and the unread bytes are copied. */
  #keepKey(): void {
    const cursor = this.#cursor;
    const entry = this.#entry;
    if (entry.keyBytes !== this.#ownKey) {
      const length = entry.keyEnd - entry.keyStart;
      if (this.#ownKey.length < length) this.#ownKey = new Uint8Array(length);
      this.#ownKey.set(entry.keyBytes.subarray(entry.keyStart, entry.keyEnd));
      entry.keyBytes = this.#ownKey;
      entry.keyStart = 0;
      entry.keyEnd = length;
    }
    this.#showValue(Math.min(cursor.position, cursor.end));
    if (cursor.position < cursor.end && !cursor.final) this.#keepRest();
  }

  #sum(until: number): void {
    if (this.#checked && until > this.#summed) this.#crc.update(this.#cursor.bytes, this.#summed, until);
    this.#summed = Math.max(this.#summed, until);
  }

  #showValue(until: number): void {
    if (this.#visitor.valueBytes && until > this.#valueSeen) {
      this.#visitor.valueBytes(this.#cursor.bytes, this.#valueSeen, until);
    }
    this.#valueSeen = Math.max(this.#valueSeen, until);
  }

  /** @returns false when more bytes are needed */
  #step(): boolean {
    const cursor = this.#cursor;
    switch (this.#phase) {
      case 'section':
        this.#plainEntries();
        return cursor.ready() && this.#section();
      case 'value':
        return this.#value();
      case 'skipped':
        if (!this.#skipper.run()) return false;
        this.#phase = 'section';
        return true;
      case 'checksum':
        return this.#checksum();
      default:
        return this.#head();
    }
  }

  #head(): boolean {
    const cursor = this.#cursor;
    if (cursor.end < HEAD_BYTES && !cursor.final) return false;
    const text = String.fromCharCode(...cursor.bytes.subarray(0, Math.min(cursor.end, HEAD_BYTES)));
    const version = /^(?:REDIS(\d{4})|VALKEY(\d{3}))$/.exec(text);
    if (!version) {
      if (/^(REDIS|VALKEY)\d*$/.test(text) && cursor.final) throw cursor.truncated();
      throw new RdbError('not-rdb', 0, 'the file has no RDB header');
    }
    this.#flavour = version[1] === undefined ? 'valkey' : 'redis';
    this.#version = Number(version[1] ?? version[2]);
    if (this.#version < 1) throw new RdbError('not-rdb', 0, 'version 0 of the RDB format does not exist');
    this.#patterns = valuePatterns[this.#flavour];
    cursor.position = HEAD_BYTES;
    this.#phase = 'section';
    return true;
  }

  /** Visits the plain entries at the cursor. */
  #plainEntries(): void {
    const cursor = this.#cursor;
    const entry = this.#entry;
    const visitor = this.#visitor;
    const batch = this.#batch;
    do {
      batch.read(cursor, this.#patterns, entry.database, entry.expireAtMs);
      if (batch.count === 0) return;
      this.#keys += batch.count;
      const hasUse = entry.idleSeconds >= 0 || entry.frequency >= 0;
      if (visitor.entries && !hasUse) visitor.entries(batch);
      else this.#visitBatch(batch);
      this.#clearEntry();
    } while (batch.count > 0);
  }

  #visitBatch({ count, bytes, keyStarts, keyEnds, types, expiries, offsets, lengths }: EntryBatch): void {
    const entry = this.#entry;
    const visitor = this.#visitor;
    const { base } = this.#cursor;
    for (let at = 0; at < count; at++) {
      entry.keyBytes = bytes;
      entry.keyStart = keyStarts[at] as number;
      entry.keyEnd = keyEnds[at] as number;
      entry.type = types[at] as number;
      entry.expireAtMs = expiries[at] as number;
      entry.offset = offsets[at] as number;
      entry.length = lengths[at] as number;
      if (visitor.valueBytes) {
        this.#valueSeen = entry.offset - base;
        this.#showValue(this.#valueSeen + entry.length);
      }
      visitor.key?.(entry);
      entry.idleSeconds = -1;
      entry.frequency = -1;
    }
  }

  #clearEntry(): void {
    const entry = this.#entry;
    entry.expireAtMs = -1;
    entry.idleSeconds = -1;
    entry.frequency = -1;
  }

  /** Reads an opcode with its fields, or a type byte with its key. */
  #section(): boolean {
    const cursor = this.#cursor;
    const begin = cursor.position;
    const entry = this.#entry;
    const byte = cursor.bytes[cursor.position++] ?? 0;
    const pattern = this.#patterns[byte];
    if (pattern !== undefined) {
      if (!cursor.readText()) return this.#again(begin);
      entry.type = byte;
      entry.keyBytes = cursor.text;
      entry.keyStart = cursor.textStart;
      entry.keyEnd = cursor.textEnd;
      entry.offset = cursor.base + cursor.position;
      this.#valueSeen = cursor.position;
      this.#phase = 'value';
      // Fast path: most values are a single string.
      if (pattern.length === 1 && pattern[0] === STRING && cursor.position + STEP_BYTES <= cursor.end) {
        cursor.skipString();
        this.#skipper.reset();
      } else this.#skipper.begin(pattern);
      return this.#value();
    }
    switch (byte) {
      case opcode.expireMs:
        entry.expireAtMs = cursor.millisecondsAt(begin + 1);
        cursor.position += 8;
        return true;
      case opcode.expireSeconds:
        entry.expireAtMs = Math.max(0, cursor.littleEndian32(begin + 1) | 0) * 1000;
        cursor.position += 4;
        return true;
      case opcode.idle:
        entry.idleSeconds = cursor.readLength();
        return true;
      case opcode.frequency:
        entry.frequency = cursor.bytes[cursor.position++] ?? 0;
        return true;
      case opcode.selectDatabase:
        entry.database = cursor.readLength();
        return true;
      case opcode.resizeDatabase: {
        const keys = cursor.readLength();
        const expires = cursor.readLength();
        this.#visitor.databaseSize?.(entry.database, keys, expires);
        return true;
      }
      case opcode.end:
        this.#phase = 'checksum';
        return true;
      default:
        return this.#rareSection(byte, begin);
    }
  }

  #rareSection(byte: number, begin: number): boolean {
    const cursor = this.#cursor;
    if (byte === opcode.aux) return this.#aux(begin);
    if (byte === opcode.function2) {
      if (!cursor.readText()) return this.#again(begin);
      this.#visitor.functionLibrary?.(cursor.text, cursor.textStart, cursor.textEnd);
      return true;
    }
    const skipped = skippedSections.get(byte);
    if (skipped === undefined || (byte === opcode.slotImport && this.#flavour !== 'valkey')) {
      cursor.position = begin;
      throw unknownEntry(cursor, this.#flavour, this.#version, byte);
    }
    if (byte === opcode.moduleAux) this.#visitor.moduleAux?.(cursor.moduleTypeId());
    this.#skipper.begin(skipped);
    this.#phase = 'skipped';
    return true;
  }

  #aux(begin: number): boolean {
    const cursor = this.#cursor;
    const latin1 = () =>
      Buffer.from(cursor.text.buffer, cursor.text.byteOffset).toString('latin1', cursor.textStart, cursor.textEnd);
    if (!cursor.readText()) return this.#again(begin);
    const name = latin1();
    // The step's bounds check covers only the name, so the value needs its own.
    if (!cursor.final && cursor.position + STEP_BYTES > cursor.end) return this.#again(begin);
    if (!cursor.readText()) return this.#again(begin);
    this.#visitor.aux?.(name, latin1());
    return true;
  }

  #again(begin: number): false {
    this.#cursor.position = begin;
    return false;
  }

  #value(): boolean {
    const cursor = this.#cursor;
    if (!this.#skipper.run()) return false;
    if (cursor.position > cursor.end) {
      if (cursor.final) throw cursor.truncated();
      return false;
    }
    const entry = this.#entry;
    entry.length = cursor.base + cursor.position - entry.offset;
    if (this.#visitor.valueBytes) this.#showValue(cursor.position);
    this.#keys++;
    this.#visitor.key?.(entry);
    this.#clearEntry();
    this.#phase = 'section';
    return true;
  }

  #checksum(): boolean {
    const cursor = this.#cursor;
    const has = this.#version >= FIRST_VERSION_WITH_CHECKSUM;
    const { position, bytes } = cursor;
    let checksum: RdbEnd['checksum'] = 'absent';
    if (has) {
      if (position + CHECKSUM_BYTES > cursor.end) {
        if (cursor.final) throw cursor.truncated();
        return false;
      }
      this.#sum(position);
      const written = bytes.subarray(position, position + CHECKSUM_BYTES).some((byte) => byte !== 0);
      if (written) checksum = this.#checked ? 'verified' : 'not checked';
      if (checksum === 'verified' && !this.#crc.equals(bytes, position)) {
        const message = 'the checksum does not match: the file has changed since it was written';
        throw new RdbError('checksum', cursor.offset(), message);
      }
      cursor.position += CHECKSUM_BYTES;
      this.#summed = cursor.position;
    }
    this.#end = {
      flavour: this.#flavour,
      version: this.#version,
      keys: this.#keys,
      endOffset: cursor.offset(),
      checksum,
    };
    this.#phase = 'done';
    return true;
  }
}
