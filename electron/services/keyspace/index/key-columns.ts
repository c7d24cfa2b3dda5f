import { compareBytes, KeyArena } from './key-arena.ts';

const ROW_BITS = 16;
const CHUNK_ROWS = 1 << ROW_BITS;
const ROW_MASK = CHUNK_ROWS - 1;
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

/** The type of a removed row. No RDB type has this byte. */
export const REMOVED = 255;

/** A part of the columns, for a scan in the order of rows. */
export interface Chunk {
  readonly names: Uint32Array;
  readonly slots: Uint16Array;
  readonly types: Uint8Array;
  readonly expiries: Float64Array;
  readonly sizes: Float64Array;
  readonly offsets: Float64Array;
}

function createChunk(): Chunk {
  return {
    names: new Uint32Array(CHUNK_ROWS),
    slots: new Uint16Array(CHUNK_ROWS),
    types: new Uint8Array(CHUNK_ROWS),
    expiries: new Float64Array(CHUNK_ROWS),
    sizes: new Float64Array(CHUNK_ROWS),
    offsets: new Float64Array(CHUNK_ROWS),
  };
}

/**
 * One row a key, in columns of typed arrays: 31 bytes a key and its name. Chunks are added, so growing copies nothing.
 * A row keeps its number.
 */
export class KeyColumns {
  readonly arena = new KeyArena();
  readonly #chunks: Chunk[] = [];
  /** Of chunks with a key whose file says when or how often it was used: only servers with a memory limit write that. */
  readonly #uses: (Float64Array | undefined)[] = [];
  #last = createChunk();
  rows = 0;

  /**
   * A row for a key. The walk of a file spends most of its time here, so the caller passes its own object.
   * @returns the row @throws RangeError beyond four billion keys
   */
  append(slot: number, entry: NewKey, sizeBytes: number): number {
    const row = this.rows;
    const at = row & ROW_MASK;
    if (at === 0) this.#addChunk(row);
    const chunk = this.#last;
    chunk.names[at] = this.arena.append(entry.keyBytes, entry.keyStart, entry.keyEnd);
    chunk.slots[at] = slot;
    chunk.types[at] = entry.type;
    chunk.expiries[at] = entry.expireAtMs;
    chunk.sizes[at] = sizeBytes;
    chunk.offsets[at] = entry.offset;
    this.rows = row + 1;
    return row;
  }

  #addChunk(row: number): void {
    if (row > MAX_ROWS) throw new RangeError('there are more than four billion keys');
    if (row > 0) this.#last = createChunk();
    this.#chunks.push(this.#last);
  }

  #chunk(row: number): Chunk {
    return this.#chunks[row >>> ROW_BITS] as Chunk;
  }

  /** The chunk that contains a row. */
  chunkAt(row: number): Chunk {
    return this.#chunk(row);
  }

  /** The place of a row in its chunk. */
  placeOf(row: number): number {
    return row & ROW_MASK;
  }

  /** The chunk of a row, the row's place in it, and the number of places. */
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
    return this.#chunk(row).sizes[row & ROW_MASK] as number;
  }

  offset(row: number): number {
    return this.#chunk(row).offsets[row & ROW_MASK] as number;
  }

  /** Seconds since the last use of a key, or how often it is used; null for what its file does not say. */
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
    this.#chunk(row).expiries[row & ROW_MASK] = expireAtMs;
  }

  setSizeBytes(row: number, sizeBytes: number): void {
    this.#chunk(row).sizes[row & ROW_MASK] = sizeBytes;
  }

  setOffset(row: number, offset: number): void {
    this.#chunk(row).offsets[row & ROW_MASK] = offset;
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
