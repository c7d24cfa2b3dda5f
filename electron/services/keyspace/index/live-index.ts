import type { EntryBatch } from '../../redis/data/plain-entries.ts';
import { compareBytes } from './key-arena.ts';
import { REMOVED } from './key-columns.ts';
import { KeyIndex } from './key-index.ts';
import type { IndexedKey, KeySink, KeyState } from './key-sink.ts';
import { BLOCK_ROWS, type Sliced } from './slices.ts';

/** The table has at least this many slots per key. */
const PLACES_PER_KEY = 2;
/** Fewer removed rows are not worth a copy of the others. */
const MIN_REMOVED_ROWS = 100_000;
/** Each FLUSHDB leaves a slot behind. */
const MAX_UNUSED_SLOTS = 10_000;

/** An index that changes: a hash table finds the row of a key, and removed rows stay until too many have gathered. */
export class LiveIndex extends KeyIndex implements KeySink {
  /** Row + 1 of each key; 0 is free. */
  #table = new Uint32Array(1024);
  #used = 0;
  /** Only the rows below this number are in the table; those of `load` are added later. */
  #tabled = 0;

  /** Whether a copy without the removed rows is due. */
  get isSparse(): boolean {
    const removed = this.rows - this.keys;
    return removed > Math.max(MIN_REMOVED_ROWS, this.keys) || this.slots.length > MAX_UNUSED_SLOTS;
  }

