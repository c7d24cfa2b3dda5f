import { type Exported, type Program, prepareProgram } from './programs/load-program.ts';
import { plainEntries } from './programs/programs.ts';
import { type RdbCursor, STEP_BYTES } from './rdb-cursor.ts';
import { ONE_STRING } from './rdb-format.ts';

/** The most entries of a batch. They and the bytes of their keys stay in the processor's cache. */
const MAX_ENTRIES = 512;
const TYPE_BYTES = 256;
/** More than the type byte of any plain entry. */
const TYPES = 32;

const MAX_PREFIXES = 512;
export const PREFIX_BYTES = 32;

/** Entries that follow each other, in columns. Valid only during the call that receives them. */
export interface EntryBatch {
  readonly database: number;
  readonly count: number;
  /** The keys are parts of it, each from its `keyStarts` up to its `keyEnds`. */
  readonly bytes: Uint8Array;
  readonly keyStarts: Int32Array;
  readonly keyEnds: Int32Array;
  /** The type bytes, for `rdbType`. */
  readonly types: Uint8Array;
  /** Milliseconds since 1970; -1 for a key without a TTL. */
  readonly expiries: Float64Array;
  /** The offset and the size of each value. It is in `bytes` too, at the end of its key. */
  readonly offsets: Float64Array;
  readonly lengths: Int32Array;
  /** The bytes of each key and its value. */
  readonly sizes: Int32Array;
  /** The offsets modulo 2^32. */
  readonly lowOffsets: Int32Array;
  /** How many have an expiry, and the earliest, ms; infinite where none has one. */
  readonly expiring: number;
  readonly firstExpiryMs: number;
  /** How many keys and bytes there are, by type byte. */
  readonly typeKeys: Int32Array;
  readonly typeSizes: Float64Array;
  /**
   * The keys once more, each after its length (7 bits a byte, the last one below 128), with their offsets there, so
   * that an index copies them all at once.
   */
  readonly names: Uint8Array;
  readonly nameBytes: number;
  readonly nameStarts: Int32Array;
  /** Which keys have no prefix, by their number in the batch, and which have one that is not counted. */
  readonly bares: Int32Array;
  readonly bareCount: number;
  readonly others: Int32Array;
  readonly otherCount: number;
  /**
   * The first prefixes of a walk, with the keys and bytes that the batch has of each. A prefix is the part of a key up to
   * and with its first colon.
   */
  readonly prefixes: number;
  readonly prefixKeys: Int32Array;
  readonly prefixSizes: Float64Array;
  readonly prefixHashes: Int32Array;
  /** Each takes `PREFIX_BYTES`: a byte for its length, and the prefix. */
  readonly prefixTexts: Uint8Array;
}

/** `plain-entries.wat`. */
interface EntryProgram extends Program {
  /** A byte for each type: 1 if a value is one string. */
  readonly isOneString: Exported;
  readonly expiries: Exported;
  readonly offsets: Exported;
  readonly keyStarts: Exported;
  readonly keyEnds: Exported;
  readonly lengths: Exported;
  readonly nameStarts: Exported;
  readonly bares: Exported;
  readonly bareCount: Exported;
  readonly others: Exported;
  readonly otherCount: Exported;
  readonly prefixes: Exported;
  readonly prefixKeys: Exported;
  readonly prefixSizes: Exported;
  readonly prefixHashes: Exported;
  readonly prefixTexts: Exported;
  readonly sizes: Exported;
  readonly lowOffsets: Exported;
  readonly types: Exported;
  readonly typeKeys: Exported;
  readonly typeSizes: Exported;
  readonly names: Exported;
  /** The bytes to read, and their maximum number. */
  readonly input: Exported;
  readonly inputBytes: Exported;
  /** The result: the number of entries, the byte after them, and the size of their names. */
  readonly count: Exported;
  readonly next: Exported;
  readonly nameBytes: Exported;
  readonly expiring: Exported;
  readonly firstExpiry: Exported;
  /**
   * @param last the last byte where an entry or a value may begin
   * @param base the offset in the RDB of the first byte of the memory
   */
  read(begin: number, end: number, last: number, base: number, expireAtMs: number): void;
}

const createProgram = prepareProgram<EntryProgram>(plainEntries);

/**
 * Reads plain entries: a short key that is not compressed, and a value of one string, both completely in memory. Most
 * entries of most files are of this kind. The program takes a tenth of the time of the walk's general methods, which
 * handle everything else, damage included.
 */
