import { FolderCounts } from './folder-counts.ts';
import { KeyColumns, type NewKey, REMOVED } from './key-columns.ts';

/** Slots have 16 bits. */
const MAX_SLOTS = 65_535;

/** A database in the index. Keys name their slot, so that SWAPDB and FLUSHDB touch no key. */
export interface Slot {
  /** -1 after the database was emptied: its rows no longer count. */
  database: number;
  keys: number;
  expires: number;
  sizeBytes: number;
  /** Keys and bytes of each type byte, alternating. */
  readonly types: Float64Array;
}

/** More than the highest type byte of any RDB. */
const TYPES = 32;

export interface TypeCount {
  keys: number;
  sizeBytes: number;
}

const noSlot: Slot = { database: -1, keys: 0, expires: 0, sizeBytes: 0, types: new Float64Array(0) };

function countType({ types }: Slot, type: number, sizeBytes: number, sign: 1 | -1): void {
  const at = type * 2;
  types[at] = (types[at] as number) + sign;
  types[at + 1] = (types[at + 1] as number) + sign * sizeBytes;
}

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
  add(entry: NewKey & { readonly database: number }, sizeBytes: number): number {
    if (entry.database !== this.#current.database) this.#select(entry.database);
    const slot = this.#currentSlot;
    const counts = this.#current;
    const row = this.columns.append(slot, entry, sizeBytes);
    const { bytes, start, end } = this.columns.arena;
    this.folders.count(slot, bytes, start, end, sizeBytes, 1);
    counts.keys++;
    counts.sizeBytes += sizeBytes;
    if (entry.expireAtMs >= 0) counts.expires++;
    countType(counts, entry.type, sizeBytes, 1);
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
    const counts = this.slots[slot] as Slot;
    const sizeBytes = columns.sizeBytes(row);
    columns.seek(row);
    const { bytes, start, end } = columns.arena;
    this.folders.count(slot, bytes, start, end, sizeBytes, sign);
    counts.keys += sign;
    counts.sizeBytes += sign * sizeBytes;
    if (columns.expireAtMs(row) >= 0) counts.expires += sign;
    countType(counts, columns.type(row), sizeBytes, sign);
  }

  /** Keys and bytes by type byte, of all databases. */
  typeCounts(): ReadonlyMap<number, TypeCount> {
    const sums = new Map<number, TypeCount>();
    for (const { database, types } of this.slots) {
      if (database < 0) continue;
      for (let type = 0; type < TYPES; type++) {
        const [keys = 0, sizeBytes = 0] = types.subarray(type * 2, type * 2 + 2);
        if (keys === 0) continue;
        const sum = sums.get(type) ?? { keys: 0, sizeBytes: 0 };
        sums.set(type, { keys: sum.keys + keys, sizeBytes: sum.sizeBytes + sizeBytes });
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
      this.slots.push({ database, keys: 0, expires: 0, sizeBytes: 0, types: new Float64Array(2 * TYPES) });
    }
    this.#current = this.slots[slot] as Slot;
    this.#currentSlot = slot;
  }
}
