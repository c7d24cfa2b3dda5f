import type { EntryBatch } from './plain-entries.ts';
import type { RdbFlavour } from './rdb-format.ts';

/** One key of an RDB. The walker reuses the object, so copy fields that must outlive the call. */
export interface RdbEntry {
  readonly database: number;
  /** The key is `keyBytes` from `keyStart` up to `keyEnd`, decompressed if it was compressed. */
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
  /**
   * Many keys in one call, which is faster, none with an idle time or a frequency. `key` receives the others. The value
   * of each is in the bytes of the batch after its key; `valueBytes` is for those of `key`.
   */
  entries?(batch: EntryBatch): void;
  /** The bytes of the next entry's value, in one or more pieces, valid during the call. For hashing. */
  valueBytes?(bytes: Uint8Array, start: number, end: number): void;
  /** A field of the header, such as `redis-ver` or `ctime`, in Latin-1. */
  aux?(name: string, value: string): void;
  /** Hints for the number of keys and of keys with a TTL. Redis 3.2 and later write them. */
  databaseSize?(database: number, keys: number, expires: number): void;
  /** The id of a module type with data outside keys. */
  moduleAux?(id: bigint): void;
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
  /** Whether to verify the CRC-64, which takes about a third of the time of a walk; true by default. */
  readonly checksum?: boolean;
  /** Bytes before each chunk, in its memory, that may be overwritten: what was left of the last one goes there. */
  readonly headroom?: number;
}
