import type { IndexedKey, KeySink, KeyState } from '../../electron/services/keyspace/index/key-sink.ts';
import type { EntryBatch } from '../../electron/services/redis/data/plain-entries.ts';

/** An index of a few keys, for tests of what writes to one. */
export class MapKeySink implements KeySink {
  readonly #databases = new Map<number, Map<string, KeyState>>();

  #of(database: number): Map<string, KeyState> {
    const keys = this.#databases.get(database) ?? new Map<string, KeyState>();
    this.#databases.set(database, keys);
    return keys;
  }

  put({ database, keyBytes, keyStart, keyEnd, type, expireAtMs, sizeBytes }: IndexedKey): void {
    const key = Buffer.from(keyBytes.subarray(keyStart, keyEnd)).toString('latin1');
    this.#of(database).set(key, { type, expireAtMs, sizeBytes });
  }

  load(key: IndexedKey): void {
    this.put(key);
  }

  loadAll({ database, count, bytes, keyStarts, keyEnds, types, expiries, sizes }: EntryBatch): void {
    for (let at = 0; at < count; at++) {
      const key = Buffer.from(bytes.subarray(keyStarts[at], keyEnds[at])).toString('latin1');
      const state = { type: types[at] as number, expireAtMs: expiries[at] as number, sizeBytes: sizes[at] as number };
      this.#of(database).set(key, state);
    }
  }

  get(database: number, key: Uint8Array): KeyState | null {
    return this.#of(database).get(textOf(key)) ?? null;
  }

  remove(database: number, key: Uint8Array): boolean {
    return this.#of(database).delete(textOf(key));
  }

  expire(database: number, key: Uint8Array, expireAtMs: number): boolean {
    return this.#change(database, key, (state) => ({ ...state, expireAtMs }));
  }

  grow(database: number, key: Uint8Array, bytes: number): boolean {
    return this.#change(database, key, (state) => ({
      ...state,
      sizeBytes: Math.max(key.length, state.sizeBytes + bytes),
    }));
  }

  move(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean {
    const state = this.get(database, key);
    if (state === null) return false;
    this.remove(database, key);
    this.#of(toDatabase).set(textOf(toKey), state);
    return true;
  }

  copy(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean {
    const state = this.get(database, key);
    if (state !== null) this.#of(toDatabase).set(textOf(toKey), state);
    return state !== null;
  }

  clear(database: number | 'all'): void {
    if (database === 'all') this.#databases.clear();
    else this.#databases.delete(database);
  }

  swapDatabases(first: number, second: number): void {
    const keys = this.#of(first);
    this.#databases.set(first, this.#of(second));
    this.#databases.set(second, keys);
  }

  forEach(database: number, visit: (key: Uint8Array, state: KeyState) => void): void {
    for (const [key, state] of this.#of(database)) visit(Buffer.from(key, 'latin1'), state);
  }

  #change(database: number, key: Uint8Array, change: (state: KeyState) => KeyState): boolean {
    const state = this.get(database, key);
    if (state !== null) this.#of(database).set(textOf(key), change(state));
    return state !== null;
  }
}

function textOf(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}
