import { randomBytes } from 'node:crypto';
import type { EntryBatch } from '../../redis/data/plain-entries.ts';
import { type Exported, type Program, prepareProgram } from '../../redis/data/programs/load-program.ts';
import { keyTable } from '../../redis/data/programs/programs.ts';
import type { RdbEntry } from '../../redis/data/rdb-visitor.ts';

/** The most entries of the window, and of a batch. */
const WINDOW_ENTRIES = 32_768;
const BATCH_ENTRIES = 512;
const FIRST_PLACES = 1 << 16;
/** Addresses have 31 bits. */
const MAX_PLACES = 130_000_000;
/**
 * Files declare their number of keys, which may be wrong. Memory that was never written takes no room, up to a limit.
 */
const MAX_EXPECTED_PLACES = 1 << 24;
/** A fuller table has long runs of occupied slots. */
const MAX_LOAD = 0.6;
/** Of the largest table. */
const LAST_LOAD = 0.9;
const BYTES_PER_WORD = 4;
const WORDS_PER_PLACE = 4;
const PLACE_BYTES = 16;
/** The upper bits of a row are flags. One of them marks it as found. */
const FOUND = 0x80000000;
const ROW_MASK = 0x3fffffff;
/** For the digest, which precedes the pieces. */
const DIGEST_BYTES = 8;
/** A longer piece is copied by the runtime, whose call takes as long as copying these bytes in a loop. */
const LONG_BYTES = 64;

/** `key-table.wat`. */
interface TableProgram extends Program {
  readonly keyStarts: Exported;
  readonly keyEnds: Exported;
  readonly lengths: Exported;
  readonly expiries: Exported;
  readonly offsets: Exported;
  readonly types: Exported;
  readonly keyHashes: Exported;
  readonly hashes: Exported;
  readonly list: Exported;
  readonly digest: Exported;
  readonly pieces: Exported;
  readonly piecesBytes: Exported;
  readonly input: Exported;
  readonly inputBytes: Exported;
  readonly table: Exported;
  readonly found: Exported;
  setSecret(first: bigint, second: bigint): void;
  reserve(places: number): number;
  hash(from: number, length: number): void;
  joinOne(at: number, database: number): void;
  isSameBut(address: number, at: number, before: number, after: number): number;
  hashAll(at: number, end: number, moved: number, database: number): void;
  enterAll(count: number, row: number): number;
  findAll(count: number): number;
  next(keyHash: number, address: number): number;
  listUnseen(address: number): number;
  restore(count: number): void;
}

const createProgram = prepareProgram<TableProgram>(keyTable);

/** An entered row whose key hash the table already had: the same key, or a collision. */
export interface KnownHash {
  readonly row: number;
  readonly keyHash: number;
}

/** Views of the memory of a program, and its addresses: reading one from a global takes longer than hashing a short key. */
class Views {
  readonly keyStarts: Int32Array;
  readonly keyEnds: Int32Array;
  readonly lengths: Int32Array;
  readonly expiries: Float64Array;
  readonly offsets: Float64Array;
  readonly types: Uint8Array;
  readonly keyHashes: Int32Array;
  readonly hashes: Int32Array;
  readonly list: Int32Array;
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly input: number;
  readonly inputBytes: number;
  readonly pieces: number;
  readonly piecesBytes: number;
  readonly digest: number;
  readonly table: number;

  constructor(program: TableProgram) {
    const { buffer } = program.memory;
    const integers = ({ value }: Exported, length = WINDOW_ENTRIES) => new Int32Array(buffer, value, length);
    const numbers = ({ value }: Exported) => new Float64Array(buffer, value, WINDOW_ENTRIES);
    this.keyStarts = integers(program.keyStarts);
    this.keyEnds = integers(program.keyEnds);
    this.lengths = integers(program.lengths);
    this.expiries = numbers(program.expiries);
    this.offsets = numbers(program.offsets);
    this.types = new Uint8Array(buffer, program.types.value, WINDOW_ENTRIES);
    this.keyHashes = integers(program.keyHashes);
    this.hashes = integers(program.hashes, 2 * WINDOW_ENTRIES);
    this.list = integers(program.list);
    this.bytes = new Uint8Array(buffer);
    this.words = new Int32Array(buffer);
    this.input = program.input.value;
    this.inputBytes = program.inputBytes.value;
    this.pieces = program.pieces.value;
    this.piecesBytes = program.piecesBytes.value;
    this.digest = program.digest.value;
    this.table = program.table.value;
  }
}

