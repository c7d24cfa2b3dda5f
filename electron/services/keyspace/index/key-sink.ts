import type { EntryBatch } from '../../redis/data/plain-entries.ts';

/**
 * One key for an index. The object and its bytes are reused, so they are valid only during the call. Taken from {@link
 * RdbEntry}; a live feed that knows a key but not its value's offset leaves `offset` and `length` at 0.
 */
export interface IndexedKey {
  readonly database: number;
  /** The key is `keyBytes` from `keyStart` up to `keyEnd`. */
  readonly keyBytes: Uint8Array;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** The RDB type byte, for `rdbType`. A live feed uses the byte of the encoding that a new key of its type gets. */
  readonly type: number;
  /** Milliseconds since 1970; -1 for a key without an expiry. */
  readonly expireAtMs: number;
  /** Serialised bytes of key and value. */
  readonly sizeBytes: number;
  /** The place of the value in the RDB; 0 and 0 without one. */
  readonly offset: number;
  readonly length: number;
}

export interface KeyState {
  readonly type: number;
  readonly expireAtMs: number;
  readonly sizeBytes: number;
}

/** The changes that a reader or a live feed makes to an index. Synchronous; a key is its whole buffer. */
export interface KeySink {
  /** Adds the key, or replaces its data. */
  put(key: IndexedKey): void;
  /** Adds a key that does not exist, like all keys of an RDB in an empty index: no search is needed. */
  load(key: IndexedKey): void;
  /** Like {@link load}, for keys in columns. */
  loadAll(keys: EntryBatch): void;
  get(database: number, key: Uint8Array): KeyState | null;
  /** @returns whether the key existed */
  remove(database: number, key: Uint8Array): boolean;
  /** @param expireAtMs -1: no expiry @returns whether the key existed */
  expire(database: number, key: Uint8Array, expireAtMs: number): boolean;
  /** Adds to the serialised size, which never falls below the key's own length. @returns whether the key existed */
  grow(database: number, key: Uint8Array, bytes: number): boolean;
  /** Moves a key with its data, and replaces the target. @returns whether the key existed */
  move(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean;
  copy(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean;
  /** Removes every key of one database, or of all. */
  clear(database: number | 'all'): void;
  swapDatabases(first: number, second: number): void;
  /** Every key of a database, for tests and repairs. */
  forEach(database: number, visit: (key: Uint8Array, state: KeyState) => void): void;
}
