import { randomBytes } from 'node:crypto';
import type { KeyDifference } from '../../../../shared/contract/compare.ts';
import type { EntryBatch } from '../../redis/data/plain-entries.ts';
import type { RdbEntry, RdbVisitor } from '../../redis/data/rdb-visitor.ts';
import { typeOf } from '../index/key-items.ts';
import { LiveIndex } from '../index/live-index.ts';
import { RowList } from '../index/row-list.ts';
import { checkExpansion } from '../sources/read-rdb.ts';
import { CompareColumns } from './compare-columns.ts';
import { ValueHash } from './value-hash.ts';

/** The kinds of rows. A row that `after` has not shown yet is removed. */
export const kindOf = { removed: 0, same: 1, changed: 2, expiry: 3, added: 4, undecided: 5 } as const;

/** The differences by the numbers of `kindOf`. */
export const differences: readonly KeyDifference[] = ['removed', 'same', 'changed', 'expiry', 'added'];

/** Two flavours of Redis use this type for different encodings, so equal bytes are no equal values. */
const AMBIGUOUS_TYPE = 22;

export type ComparedVisitor = Required<Pick<RdbVisitor, 'key' | 'entries' | 'valueBytes'>>;

/** Keys of which the places in the table are looked up together, so that the memory of one is fetched during the others. */
const BATCH_KEYS = 512;

/**
 * One index of the keys of both sides. `before` is read first, with a hash of every value; then each key of `after` is
 * looked up in it, so that its equal keys take no memory. Where the bytes of two values of one type differ, the values
 * must be decoded: `undecided` lists these rows.
 */
export class KeyComparer {
  readonly index = new LiveIndex();
  readonly columns = new CompareColumns();
  readonly undecided = new RowList();
  readonly #hash = new ValueHash(randomBytes(4).readInt32LE());
  /** Of the values of a batch. */
  readonly #lows = new Uint32Array(BATCH_KEYS);
  readonly #highs = new Uint32Array(BATCH_KEYS);
  readonly #rows = new Int32Array(BATCH_KEYS);
  /** Expiries that differ by no more are equal: 0, but for a server that does not report them exactly. */
  toleranceMs = 0;

  /** Reads `before`. */
  readBefore(): ComparedVisitor {
    const { index, columns } = this;
    const hash = this.#hash;
    return {
      entries: (batch) => {
        const first = index.rows;
        this.#hashValues(batch);
        index.addAll(batch);
        columns.setHashes(first, batch.count, this.#lows, this.#highs);
      },
      valueBytes: (bytes, start, end) => hash.update(bytes, start, end),
      key(entry) {
        hash.finish();
        const row = index.add(entry, entry.keyEnd - entry.keyStart + entry.length);
        columns.setHash(row, hash.low, hash.high);
        checkExpansion(index, entry.offset);
      },
    };
  }

  /** Reads `after`, once `before` is complete. */
  readAfter(): ComparedVisitor {
    const hash = this.#hash;
    let database = -1;
    let slot = -1;
    return {
      entries: (batch) => this.#compareAll(batch),
      valueBytes: (bytes, start, end) => hash.update(bytes, start, end),
      key: (entry) => {
        hash.finish();
        if (entry.database !== database || slot < 0) {
          database = entry.database;
          slot = this.index.slotOf(database);
        }
        const row = this.index.rowIn(slot, entry.keyBytes, entry.keyStart, entry.keyEnd);
        if (row < 0 || this.columns.kinds.get(row) === kindOf.added) this.#add(entry);
        else this.#compare(row, entry);
      },
    };
  }

  /** Decides an undecided row. */
  decide(row: number, isSameValue: boolean): void {
    const after = this.columns.after(row);
    const expiry = this.#sameExpiry(row, after?.expireAtMs ?? -1) ? kindOf.same : kindOf.expiry;
    this.columns.kinds.set(row, isSameValue ? expiry : kindOf.changed);
  }

  /** Frees what only the comparison needs. */
  settle(): void {
    this.index.dropTable();
    this.columns.dropHashes();
  }

  #hashValues({ bytes, count, keyEnds, lengths }: EntryBatch): void {
    const hash = this.#hash;
    for (let at = 0; at < count; at++) {
      const start = keyEnds[at] as number;
      hash.whole(bytes, start, start + (lengths[at] as number));
      this.#lows[at] = hash.low;
      this.#highs[at] = hash.high;
    }
  }

