const CHUNK_BITS = 16;
const CHUNK_ROWS = 1 << CHUNK_BITS;
const MASK = CHUNK_ROWS - 1;

/** Numbers in chunks of typed arrays, so that growing copies nothing. An element that was never set is 0. */
class Column {
  readonly #create: () => Uint8Array | Uint32Array | Float64Array;
  readonly #chunks: (Uint8Array | Uint32Array | Float64Array | undefined)[] = [];

  constructor(create: (length: number) => Uint8Array | Uint32Array | Float64Array) {
    this.#create = () => create(CHUNK_ROWS);
  }

  get(at: number): number {
    return this.#chunks[at >>> CHUNK_BITS]?.[at & MASK] ?? 0;
  }

  set(at: number, value: number): void {
    let chunk = this.#chunks[at >>> CHUNK_BITS];
    if (chunk === undefined) {
      chunk = this.#create();
      this.#chunks[at >>> CHUNK_BITS] = chunk;
    }
    chunk[at & MASK] = value;
  }
}

const bytes = () => new Column((length) => new Uint8Array(length));
const words = () => new Column((length) => new Uint32Array(length));
const floats = () => new Column((length) => new Float64Array(length));

/** The state of a key in `after`, if it differs from the row of `before`. */
export interface AfterState {
  readonly type: number;
  readonly expireAtMs: number;
  readonly sizeBytes: number;
  readonly offset: number;
  readonly length: number;
}

/** What a comparison stores about the rows of an index: one byte per key, and 41 for one that differs. */
export class CompareColumns {
  readonly kinds = bytes();
  /** The number of the state in `after`, from 1. */
  readonly #states = words();
  readonly #types = bytes();
  readonly #expiries = floats();
  readonly #sizes = floats();
  readonly #offsets = floats();
  readonly #lengths = floats();
  readonly #kept = words();
  #count = 0;

  setAfter(
    row: number,
    { type, expireAtMs, offset, length }: Omit<AfterState, 'sizeBytes'>,
    sizeBytes: number,
    kept: number,
  ): void {
    const at = this.#states.get(row) || ++this.#count;
    this.#states.set(row, at);
    this.#types.set(at, type);
    this.#expiries.set(at, expireAtMs);
    this.#sizes.set(at, sizeBytes);
    this.#offsets.set(at, offset);
    this.#lengths.set(at, length);
    this.#kept.set(at, kept);
  }

  /** Null if the key is the same in `after` and `before`. */
  after(row: number): AfterState | null {
    const at = this.#states.get(row);
    if (at === 0) return null;
    return {
      type: this.#types.get(at),
      expireAtMs: this.#expiries.get(at),
      sizeBytes: this.#sizes.get(at),
      offset: this.#offsets.get(at),
      length: this.#lengths.get(at),
    };
  }

  /** The expiry in `after` of a row that has a separate state there; -1 without one. */
  expiryAfter(row: number): number {
    const at = this.#states.get(row);
    return at === 0 ? -1 : this.#expiries.get(at);
  }

  /** The position in memory of the row's value in `after`; 0 if it is only in the file. */
  keptAfter(row: number): number {
    const at = this.#states.get(row);
    return at === 0 ? 0 : this.#kept.get(at);
  }

  /** Bytes of the key and its value in `after`; -1 if they equal those of `before`. */
  sizeAfter(row: number): number {
    const at = this.#states.get(row);
    return at === 0 ? -1 : this.#sizes.get(at);
  }
}