/**
 * Finds the rows of entries by two hashes: 32 bits for the key, and 64 for database, key, type, value and expiry. An
 * entry that is equal on both sides of a comparison is found by a single access to the table: neither its key nor its
 * row is read.
 *
 * Entries are first collected in a window and ordered by the part of the table that they belong to. One by one they
 * would hit random places, and the processor would wait for the memory each time.
 *
 * The hash is SipHash-1-3 with a secret of each table, so that nobody can construct two entries with one hash.
 */
export class KeyTable {
  readonly #secret = [randomBytes(8).readBigInt64LE(), randomBytes(8).readBigInt64LE()] as const;
  #places = FIRST_PLACES;
  #program = this.#create();
  #views = new Views(this.#program);
  #used = 0;
  /** Of the window. */
  #count = 0;
  #inputBytes = 0;
  #database = 0;
  /** Bytes of a value that were not hashed yet, and whether earlier ones were. */
  #kept = 0;
  #isContinued = false;

  /** The entries in the window. */
  get count(): number {
    return this.#count;
  }

  /** Reserves memory for a number of keys, while the table is empty. */
  expect(keys: number): void {
    const places = Math.min(Math.ceil((keys + BATCH_ENTRIES) / MAX_LOAD), MAX_EXPECTED_PLACES);
    if (this.#used > 0 || this.#count > 0 || places <= this.#places) return;
    this.#places = places;
    this.#program = this.#create();
    this.#views = new Views(this.#program);
  }

  /** Whether a batch fits into the window. */
  hasRoom({ count, database, keyStarts, keyEnds, lengths }: EntryBatch): boolean {
    if (this.#count === 0) return true;
    const bytes = (keyEnds[count - 1] as number) + (lengths[count - 1] as number) - (keyStarts[0] as number);
    const hasBytes = this.#inputBytes + bytes <= this.#views.inputBytes;
    return hasBytes && this.#count + count <= WINDOW_ENTRIES && this.#database === database;
  }

  /** Adds a batch that fits to the window. */
  add({ count, database, bytes, keyStarts, keyEnds, lengths, types, expiries, offsets }: EntryBatch): void {
    const program = this.#program;
    const views = this.#views;
    const at = this.#count;
    const first = keyStarts[0] as number;
    const last = (keyEnds[count - 1] as number) + (lengths[count - 1] as number);
    const to = views.input + this.#inputBytes;
    views.keyStarts.set(keyStarts.subarray(0, count), at);
    views.keyEnds.set(keyEnds.subarray(0, count), at);
    views.lengths.set(lengths.subarray(0, count), at);
    views.types.set(types.subarray(0, count), at);
    views.expiries.set(expiries.subarray(0, count), at);
    views.offsets.set(offsets.subarray(0, count), at);
    views.bytes.set(bytes.subarray(first, last), to);
    program.hashAll(at, at + count, to - first, database);
    this.#count += count;
    this.#inputBytes += last - first;
    this.#database = database;
  }

  /** Adds the next piece of the value of an entry that `addOne` completes. */
  addValue(bytes: Uint8Array, start: number, end: number): void {
    const { bytes: memory, pieces, piecesBytes } = this.#views;
    for (let from = start; from < end; ) {
      // Longer values are hashed in parts, each together with the digest of the parts before.
      if (this.#kept === piecesBytes) {
        this.#digest();
        this.#isContinued = true;
      }
      const to = Math.min(end, from + piecesBytes - this.#kept);
      const at = pieces + this.#kept;
      if (to - from > LONG_BYTES) memory.set(bytes.subarray(from, to), at);
      else for (let byte = from; byte < to; byte++) memory[at + byte - from] = bytes[byte] as number;
      this.#kept += to - from;
      from = to;
    }
  }

  get hasRoomForOne(): boolean {
    return this.#count < WINDOW_ENTRIES;
  }

  /** Adds an entry whose value was added to the window, without its bytes and its offset. */
  addOne({ database, type, keyBytes, keyStart, keyEnd, expireAtMs }: RdbEntry): void {
    const { hashes, words, types, expiries, digest } = this.#views;
    const at = this.#count++;
    this.#digest();
    const word = digest / BYTES_PER_WORD;
    hashes[2 * at] = words[word] as number;
    hashes[2 * at + 1] = words[word + 1] as number;
    this.addValue(keyBytes, keyStart, keyEnd);
    this.#digest();
    types[at] = type;
    expiries[at] = expireAtMs;
    this.#program.joinOne(at, database);
    this.#database = database;
  }

  #digest(): void {
    const { digest, pieces } = this.#views;
    if (this.#isContinued) this.#program.hash(digest, DIGEST_BYTES + this.#kept);
    else this.#program.hash(pieces, this.#kept);
    this.#kept = 0;
    this.#isContinued = false;
  }

  /** A window entry, after its batch was added. */
  entryAt(at: number): RdbEntry {
    const { bytes, keyStarts, keyEnds, types, expiries, offsets, lengths } = this.#views;
    return {
      database: this.#database,
      keyBytes: bytes,
      keyStart: keyStarts[at] as number,
      keyEnd: keyEnds[at] as number,
      type: types[at] as number,
      expireAtMs: expiries[at] as number,
      idleSeconds: -1,
      frequency: -1,
      offset: offsets[at] as number,
      length: lengths[at] as number,
    };
  }

  /**
   * Looks up the entries of the window, and marks those that are found.
   * @returns the others and those that were found before, by the parts of the table; valid until the next call
   */
  find(): Int32Array {
    return this.#views.list.subarray(0, this.#program.findAll(this.#count));
  }

  /** Moves an entry of the window to an earlier place. */
  move(at: number, to: number): void {
    const { keyHashes, hashes } = this.#views;
    keyHashes[to] = keyHashes[at] as number;
    hashes[2 * to] = hashes[2 * at] as number;
    hashes[2 * to + 1] = hashes[2 * at + 1] as number;
  }

  /**
   * Enters the first `count` entries of the window, with rows from `row` on, and empties it.
   * @throws RangeError if there is no memory for them
   */
  enter(row: number, count = this.#count): readonly KnownHash[] {
    this.#makeRoom(this.#used + count);
    const { list, keyHashes } = this.#views;
    const known = list.subarray(0, this.#program.enterAll(count, row));
    this.#used += count;
    this.clear();
    return Array.from(known, (at) => ({ row: row + at, keyHash: keyHashes[at] as number }));
  }

  /** Empties the window. */
  clear(): void {
    this.#count = 0;
    this.#inputBytes = 0;
  }

  /** The hash of the key of an entry in the window. */
  keyHash(at: number): number {
    return this.#views.keyHashes[at] as number;
  }

  /** The next slot with the hash of a key after `place`, or the first one after 0; 0 after the last. */
  next(keyHash: number, place: number): number {
    return this.#program.next(keyHash, place);
  }

  /** The row of the entry in a slot. */
  rowAt(place: number): number {
    return ((this.#views.words[place / BYTES_PER_WORD + 1] as number) & ROW_MASK) - 1;
  }

  /** Marks the entry in a slot as found. */
  mark(place: number): void {
    const at = place / BYTES_PER_WORD + 1;
    this.#views.words[at] = (this.#views.words[at] as number) | FOUND;
  }

  /** Makes the entry in a slot equal to no other. */
  forget(place: number): void {
    for (const at of [place / BYTES_PER_WORD + 2, place / BYTES_PER_WORD + 3]) {
      this.#views.words[at] = ~(this.#views.words[at] as number);
    }
  }

  /**
   * Whether the entry in a slot and one of the window, which have the same key, differ only in their expiries.
   * @param before the expiry of the entry in the slot @param after that of the other one
   */
  isSameBut(place: number, at: number, before: number, after: number): boolean {
    return this.#program.isSameBut(place, at, before, after) === 1;
  }

  /** The rows that were not found. */
  *unseen(): Generator<Int32Array> {
    const program = this.#program;
    for (let address = this.#views.table; address !== 0; ) {
      address = program.listUnseen(address);
      yield this.#views.list.subarray(0, program.found.value);
    }
  }

  #makeRoom(keys: number): void {
    if (keys > MAX_PLACES * LAST_LOAD) throw new RangeError('there are too many keys for a comparison');
    if (keys <= this.#places * MAX_LOAD || this.#places === MAX_PLACES) return;
    this.#enlarge(Math.min(MAX_PLACES, Math.ceil(Math.max(keys / MAX_LOAD, 2 * this.#places))));
  }

  #create(): TableProgram {
    const program = createProgram();
    program.setSecret(...this.#secret);
    if (program.reserve(this.#places) < 0) throw new RangeError('there is too little memory for a table of the keys');
    return program;
  }

  /** Moves everything into a larger table. The order of the slots stays, so its memory is written from start to end. */
  #enlarge(places: number): void {
    const old = this.#views;
    const oldPlaces = this.#places;
    this.#places = places;
    this.#program = this.#create();
    this.#views = new Views(this.#program);
    const { input, inputBytes, table } = this.#views;
    const batch = inputBytes / PLACE_BYTES;
    for (let place = 0; place < oldPlaces; place += batch) {
      const count = Math.min(batch, oldPlaces - place);
      const start = old.table / BYTES_PER_WORD + WORDS_PER_PLACE * place;
      this.#views.words.set(old.words.subarray(start, start + WORDS_PER_PLACE * count), input / BYTES_PER_WORD);
      this.#program.restore(count);
    }
    this.#views.bytes.set(old.bytes.subarray(0, table));
  }
}
