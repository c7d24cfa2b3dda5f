import type { KeyDifference } from '../../../../shared/contract/compare.ts';
import type { EntryBatch } from '../../redis/data/plain-entries.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import type { RdbEntry, RdbVisitor } from '../../redis/data/rdb-visitor.ts';
import { compareBytes } from '../index/key-arena.ts';
import { REMOVED } from '../index/key-columns.ts';
import { KeyIndex } from '../index/key-index.ts';
import { typeOf } from '../index/key-items.ts';
import { RowList } from '../index/row-list.ts';
import type { Sliced } from '../index/slices.ts';
import { checkExpansion } from '../sources/read-rdb.ts';
import { CompareColumns } from './compare-columns.ts';
import type { SmallValue } from './decide-small.ts';
import { KeptValues } from './kept-values.ts';
import { KeyTable } from './key-table.ts';

/** The kinds of rows. */
export const kindOf = { same: 0, removed: 1, changed: 2, expiry: 3, added: 4, undecided: 5 } as const;

/** The differences by the numbers of `kindOf`. */
export const differences: readonly KeyDifference[] = ['same', 'removed', 'changed', 'expiry', 'added'];

/** Two flavours of Redis use this type for different encodings, so equal bytes do not mean equal values. */
const AMBIGUOUS_TYPE = 22;
/** Entered into the table instead of such a type. No entry of `before` has it. */
const NEVER_EQUAL = 254;

export type ComparedVisitor = Required<Pick<RdbVisitor, 'key' | 'entries' | 'valueBytes'>> &
  Pick<RdbVisitor, 'databaseSize'>;

/**
 * One index of the keys of both sides. `before` is read first, and its entries are hashed into a table; then each entry
 * of `after` is looked up in the table, so that equal keys take no memory. If the bytes of two values of one type
 * differ, the values must be decoded: `undecided` lists these rows.
 */
export class KeyComparer {
  /** Without the tree: folders of a comparison are counted by their differences. */
  readonly index = new KeyIndex({ hasTree: false });
  readonly columns = new CompareColumns();
  readonly undecided = new RowList();
  /** The rows of the differences, after `listDifferent`. */
  different = new Uint32Array(0);
  /** Rows that differed when their entry was read, in any order, some of them twice: few of many rows. */
  #suspected: RowList | null = new RowList();
  #table: KeyTable | null = new KeyTable();
  readonly #kept = new KeptValues();
  /** The row of the first entry in the window of the table. */
  #firstRow = 0;
  /** Rows from this one on belong to added keys. */
  #rowsBefore = 0;
  /** Expiries that differ by no more are equal: 0, except for a server that does not report them exactly. */
  toleranceMs = 0;

  /** Reads `before`. */
  readBefore(): ComparedVisitor {
    const { index } = this;
    const table = this.#openTable;
    let expected = 0;
    return {
      databaseSize(_, keys) {
        expected += keys;
        table.expect(expected);
      },
      entries: (batch) => {
        if (!table.hasRoom(batch)) this.#enterBefore();
        index.addAll(batch);
        table.add(batch);
      },
      valueBytes: (bytes, start, end) => table.addValue(bytes, start, end),
      key: (entry) => {
        if (!table.hasRoomForOne) this.#enterBefore();
        index.add(entry, sizeOf(entry));
        table.addOne(entry);
        checkExpansion(index, entry.offset);
      },
    };
  }

  /** Reads `after`, once `before` is complete. */
  readAfter(): ComparedVisitor {
    const table = this.#openTable;
    this.#enterBefore();
    this.#rowsBefore = this.index.rows;
    return {
      entries: (batch) => {
        if (!table.hasRoom(batch)) this.#findAfter();
        table.add(batch.types.includes(AMBIGUOUS_TYPE) ? withoutAmbiguous(batch) : batch);
      },
      valueBytes: (bytes, start, end) => table.addValue(bytes, start, end),
      key: (entry) => {
        this.#findAfter();
        table.addOne(entry.type === AMBIGUOUS_TYPE ? { ...entry, type: NEVER_EQUAL } : entry);
        this.#find(() => entry, false);
      },
    };
  }

  /** Ends the reading of both sides: keys that `after` has not shown are removed ones. */
  *endReading(): Sliced<void> {
    const table = this.#openTable;
    this.#findAfter();
    for (const rows of table.unseen()) {
      // An added key is not looked up again.
      for (const row of rows) if (row < this.#rowsBefore) this.#suspect(row, kindOf.removed);
      yield;
    }
    this.#table = null;
  }

  /** Decides an undecided row. */
  decide(row: number, isSameValue: boolean): void {
    const expiry = this.#sameExpiry(row, this.columns.expiryAfter(row)) ? kindOf.same : kindOf.expiry;
    this.columns.kinds.set(row, isSameValue ? expiry : kindOf.changed);
  }

  /** The value of an undecided row in `after`, if it is in memory. */
  keptValue(row: number, flavour: RdbFlavour): SmallValue | null {
    const { columns } = this;
    const kept = columns.keptAfter(row);
    const after = kept === 0 ? null : columns.after(row);
    if (after === null) return null;
    return { type: after.type, flavour, ...this.#kept.at(kept, after.length) };
  }

  /** Lists the differences, once all are decided. */
  listDifferent(): void {
    const { index, columns } = this;
    this.#kept.clear();
    const rows = this.#suspected?.rows.slice().sort() ?? new Uint32Array(0);
    this.#suspected = null;
    this.different = rows.filter(
      (row, at) =>
        row !== rows[at - 1] && columns.kinds.get(row) !== kindOf.same && index.columns.type(row) !== REMOVED,
    );
  }

  get #openTable(): KeyTable {
    if (this.#table === null) throw new Error('the comparison is complete');
    return this.#table;
  }

  #enterBefore(): void {
    this.#enter(this.#firstRow);
    this.#firstRow = this.index.rows;
  }

  /** Enters the window, or a part of it. Of two entries with one key, which no server writes, the later one counts. */
  #enter(firstRow: number, count?: number): void {
    const { index } = this;
    const table = this.#openTable;
    for (const { row, keyHash } of table.enter(firstRow, count)) {
      for (let place = table.next(keyHash, 0); place > 0; place = table.next(keyHash, place)) {
        const other = table.rowAt(place);
        if (other >= row || !index.isAlive(other) || !isSameKey(index, other, row)) continue;
        index.removeRow(other);
        table.forget(place);
      }
    }
  }

