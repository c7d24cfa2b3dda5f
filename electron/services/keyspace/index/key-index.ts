import type { EntryBatch } from '../../redis/data/plain-entries.ts';
import { FirstBares } from './first-bares.ts';
import { FolderCounts } from './folder-counts.ts';
import { KeyColumns, type NewKey, REMOVED } from './key-columns.ts';
import { Slot, type TypeCount } from './slot.ts';

/** Slots have 16 bits. */
const MAX_SLOTS = 65_535;

const noSlot = new Slot(-1);

/** All keys of one source: rows, databases and counts. */
export class KeyIndex {
  readonly columns = new KeyColumns();
  readonly folders = new FolderCounts();
  readonly slots: Slot[] = [];
  readonly #firstBares: FirstBares[] = [];
  /** Increases with every change that an earlier response does not show. */
  revision = 0;
  #current = noSlot;
  #currentSlot = -1;
  readonly #hasTree: boolean;

  /** @param options.hasTree whether the top-level folders are counted, and the first keys without one found */
  constructor({ hasTree = true }: { readonly hasTree?: boolean } = {}) {
    this.#hasTree = hasTree;
  }

  get rows(): number {
    return this.columns.rows;
  }

  get keys(): number {
    return this.slots.reduce((sum, { database, keys }) => (database < 0 ? sum : sum + keys), 0);
  }

  get sizeBytes(): number {
    return this.slots.reduce((sum, { database, sizeBytes }) => (database < 0 ? sum : sum + sizeBytes), 0);
  }

  /** Adds a key without checking whether it exists. @returns its row @throws RangeError if a limit is reached */
  add(entry: NewKey & { readonly database: number }, sizeBytes: number): number {
    if (entry.database !== this.#current.database) this.#select(entry.database);
    const slot = this.#currentSlot;
    const row = this.columns.append(slot, entry, sizeBytes);
    this.#current.count(entry.type, entry.expireAtMs, sizeBytes, 1);
    if (!this.#hasTree) return row;
    this.folders.count(slot, this.columns.arena, sizeBytes, 1);
    const { bytes, start, end, folderEnd } = this.columns.arena;
    if (folderEnd < 0) this.#bares(slot).offer(this.columns, row, bytes, start, end);
    return row;
  }

  /** Adds keys without checking whether they exist. @throws RangeError if a limit is reached */
  addAll(keys: EntryBatch): void {
    const slot = this.select(keys.database);
    const first = this.columns.rows;
    this.columns.appendAll(slot, keys);
    this.#current.countAll(keys);
    if (!this.#hasTree) return;
    this.folders.countAll(slot, keys);
    const { bytes, bares, bareCount, keyStarts, keyEnds } = keys;
    const firstBares = this.#bares(slot);
    for (let at = 0; at < bareCount; at++) {
      const key = bares[at] as number;
      firstBares.offer(this.columns, first + key, bytes, keyStarts[key] as number, keyEnds[key] as number);
    }
  }

  /**
   * The first `count` rows of a slot without a separator, in the order of their keys; null if they must be searched.
   */
  firstRows(slot: number, count: number): Uint32Array | null {
    return this.#bares(slot).take(this.columns, slot, count, this.folders.bareKeys(slot));
  }

  #bares(slot: number): FirstBares {
    const bares = this.#firstBares[slot] ?? new FirstBares();
    this.#firstBares[slot] = bares;
    return bares;
  }

  /** Removes a key. Its row stays, but is no key any more. */
  removeRow(row: number): void {
    this.uncount(row);
    this.columns.setType(row, REMOVED);
  }

  /** Adds a row to the counts again, after a change. */
  protected count(row: number): void {
    this.#countRow(row, 1);
  }

  /** Removes a row from the counts, before a change. */
  protected uncount(row: number): void {
    this.#countRow(row, -1);
  }

  #countRow(row: number, sign: 1 | -1): void {
    const { columns } = this;
    const slot = columns.slot(row);
    const sizeBytes = columns.sizeBytes(row);
    if (this.#hasTree) {
      columns.seek(row);
      columns.arena.findFolder();
      this.folders.count(slot, columns.arena, sizeBytes, sign);
    }
    (this.slots[slot] as Slot).count(columns.type(row), columns.expireAtMs(row), sizeBytes, sign);
  }

  /** Keys and bytes by type byte, of all databases. */
  typeCounts(): ReadonlyMap<number, TypeCount> {
    const sums = new Map<number, TypeCount>();
    for (const slot of this.slots) {
      if (slot.database < 0) continue;
      for (const [type, { keys, sizeBytes }] of slot.types()) {
        const sum = sums.get(type);
        sums.set(type, { keys: keys + (sum?.keys ?? 0), sizeBytes: sizeBytes + (sum?.sizeBytes ?? 0) });
      }
    }
    return sums;
  }

  /** Whether a row is a key of a database. */
  isAlive(row: number): boolean {
    return this.columns.type(row) !== REMOVED && (this.slots[this.columns.slot(row)] as Slot).database >= 0;
  }

  /** The slot of a database; -1 if it has never had a key. */
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
      this.slots.push(new Slot(database));
    }
    this.#current = this.slots[slot] as Slot;
    this.#currentSlot = slot;
  }
}
