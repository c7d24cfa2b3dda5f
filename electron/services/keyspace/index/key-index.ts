import { FolderCounts } from './folder-counts.ts';
import { KeyColumns, REMOVED } from './key-columns.ts';

/** Slots have 16 bits. */
const MAX_SLOTS = 65_535;

/** A database in the index. Keys name their slot, so that SWAPDB and FLUSHDB touch no key. */
export interface Slot {
  /** -1 after the database was emptied: its rows no longer count. */
  database: number;
  keys: number;
  expires: number;
  sizeBytes: number;
  /** By type byte. */
  readonly types: TypeCount[];
}

export interface TypeCount {
  keys: number;
  sizeBytes: number;
}

const noSlot: Slot = { database: -1, keys: 0, expires: 0, sizeBytes: 0, types: [] };

/** All keys of one source: rows, databases and counts. */
export class KeyIndex {
  readonly columns = new KeyColumns();
  readonly folders = new FolderCounts();
  readonly slots: Slot[] = [];
  /** Increases with every change that an earlier answer does not show. */
  revision = 0;
  #current: Slot = noSlot;
  #currentSlot = -1;

  get rows(): number {
    return this.columns.rows;
  }

  get keys(): number {
    return this.slots.reduce((sum, { database, keys }) => (database < 0 ? sum : sum + keys), 0);
  }

  get sizeBytes(): number {
    return this.slots.reduce((sum, { database, sizeBytes }) => (database < 0 ? sum : sum + sizeBytes), 0);
  }

  /** Adds a key without asking whether it exists. @returns its row @throws RangeError where a limit is reached */
  add(
    database: number,
    type: number,
    expireAtMs: number,
    sizeBytes: number,
    offset: number,
    key: Uint8Array,
    start: number,
    end: number,
  ): number {
    if (database !== this.#current.database) this.#select(database);
    const slot = this.#currentSlot;
    const { columns } = this;
    const row = columns.append(slot, type, expireAtMs, sizeBytes, offset, key, start, end);
    this.#countIn(this.#current, slot, row, type, expireAtMs, sizeBytes, 1);
    return row;
  }

  /** Adds a row to the counts again, after a change. */
  protected count(row: number): void {
    this.#countRow(row, 1);
  }

  /** Takes a row out of the counts, before a change. */
  protected uncount(row: number): void {
    this.#countRow(row, -1);
  }

  #countRow(row: number, sign: 1 | -1): void {
    const { columns } = this;
    const slot = columns.slot(row);
    const found = this.slots[slot] as Slot;
    this.#countIn(found, slot, row, columns.type(row), columns.expireAtMs(row), columns.sizeBytes(row), sign);
  }

  #countIn(
    counts: Slot,
    slot: number,
    row: number,
    type: number,
    expireAtMs: number,
    sizeBytes: number,
    sign: 1 | -1,
  ): void {
    if (!this.folders.overflowed) {
      this.columns.seek(row);
      this.folders.count(slot, this.columns.arena, sizeBytes, sign);
    }
    const bytes = sign * sizeBytes;
    counts.keys += sign;
    counts.sizeBytes += bytes;
    if (expireAtMs >= 0) counts.expires += sign;
    let counted = counts.types[type];
    if (counted === undefined) {
      counted = { keys: 0, sizeBytes: 0 };
      counts.types[type] = counted;
    }
    counted.keys += sign;
    counted.sizeBytes += bytes;
  }

  /** Keys and bytes by type byte, of all databases. */
  typeCounts(): ReadonlyMap<number, TypeCount> {
    const sums = new Map<number, TypeCount>();
    for (const { database, types } of this.slots) {
      if (database < 0) continue;
      for (const [type, count] of Object.entries(types)) {
        const sum = sums.get(Number(type)) ?? { keys: 0, sizeBytes: 0 };
        sums.set(Number(type), { keys: sum.keys + count.keys, sizeBytes: sum.sizeBytes + count.sizeBytes });
      }
    }
    return sums;
  }

  /** Whether a row is a key of a database. */
  isAlive(row: number): boolean {
    return this.columns.type(row) !== REMOVED && (this.slots[this.columns.slot(row)] as Slot).database >= 0;
  }

  /** The slot of a database; -1 where it has never had a key. */
  slotOf(database: number): number {
    return this.slots.findIndex((slot) => slot.database === database);
  }

  /** The slots with keys, in order of their databases. */
  livingSlots(): readonly number[] {
    return [...this.slots.keys()]
      .filter((slot) => (this.slots[slot]?.database ?? -1) >= 0 && (this.slots[slot]?.keys ?? 0) > 0)
      .sort((a, b) => (this.slots[a]?.database ?? 0) - (this.slots[b]?.database ?? 0));
  }

  /** Forgets which database is the current one, after a change of the slots. */
  protected deselect(): void {
    this.#current = noSlot;
    this.#currentSlot = -1;
  }

  protected select(database: number): number {
    if (database !== this.#current.database) this.#select(database);
    return this.#currentSlot;
  }

  #select(database: number): void {
    let slot = this.slotOf(database);
    if (slot < 0) {
      if (this.slots.length === MAX_SLOTS) throw new RangeError(`there are more than ${MAX_SLOTS} databases`);
      slot = this.slots.length;
      this.slots.push({ database, keys: 0, expires: 0, sizeBytes: 0, types: [] });
    }
    this.#current = this.slots[slot] as Slot;
    this.#currentSlot = slot;
  }
}
