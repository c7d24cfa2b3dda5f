/**
 * One key for an index. The object and its bytes are reused, so they are valid during the call only. Taken from
 * {@link RdbEntry}; a live feed that knows a key but not its value's place leaves `offset` and `length` at 0.
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
  /** The place of the value in the RDB; 0 and 0 where there is none. */
  readonly offset: number;
  readonly length: number;
}

export interface KeyState {
  readonly type: number;
  readonly expireAtMs: number;
  readonly sizeBytes: number;
}

/** What a reader or a live feed does to an index. Synchronous; a key is its whole buffer. */
export interface KeySink {
  /** Adds the key, or replaces what is known of it. */
  put(key: IndexedKey): void;
  /** Adds a key that is not there, as all keys of an RDB into an empty index are: no search for it is needed. */
  load(key: IndexedKey): void;
  get(database: number, key: Uint8Array): KeyState | null;
  /** @returns whether the key was there */
  remove(database: number, key: Uint8Array): boolean;
  /** @param expireAtMs -1: no expiry @returns whether the key was there */
  expire(database: number, key: Uint8Array, expireAtMs: number): boolean;
  /** Adds to the serialised size, which never falls below the key's own length. @returns whether the key was there */
  grow(database: number, key: Uint8Array, bytes: number): boolean;
  /** Moves a key with all that is known of it, and replaces what was there. @returns whether the key was there */
  move(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean;
  copy(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean;
  /** Removes every key of one database, or of all. */
  clear(database: number | 'all'): void;
  swapDatabases(first: number, second: number): void;
  /** Every key of a database, for tests and repairs. */
  forEach(database: number, visit: (key: Uint8Array, state: KeyState) => void): void;
}