  put(key: IndexedKey): void {
    const { database, keyBytes, keyStart, keyEnd, type, expireAtMs, sizeBytes, offset } = key;
    this.revision++;
    const slot = this.select(database);
    const place = this.#place(slot, keyBytes, keyStart, keyEnd);
    const row = this.#rowAt(place);
    if (row >= 0) {
      this.uncount(row);
      this.columns.setType(row, type);
      this.columns.setExpireAtMs(row, expireAtMs);
      this.columns.setSizeBytes(row, sizeBytes);
      this.columns.setOffset(row, offset);
      this.count(row);
      return;
    }
    if ((this.#table[place] as number) === 0) this.#used++;
    this.#table[place] = this.add(key, sizeBytes) + 1;
    this.#tabled = this.rows;
    if (this.#used * PLACES_PER_KEY > this.#table.length) this.#enlarge(this.#used);
  }

  /** Without the table, which takes most of the time of `put`: see {@link fillTable}. */
  load(key: IndexedKey): void {
    this.revision++;
    this.add(key, key.sizeBytes);
  }

  loadAll(keys: EntryBatch): void {
    this.revision++;
    this.addAll(keys);
  }

  /** Enters loaded keys into the table, so that the first search need not. */
  *fillTable(): Sliced<void> {
    while (this.#tabled < this.rows) {
      this.#enter(Math.min(this.rows, this.#tabled + BLOCK_ROWS));
      yield;
    }
  }

  get(database: number, key: Uint8Array): KeyState | null {
    const row = this.rowOf(database, key);
    return row < 0 ? null : this.#stateOf(row);
  }

  remove(database: number, key: Uint8Array): boolean {
    const row = this.rowOf(database, key);
    if (row < 0) return false;
    this.revision++;
    this.removeRow(row);
    return true;
  }

  expire(database: number, key: Uint8Array, expireAtMs: number): boolean {
    const row = this.rowOf(database, key);
    if (row < 0) return false;
    this.revision++;
    this.uncount(row);
    this.columns.setExpireAtMs(row, expireAtMs);
    this.count(row);
    return true;
  }

  grow(database: number, key: Uint8Array, bytes: number): boolean {
    const row = this.rowOf(database, key);
    if (row < 0) return false;
    this.revision++;
    this.uncount(row);
    this.columns.setSizeBytes(row, Math.max(key.length, this.columns.sizeBytes(row) + bytes));
    this.count(row);
    return true;
  }

  move(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean {
    if (!this.copy(database, key, toDatabase, toKey)) return false;
    const isSame = database === toDatabase && compareBytes(key, 0, key.length, toKey, 0, toKey.length) === 0;
    if (!isSame) this.remove(database, key);
    return true;
  }

  copy(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean {
    const state = this.get(database, key);
    if (state === null) return false;
    const sizeBytes = Math.max(toKey.length, state.sizeBytes - key.length + toKey.length);
    const place = { keyBytes: toKey, keyStart: 0, keyEnd: toKey.length, offset: 0, length: 0 };
    this.put({ ...state, ...place, database: toDatabase, sizeBytes });
    return true;
  }

  clear(database: number | 'all'): void {
    this.revision++;
    for (const slot of this.slots) {
      if (slot.database >= 0 && (database === 'all' || slot.database === database)) slot.database = -1;
    }
    this.deselect();
  }

  swapDatabases(first: number, second: number): void {
    this.revision++;
    for (const slot of this.slots) {
      if (slot.database === first) slot.database = second;
      else if (slot.database === second) slot.database = first;
    }
    this.deselect();
  }

  forEach(database: number, visit: (key: Uint8Array, state: KeyState) => void): void {
    const slot = this.slotOf(database);
    if (slot < 0) return;
    for (let row = 0; row < this.rows; row++) {
      if (this.columns.slot(row) !== slot || this.columns.type(row) === REMOVED) continue;
      visit(this.columns.key(row), this.#stateOf(row));
    }
  }

  /** The row of a key; -1 where there is none. */
  rowOf(database: number, key: Uint8Array): number {
    const slot = this.slotOf(database);
    return slot < 0 ? -1 : this.#rowAt(this.#place(slot, key, 0, key.length));
  }

  /** A copy without removed rows. */
  compacted(): LiveIndex {
    const copy = new LiveIndex();
    const { columns } = this;
    for (let row = 0; row < this.rows; row++) {
      if (!this.isAlive(row)) continue;
      columns.seek(row);
      const { bytes, start, end } = columns.arena;
      copy.load({
        ...{ database: (this.slots[columns.slot(row)] as { database: number }).database },
        ...{ keyBytes: bytes, keyStart: start, keyEnd: end, type: columns.type(row) },
        ...{ expireAtMs: columns.expireAtMs(row), sizeBytes: columns.sizeBytes(row), offset: 0, length: 0 },
      });
    }
    return copy;
  }

  #stateOf(row: number): KeyState {
    const { columns } = this;
    return { type: columns.type(row), expireAtMs: columns.expireAtMs(row), sizeBytes: columns.sizeBytes(row) };
  }

  #rowAt(place: number): number {
    const row = (this.#table[place] as number) - 1;
    return row >= 0 && this.isAlive(row) ? row : -1;
  }

  /** The slot of a key in the table, or the slot where it must be stored. */
  #place(slot: number, key: Uint8Array, start: number, end: number): number {
    if (this.#tabled < this.rows) this.#enter(this.rows);
    const { columns } = this;
    const { arena } = columns;
    const mask = this.#table.length - 1;
    let reusable = -1;
    for (let at = hashOf(slot, key, start, end) & mask; ; at = (at + 1) & mask) {
      const row = (this.#table[at] as number) - 1;
      if (row < 0) return reusable < 0 ? at : reusable;
      if (!this.isAlive(row)) {
        if (reusable < 0) reusable = at;
        continue;
      }
      if (columns.slot(row) !== slot) continue;
      columns.seek(row);
      if (compareBytes(arena.bytes, arena.start, arena.end, key, start, end) === 0) return at;
    }
  }

  /** Enters the rows up to `end` into the table. Of two with the same key, which no server writes, the later one counts. */
  #enter(end: number): void {
    if ((this.#used + this.rows - this.#tabled) * PLACES_PER_KEY > this.#table.length) {
      this.#enlarge(this.#used + this.rows - this.#tabled);
    }
    const { columns } = this;
    const { arena } = columns;
    const mask = this.#table.length - 1;
    for (let row = this.#tabled; row < end; row++) {
      if (!this.isAlive(row)) continue;
      const slot = columns.slot(row);
      columns.seek(row);
      let at = hashOf(slot, arena.bytes, arena.start, arena.end) & mask;
      for (; this.#table[at] !== 0; at = (at + 1) & mask) {
        const other = (this.#table[at] as number) - 1;
        if (columns.slot(other) !== slot || !this.isAlive(other) || columns.compare(other, row) !== 0) continue;
        this.removeRow(other);
        this.#used--;
        break;
      }
      this.#table[at] = row + 1;
      this.#used++;
    }
    this.#tabled = end;
  }

  /** @param keys the number of slots that will be occupied */
  #enlarge(keys: number): void {
    const { columns } = this;
    const { arena } = columns;
    let size = this.#table.length;
    while (size < keys * PLACES_PER_KEY * 2) size *= 2;
    const table = new Uint32Array(size);
    let alive = 0;
    for (const entry of this.#table) {
      if (entry === 0 || !this.isAlive(entry - 1)) continue;
      columns.seek(entry - 1);
      let at = hashOf(columns.slot(entry - 1), arena.bytes, arena.start, arena.end) & (size - 1);
      while (table[at] !== 0) at = (at + 1) & (size - 1);
      table[at] = entry;
      alive++;
    }
    this.#table = table;
    this.#used = alive;
  }
}

/** FNV-1a with a final mix, because the table uses the low bits. */
function hashOf(slot: number, key: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ slot;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (key[at] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