  /** Looks up the window. */
  #findAfter(): void {
    const table = this.#openTable;
    this.#find((at) => {
      const entry = table.entryAt(at);
      return entry.type === NEVER_EQUAL ? { ...entry, type: AMBIGUOUS_TYPE } : entry;
    }, true);
  }

  /** @param hasBytes whether the values of the entries are in memory */
  #find(entryAt: (at: number) => RdbEntry, hasBytes: boolean): void {
    const table = this.#openTable;
    const firstRow = this.index.rows;
    const added: number[] = [];
    for (const at of table.find()) if (!this.#compare(at, entryAt(at), hasBytes)) added.push(at);
    if (added.length === 0) {
      table.clear();
      return;
    }
    // In the order of the file, and so that no entry overwrites one that is still needed.
    for (const [to, at] of added.sort((a, b) => a - b).entries()) {
      this.#add(entryAt(at));
      table.move(at, to);
    }
    this.#enter(firstRow, added.length);
  }

  #add(entry: RdbEntry): void {
    const { index } = this;
    this.#suspect(index.add(entry, sizeOf(entry)), kindOf.added);
    checkExpansion(index, entry.offset);
  }

  /**
   * Compares a window entry that was not found unchanged.
   * @param at its index in the window
   * @returns false if `before` has no such key
   */
  #compare(at: number, entry: RdbEntry, hasBytes: boolean): boolean {
    const { columns } = this.index;
    const { type, expireAtMs } = entry;
    const table = this.#openTable;
    const keyHash = table.keyHash(at);
    for (let place = table.next(keyHash, 0); place > 0; place = table.next(keyHash, place)) {
      const row = table.rowAt(place);
      if (row >= this.#rowsBefore) continue;
      if (table.isSameBut(place, at, columns.expireAtMs(row), expireAtMs)) {
        this.#setKind(row, this.#sameExpiry(row, expireAtMs) ? kindOf.same : kindOf.expiry, entry, 0);
      } else if (this.#hasKey(row, entry)) {
        const isUndecided = canBeEqual(columns.type(row), type);
        const { keyBytes, keyEnd, length } = entry;
        const kept = isUndecided && hasBytes ? this.#kept.keep(keyBytes, keyEnd, keyEnd + length) : 0;
        this.#setKind(row, isUndecided ? kindOf.undecided : kindOf.changed, entry, kept);
        if (isUndecided) this.undecided.push(row);
      } else continue;
      table.mark(place);
      return true;
    }
    return false;
  }

  #setKind(row: number, kind: number, entry: RdbEntry, kept: number): void {
    const { columns } = this;
    if (kind === kindOf.same) columns.kinds.set(row, kind);
    else {
      this.#suspect(row, kind);
      columns.setAfter(row, entry, sizeOf(entry), kept);
    }
  }

  #suspect(row: number, kind: number): void {
    this.columns.kinds.set(row, kind);
    this.#suspected?.push(row);
  }

  #hasKey(row: number, { database, keyBytes, keyStart, keyEnd }: RdbEntry): boolean {
    const { index } = this;
    const { columns } = index;
    if (!index.isAlive(row) || index.slots[columns.slot(row)]?.database !== database) return false;
    columns.seek(row);
    const { bytes, start, end } = columns.arena;
    return compareBytes(bytes, start, end, keyBytes, keyStart, keyEnd) === 0;
  }

  #sameExpiry(row: number, expireAtMs: number): boolean {
    const before = this.index.columns.expireAtMs(row);
    if (before < 0 || expireAtMs < 0) return before < 0 && expireAtMs < 0;
    return Math.abs(before - expireAtMs) <= this.toleranceMs;
  }
}

function sizeOf({ keyStart, keyEnd, length }: RdbEntry): number {
  return keyEnd - keyStart + length;
}

function withoutAmbiguous(batch: EntryBatch): EntryBatch {
  return { ...batch, types: batch.types.map((type) => (type === AMBIGUOUS_TYPE ? NEVER_EQUAL : type)) };
}

function isSameKey({ columns }: KeyIndex, a: number, b: number): boolean {
  return columns.slot(a) === columns.slot(b) && columns.compare(a, b) === 0;
}

/** Whether values with different bytes can be equal. Values of modules cannot be decoded. */
function canBeEqual(before: number, after: number): boolean {
  const { type } = typeOf(before);
  return type !== 'module' && type === typeOf(after).type;
}
