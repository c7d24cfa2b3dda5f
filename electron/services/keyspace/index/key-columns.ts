import type { EntryBatch } from '../../redis/data/plain-entries.ts';
import { compareBytes, KeyArena } from './key-arena.ts';

const ROW_BITS = 16;
const CHUNK_ROWS = 1 << ROW_BITS;
const ROW_MASK = CHUNK_ROWS - 1;
/** Sizes and offsets have 48 bits. */
const LOW_RANGE = 2 ** 32;
/** Rows have 32 bits, and `row + 1` must fit too. */
const MAX_ROWS = 2 ** 32 - 2;

/** A key to add: a part of an entry of a walk. */
export interface NewKey {
  readonly keyBytes: Uint8Array;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly type: number;
  readonly expireAtMs: number;
  readonly offset: number;
}

/** Keys to add, in columns: a part of a batch of a walk, whose offsets ascend. */
export type NewKeys = Omit<EntryBatch, 'database'>;

/** The type of a removed row. No RDB type has this byte. */
export const REMOVED = 255;

/** A part of the columns, for a scan in the order of rows. */
export class Chunk {
  readonly names = new Uint32Array(CHUNK_ROWS);
  readonly slots = new Uint16Array(CHUNK_ROWS);
  readonly types = new Uint8Array(CHUNK_ROWS);
  readonly expiries = new Float64Array(CHUNK_ROWS);
  /** A bit for each row whose key has no separator, the first of a word in its lowest bit. */
  readonly bare = new Int32Array(CHUNK_ROWS / 32);
  /** No expiry of the chunk is earlier. */
  firstExpiryMs = Number.POSITIVE_INFINITY;
  readonly #sizes = new Uint32Array(CHUNK_ROWS);
  readonly #offsets = new Uint32Array(CHUNK_ROWS);
  /** The upper bits of the two. Most files need none: memory that was never written takes no room, and no time. */
  readonly #largeSizes = new Uint16Array(CHUNK_ROWS);
  #hasLargeSizes = false;
  readonly #largeOffsets = new Uint16Array(CHUNK_ROWS);

  /** Sets rows that were never set, from `at` on, except for their names. */
  putAll(at: number, slot: number, keys: NewKeys, from: number, to: number): void {
    const { types, expiries, offsets, sizes, lowOffsets, firstExpiryMs } = keys;
    if (slot > 0) this.slots.fill(slot, at, at + to - from);
    this.types.set(types.subarray(from, to), at);
    this.expiries.set(expiries.subarray(from, to), at);
    // Both parts of a batch's entry are in memory, so their size has no upper bits.
    this.#sizes.set(sizes.subarray(from, to), at);
    this.#offsets.set(lowOffsets.subarray(from, to), at);
    this.firstExpiryMs = Math.min(this.firstExpiryMs, firstExpiryMs);
    if ((offsets[to - 1] as number) < LOW_RANGE) return;
    for (let key = from; key < to; key++) this.#largeOffsets[at + key - from] = (offsets[key] as number) / LOW_RANGE;
  }

  markBare(at: number): void {
    this.bare[at >>> 5] = (this.bare[at >>> 5] as number) | (1 << at);
  }

  /** Sets a row that was never set. */
  put(at: number, name: number, slot: number, { type, expireAtMs, offset }: NewKey, sizeBytes: number): void {
    this.names[at] = name;
    this.slots[at] = slot;
    this.types[at] = type;
    this.setExpireAtMs(at, expireAtMs);
    this.#sizes[at] = sizeBytes;
    this.#offsets[at] = offset;
    if (sizeBytes >= LOW_RANGE) this.setSizeBytes(at, sizeBytes);
    if (offset >= LOW_RANGE) this.#largeOffsets[at] = offset / LOW_RANGE;
  }

  setExpireAtMs(at: number, expireAtMs: number): void {
    this.expiries[at] = expireAtMs;
    if (expireAtMs >= 0 && expireAtMs < this.firstExpiryMs) this.firstExpiryMs = expireAtMs;
  }