export class PlainEntries implements EntryBatch {
  readonly #program = createProgram();
  readonly #input = this.#program.input.value;
  readonly #inputBytes = this.#program.inputBytes.value;
  readonly bytes = new Uint8Array(this.#program.memory.buffer);
  readonly #isOneString = this.bytes.subarray(
    this.#program.isOneString.value,
    this.#program.isOneString.value + TYPE_BYTES,
  );
  readonly keyStarts = this.#integers(this.#program.keyStarts);
  readonly keyEnds = this.#integers(this.#program.keyEnds);
  readonly types = this.bytes.subarray(this.#program.types.value, this.#program.types.value + MAX_ENTRIES);
  readonly expiries = this.#numbers(this.#program.expiries);
  readonly offsets = this.#numbers(this.#program.offsets);
  readonly lengths = this.#integers(this.#program.lengths);
  readonly sizes = this.#integers(this.#program.sizes);
  readonly lowOffsets = this.#integers(this.#program.lowOffsets);
  readonly typeKeys = this.#integers(this.#program.typeKeys, TYPES);
  readonly typeSizes = this.#numbers(this.#program.typeSizes, TYPES);
  readonly names = this.bytes.subarray(this.#program.names.value, this.#input);
  readonly nameStarts = this.#integers(this.#program.nameStarts);
  readonly bares = this.#integers(this.#program.bares);
  readonly others = this.#integers(this.#program.others);
  readonly prefixKeys = this.#integers(this.#program.prefixKeys, MAX_PREFIXES);
  readonly prefixSizes = this.#numbers(this.#program.prefixSizes, MAX_PREFIXES);
  readonly prefixHashes = this.#integers(this.#program.prefixHashes, MAX_PREFIXES);
  readonly prefixTexts = this.bytes.subarray(this.#program.prefixTexts.value, this.#program.prefixHashes.value);
  database = 0;
  count = 0;
  nameBytes = 0;
  expiring = 0;
  bareCount = 0;
  otherCount = 0;
  prefixes = 0;
  firstExpiryMs = Number.POSITIVE_INFINITY;
  #patterns: readonly unknown[] = [];
  /** The offsets in the RDB of the bytes in the memory. */
  #from = 0;
  #to = 0;

  /**
   * Reads the entries at the cursor, and moves it after them.
   * @param patterns of values, by type byte
   * @param expireAtMs the expiry that was read before the first entry; -1 without one
   */
  read(cursor: RdbCursor, patterns: readonly unknown[], database: number, expireAtMs: number): void {
    if (this.#patterns !== patterns) this.#setPatterns(patterns);
    this.database = database;
    const offset = cursor.base + cursor.position;
    const most = Math.min(cursor.base + cursor.end, offset + this.#inputBytes);
    const isLoaded = offset >= this.#from && offset < this.#to;
    if (!isLoaded) this.#load(cursor, offset, most);
    this.#read(offset, expireAtMs);
    // The next entry may only be longer than the remaining bytes. With half of the memory left it is not plain: a copy for
    // each of these would take longer than the walk.
    if (this.count === 0 && this.#to < most && this.#to - offset < this.#inputBytes / 2) {
      this.#load(cursor, offset, most);
      this.#read(offset, expireAtMs);
    }
    cursor.position = this.#program.next.value - this.#input + this.#from - cursor.base;
  }

  #setPatterns(patterns: readonly unknown[]): void {
    this.#patterns = patterns;
    for (let type = 0; type < TYPE_BYTES; type++) this.#isOneString[type] = Number(patterns[type] === ONE_STRING);
  }

  #load({ bytes, base }: RdbCursor, from: number, to: number): void {
    this.bytes.set(bytes.subarray(from - base, to - base), this.#input);
    this.#from = from;
    this.#to = to;
  }

  #read(offset: number, expireAtMs: number): void {
    const program = this.#program;
    const begin = this.#input + offset - this.#from;
    const end = this.#input + this.#to - this.#from;
    // The bytes before a key, and those with the length of its value, are in memory.
    program.read(begin, end, end - 2 * STEP_BYTES, this.#from - this.#input, expireAtMs);
    this.count = program.count.value;
    if (this.count === 0) return;
    this.nameBytes = program.nameBytes.value;
    this.bareCount = program.bareCount.value;
    this.otherCount = program.otherCount.value;
    this.prefixes = program.prefixes.value;
    this.expiring = program.expiring.value;
    this.firstExpiryMs = program.firstExpiry.value;
  }

  #integers({ value }: Exported, length = MAX_ENTRIES): Int32Array {
    return new Int32Array(this.#program.memory.buffer, value, length);
  }

  #numbers({ value }: Exported, length = MAX_ENTRIES): Float64Array {
    return new Float64Array(this.#program.memory.buffer, value, length);
  }
}
