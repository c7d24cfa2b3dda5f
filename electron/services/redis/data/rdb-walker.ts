import { Crc64 } from './crc64.ts';
import { RdbCursor, STEP_BYTES } from './rdb-cursor.ts';
import { RdbError } from './rdb-error.ts';
import { NEWEST_VERSION, opcode, type RdbFlavour, STRING, skippedSections, valuePatterns } from './rdb-format.ts';
import { ValueSkipper } from './value-skipper.ts';

/** One key of an RDB. The walker reuses the object, so copy fields that must outlive the call. */
export interface RdbEntry {
  readonly database: number;
  /** The key is `keyBytes` from `keyStart` up to `keyEnd`, expanded where it was compressed. */
  readonly keyBytes: Uint8Array;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** The type byte, for `rdbType`. */
  readonly type: number;
  /** Milliseconds since 1970, 0 for an earlier time; -1 for a key without a TTL. */
  readonly expireAtMs: number;
  /** Seconds since the last access, under an LRU policy; otherwise -1. */
  readonly idleSeconds: number;
  /** The logarithmic counter of an LFU policy, 0 to 255; otherwise -1. */
  readonly frequency: number;
  /** The offset and the size of the value after the key, for `RESTORE` and decoders. */
  readonly offset: number;
  readonly length: number;
}

/** Callbacks of a walk, called synchronously in file order. An exception ends the walk. */
export interface RdbVisitor {
  key?(entry: RdbEntry): void;
  /** The bytes of the next entry's value, in one or more pieces, valid during the call. For hashing. */
  valueBytes?(bytes: Uint8Array, start: number, end: number): void;
  /** A field of the head, such as `redis-ver` or `ctime`, in Latin-1. */
  aux?(name: string, value: string): void;
  /** Hints for the number of keys and of keys with a TTL. Redis 3.2 and later write them. */
  databaseSize?(database: number, keys: number, expires: number): void;
  /** The source of a function library, valid during the call. */
  functionLibrary?(bytes: Uint8Array, start: number, end: number): void;
}

/** The result of a walk. */
export interface RdbEnd {
  readonly flavour: RdbFlavour;
  readonly version: number;
  readonly keys: number;
  /** The first byte after the RDB: in an AOF with an RDB preamble its commands start there. */
  readonly endOffset: number;
  /** `absent`: before version 5, or written with `rdbchecksum no`. */
  readonly checksum: 'verified' | 'absent' | 'not checked';
}

export interface WalkOptions {
  /** Whether to verify the CRC-64, which takes about half of the time of a walk; true by default. */
  readonly checksum?: boolean;
}

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
  readonly #entry: Mutable<RdbEntry> = {
    database: 0,
    keyBytes: this.#cursor.bytes,
    keyStart: 0,
    keyEnd: 0,
    type: 0,
    expireAtMs: -1,
    idleSeconds: -1,
    frequency: -1,
    offset: 0,
    length: 0,
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

  constructor(visitor: RdbVisitor, { checksum = true }: WalkOptions = {}) {
    this.#visitor = visitor;
    this.#checked = checksum;
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

  /** Ends the walk after the last chunk. @throws RdbError where the RDB is incomplete */
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
    if (kept === 0) cursor.bytes = chunk;
    else {
      if (this.#joined.length < kept + chunk.length) this.#joined = new Uint8Array(kept + chunk.length);
      this.#joined.set(cursor.bytes.subarray(used, cursor.end));
      this.#joined.set(chunk, kept);
      cursor.bytes = this.#joined;
    }
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
        entry.expireAtMs = Math.max(
          0,
          cursor.littleEndian32(begin + 1) + (cursor.littleEndian32(begin + 5) | 0) * 2 ** 32,
        );
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
      throw this.#unknown(byte);
    }
    this.#skipper.begin(skipped);
    this.#phase = 'skipped';
    return true;
  }

  #unknown(byte: number): RdbError {
    const cursor = this.#cursor;
    const newer = this.#version > NEWEST_VERSION[this.#flavour];
    if (byte === 6 || byte === opcode.functionPreRelease) {
      return cursor.fail(`an entry of a type that only a pre-release of Redis wrote (${byte})`, 'unsupported');
    }
    const version = `version ${this.#version} of the RDB format${this.#flavour === 'valkey' ? ' (Valkey)' : ''}`;
    return newer
      ? cursor.fail(
          `${version} is newer than this app supports and has an entry of an unknown type (${byte})`,
          'unsupported',
        )
      : cursor.fail(`${version} has no entry type ${byte}`);
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
    entry.expireAtMs = -1;
    entry.idleSeconds = -1;
    entry.frequency = -1;
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
        throw new RdbError(
          'checksum',
          cursor.offset(),
          'the checksum does not match: the file has changed since it was written',
        );
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