  sizeBytes(at: number): number {
    if (!this.#hasLargeSizes) return this.#sizes[at] as number;
    return (this.#largeSizes[at] as number) * LOW_RANGE + (this.#sizes[at] as number);
  }

  offset(at: number): number {
    return (this.#largeOffsets[at] as number) * LOW_RANGE + (this.#offsets[at] as number);
  }

  setSizeBytes(at: number, sizeBytes: number): void {
    this.#sizes[at] = sizeBytes;
    if (sizeBytes < LOW_RANGE && !this.#hasLargeSizes) return;
    this.#hasLargeSizes = true;
    this.#largeSizes[at] = sizeBytes / LOW_RANGE;
  }

  setOffset(at: number, offset: number): void {
    this.#offsets[at] = offset;
    this.#largeOffsets[at] = offset / LOW_RANGE;
  }
}

/**
 * One row per key, in columns of typed arrays: 23 bytes per key plus its name, 4 more in files of more than 4 GB.
 * Chunks are added, so growing copies nothing. A row keeps its number.
 */
export class KeyColumns {
  readonly arena = new KeyArena();
  readonly #chunks: Chunk[] = [];
  /**
   * Only chunks with a key whose file records when or how often it was used: only servers with a memory limit write
   * that.
   */
  readonly #uses: (Float64Array | undefined)[] = [];
  #last = new Chunk();
  rows = 0;

  /**
   * A row for a key. Reading a file spends most of its time here, so the caller passes its own object.
   * @returns the row @throws RangeError beyond four billion keys
   */
  append(slot: number, entry: NewKey, sizeBytes: number): number {
    const row = this.rows;
    const at = row & ROW_MASK;
    if (at === 0) this.#addChunk(row);
    const chunk = this.#last;
    chunk.put(at, this.arena.append(entry.keyBytes, entry.keyStart, entry.keyEnd), slot, entry, sizeBytes);
    if (this.arena.folderEnd < 0) chunk.markBare(at);
    this.rows = row + 1;
    return row;
  }

  /** Rows for keys, in their order. @throws RangeError beyond four billion keys */
  appendAll(slot: number, keys: NewKeys): void {
    for (let from = 0; from < keys.count; ) {
      const at = this.rows & ROW_MASK;
      if (at === 0) this.#addChunk(this.rows);
      const chunk = this.#last;
      const to = Math.min(keys.count, from + CHUNK_ROWS - at);
      this.arena.appendAll(keys, from, to, chunk.names, at);
      chunk.putAll(at, slot, keys, from, to);
      for (let bare = 0; bare < keys.bareCount; bare++) {
        const key = keys.bares[bare] as number;
        if (key >= from && key < to) chunk.markBare(at + key - from);
      }
      this.rows += to - from;
      from = to;
    }
  }

  #addChunk(row: number): void {
    if (row > MAX_ROWS) throw new RangeError('there are more than four billion keys');
    if (row > 0) this.#last = new Chunk();
    this.#chunks.push(this.#last);
  }

  #chunk(row: number): Chunk {
    return this.#chunks[row >>> ROW_BITS] as Chunk;
  }

  /** The chunk that contains a row. */
  chunkAt(row: number): Chunk {
    return this.#chunk(row);
  }

  /** The index of a row in its chunk. */
  placeOf(row: number): number {
    return row & ROW_MASK;
  }

  /** The chunk of a row, the row's index in it, and the number of rows. */
  chunkOf(row: number): { readonly chunk: Chunk; readonly at: number; readonly length: number } {
    return { chunk: this.#chunk(row), at: row & ROW_MASK, length: CHUNK_ROWS };
  }

  /** Sets the arena to the key of a row. */
  seek(row: number): void {
    this.arena.seek(this.#chunk(row).names[row & ROW_MASK] as number);
  }

  /** The position of a key in the arena. */
  name(row: number): number {
    return this.#chunk(row).names[row & ROW_MASK] as number;
  }

  slot(row: number): number {
    return this.#chunk(row).slots[row & ROW_MASK] as number;
  }

  type(row: number): number {
    return this.#chunk(row).types[row & ROW_MASK] as number;
  }

  expireAtMs(row: number): number {
    return this.#chunk(row).expiries[row & ROW_MASK] as number;
  }

  sizeBytes(row: number): number {
    return this.#chunk(row).sizeBytes(row & ROW_MASK);
  }

  offset(row: number): number {
    return this.#chunk(row).offset(row & ROW_MASK);
  }

  /** Seconds since the last use of a key, or how often it is used; null if its file does not say. */
  use(row: number): { readonly idleSeconds: number | null; readonly frequency: number | null } {
    const use = this.#uses[row >>> ROW_BITS]?.[row & ROW_MASK] ?? Number.NaN;
    return { idleSeconds: use >= 0 ? use : null, frequency: use < 0 ? -1 - use : null };
  }

  /** @param idleSeconds -1: unknown @param frequency -1: unknown */
  setUse(row: number, idleSeconds: number, frequency: number): void {
    const uses = this.#uses[row >>> ROW_BITS] ?? new Float64Array(CHUNK_ROWS).fill(Number.NaN);
    this.#uses[row >>> ROW_BITS] = uses;
    uses[row & ROW_MASK] = idleSeconds >= 0 ? idleSeconds : -1 - frequency;
  }

  setType(row: number, type: number): void {
    this.#chunk(row).types[row & ROW_MASK] = type;
  }

  setExpireAtMs(row: number, expireAtMs: number): void {
    this.#chunk(row).setExpireAtMs(row & ROW_MASK, expireAtMs);
  }

  setSizeBytes(row: number, sizeBytes: number): void {
    this.#chunk(row).setSizeBytes(row & ROW_MASK, sizeBytes);
  }

  setOffset(row: number, offset: number): void {
    this.#chunk(row).setOffset(row & ROW_MASK, offset);
  }

  /** Compares the keys of two rows byte by byte. */
  compare(a: number, b: number): number {
    const { arena } = this;
    this.seek(a);
    const { bytes, start, end } = arena;
    this.seek(b);
    return compareBytes(bytes, start, end, arena.bytes, arena.start, arena.end);
  }

  /** The bytes of a key, copied. */
  key(row: number): Buffer {
    this.seek(row);
    const { bytes, start, end } = this.arena;
    return Buffer.from(bytes.subarray(start, end));
  }
}