  #compareAll(batch: EntryBatch): void {
    const { index, columns } = this;
    const { count, database, bytes, keyStarts, keyEnds, types, expiries, offsets, lengths } = batch;
    const rows = this.#rows;
    this.#hashValues(batch);
    index.rowsOf(batch, rows);
    for (let at = 0; at < count; at++) {
      const row = rows[at] as number;
      const [keyStart, keyEnd, length] = [keyStarts[at] as number, keyEnds[at] as number, lengths[at] as number];
      const type = types[at] as number;
      const expireAtMs = expiries[at] as number;
      if (row >= 0 && columns.kinds.get(row) !== kindOf.added) {
        const isSame =
          index.columns.type(row) === type &&
          index.columns.sizeBytes(row) === keyEnd - keyStart + length &&
          columns.hasHash(row, this.#lows[at] as number, this.#highs[at] as number) &&
          type !== AMBIGUOUS_TYPE &&
          this.#sameExpiry(row, expireAtMs);
        if (isSame) {
          columns.kinds.set(row, kindOf.same);
          continue;
        }
      }
      const entry: RdbEntry = {
        ...{ database, keyBytes: bytes, keyStart, keyEnd, type, expireAtMs, idleSeconds: -1, frequency: -1 },
        ...{ offset: offsets[at] as number, length },
      };
      this.#hash.low = this.#lows[at] as number;
      this.#hash.high = this.#highs[at] as number;
      // A batch may add a key, and have it again.
      const known = index.rowIn(index.slotOf(database), bytes, keyStart, keyEnd);
      if (known < 0 || columns.kinds.get(known) === kindOf.added) this.#add(entry);
      else this.#compare(known, entry);
    }
  }

  #add(entry: RdbEntry): void {
    const { database, keyBytes, keyStart, keyEnd, type, expireAtMs, offset, length } = entry;
    const { index } = this;
    const sizeBytes = keyEnd - keyStart + length;
    const rows = index.rows;
    index.put({ database, keyBytes, keyStart, keyEnd, type, expireAtMs, offset, length, sizeBytes });
    if (index.rows > rows) this.columns.kinds.set(rows, kindOf.added);
    checkExpansion(index, offset);
  }

  #compare(row: number, entry: RdbEntry): void {
    const { columns } = this.index;
    const { type, expireAtMs, offset, length, keyStart, keyEnd } = entry;
    const sizeBytes = keyEnd - keyStart + length;
    const sameBytes =
      columns.type(row) === type &&
      columns.sizeBytes(row) === sizeBytes &&
      this.columns.hasHash(row, this.#hash.low, this.#hash.high) &&
      type !== AMBIGUOUS_TYPE;
    const kind = sameBytes
      ? this.#sameExpiry(row, expireAtMs)
        ? kindOf.same
        : kindOf.expiry
      : canBeEqual(columns.type(row), type)
        ? kindOf.undecided
        : kindOf.changed;
    this.columns.kinds.set(row, kind);
    if (kind !== kindOf.same) this.columns.setAfter(row, { type, expireAtMs, sizeBytes, offset, length });
    if (kind === kindOf.undecided) this.undecided.push(row);
  }

  #sameExpiry(row: number, expireAtMs: number): boolean {
    const before = this.index.columns.expireAtMs(row);
    if (before < 0 || expireAtMs < 0) return before < 0 && expireAtMs < 0;
    return Math.abs(before - expireAtMs) <= this.toleranceMs;
  }
}

/** Whether values with different bytes can be equal. Those of modules cannot be decoded. */
function canBeEqual(before: number, after: number): boolean {
  const { type } = typeOf(before);
  return type !== 'module' && type === typeOf(after).type;
}
