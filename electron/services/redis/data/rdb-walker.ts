import { Crc64 } from './crc64.ts';
import { RdbCursor, STEP_BYTES } from './rdb-cursor.ts';
import { RdbError } from './rdb-error.ts';
import { NEWEST_VERSION, opcode, type RdbFlavour, STRING, skippedSections, valuePatterns } from './rdb-format.ts';
import { ValueSkipper } from './value-skipper.ts';

/** One key of an RDB. It is one object for the whole walk: copy what outlives the call it is passed to. */
export interface RdbEntry {
  readonly database: number;
  /** The key is `keyBytes` from `keyStart` up to `keyEnd`, expanded where it was compressed. */
  readonly keyBytes: Uint8Array;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** The type byte: `rdbType` names it. */
  readonly type: number;
  /** Ms since 1970, a time before that as 0; -1 for a key that never expires. */
  readonly expireAtMs: number;
  /** Seconds since it was last used, under an LRU policy; else -1. */
  readonly idleSeconds: number;
  /** The logarithmic counter of an LFU policy, 0 to 255; else -1. */
  readonly frequency: number;
  /** Where the value begins, behind the key, and how many bytes it has: what `RESTORE` and a decoder need. */
  readonly offset: number;
  readonly length: number;
}

/** What a walk reports. Everything is called synchronously, in the order of the file; what throws ends the walk. */
export interface RdbVisitor {
  key?(entry: RdbEntry): void;
  /** The bytes of the value of the entry that comes next, in one or more pieces, valid during the call: for a hash. */
  valueBytes?(bytes: Uint8Array, start: number, end: number): void;
  /** A field of the head, such as `redis-ver` or `ctime`, in Latin-1. */
  aux?(name: string, value: string): void;
  /** Hints of how many keys follow: `keys` and how many of them expire. Redis 3.2 and later write them. */
  databaseSize?(database: number, keys: number, expires: number): void;
  /** The source of a function library, valid during the call. */
  functionLibrary?(bytes: Uint8Array, start: number, end: number): void;
}

/** How an RDB ended. */
export interface RdbEnd {
  readonly flavour: RdbFlavour;
  readonly version: number;
  readonly keys: number;
  /** The first byte that is no longer part of it: in an AOF with an RDB preamble its commands begin there. */
  readonly endOffset: number;
  /** `absent`: before version 5, or written with `rdbchecksum no`. */
  readonly checksum: 'verified' | 'absent' | 'not checked';
}

export interface WalkOptions {
  /** Whether the CRC-64 is computed and compared (true): about half of the time of a walk. */
  readonly checksum?: boolean;
}

const HEAD_BYTES = 9;
const CHECKSUM_BYTES = 8;
const FIRST_VERSION_WITH_CHECKSUM = 5;

type Phase = 'head' | 'section' | 'value' | 'skipped' | 'checksum' | 'done';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Walks an RDB that is written to it in chunks of any size, synchronously, and visits every key without decoding a
 * value. It keeps no more in memory than the last chunk and the key that reaches over its end.
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
  /** Places in the cursor's bytes: up to where the checksum and the visitor have got them. */
  #summed = 0;
  #valueSeen = 0;
  #ownKey = new Uint8Array(256);
  #joined = new Uint8Array(0);

  constructor(visitor: RdbVisitor, { checksum = true }: WalkOptions = {}) {
    this.#visitor = visitor;
    this.#checked = checksum;
  }

  /**
   * Takes the next bytes, which may be written over as soon as it returns.
   * @returns whether the RDB has ended; `rest` is then what came behind its end. With fewer than 64 bytes behind the
   *   end it may stay false: whoever knows that no more bytes come calls `finish`.
   * @throws RdbError
   */
  write(chunk: Uint8Array): boolean {
    if (this.#phase === 'done') return true;
    this.#advance(chunk, chunk.length);
    return this.#walk();
  }

  /** Reports that no more bytes come. @throws RdbError where the RDB has not ended */
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

  /** Of the bytes that were written, those behind the end of the RDB; valid until the next chunk is written over. */
  get rest(): Uint8Array {
    const { bytes, position, end } = this.#cursor;
    return this.#phase === 'done' ? bytes.subarray(position, end) : bytes.subarray(0, 0);
  }

  /** Joins what was not read yet with the next bytes. @param length how many of them count: the rest is room to read into */
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
    // The bytes of `chunk` are its owner's: what was not read yet is kept apart.
    else if (this.#phase !== 'done' && cursor.position < cursor.end && !cursor.final) this.#keepRest();
    return this.#phase === 'done';
  }

  #keepRest(): void {
    const cursor = this.#cursor;
    // Not `slice`, which for a Buffer is a view of the same memory.
    cursor.bytes = new Uint8Array(cursor.bytes.subarray(cursor.position, cursor.end));
    cursor.base += cursor.position;
    this.#summed -= cursor.position;
    this.#valueSeen -= cursor.position;
    cursor.end -= cursor.position;
    cursor.position = 0;
  }

  /** The value reaches over the end of the bytes: the key, which stands before it, is kept, and then the rest. */
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
      throw new RdbError('not-rdb', 0, 'the file does not begin like an RDB');
    }
    this.#flavour = version[1] === undefined ? 'valkey' : 'redis';
    this.#version = Number(version[1] ?? version[2]);
    if (this.#version < 1) throw new RdbError('not-rdb', 0, 'version 0 of the RDB format does not exist');
    this.#patterns = valuePatterns[this.#flavour];
    cursor.position = HEAD_BYTES;
    this.#phase = 'section';
    return true;
  }

  /** An opcode with what belongs to it, or a type byte with its key. */
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
      // One string, most often: without the machine for everything else.
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
      return cursor.fail(`an entry of a kind that only a pre-release of Redis wrote (${byte})`, 'unsupported');
    }
    const version = `version ${this.#version} of the RDB format${this.#flavour === 'valkey' ? ' (Valkey)' : ''}`;
    return newer
      ? cursor.fail(
          `${version} is newer than this program, and has entries of an unknown kind (${byte})`,
          'unsupported',
        )
      : cursor.fail(`there is no kind of entry ${byte} in ${version}`);
  }

  #aux(begin: number): boolean {
    const cursor = this.#cursor;
    const latin1 = () =>
      Buffer.from(cursor.text.buffer, cursor.text.byteOffset).toString('latin1', cursor.textStart, cursor.textEnd);
    if (!cursor.readText()) return this.#again(begin);
    const name = latin1();
    // The name may be shorter than what one step may read, and the value then begins behind it.
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
          'the checksum does not fit: bytes were changed since it was written',
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
