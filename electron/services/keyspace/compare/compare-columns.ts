const CHUNK_BITS = 16;
const CHUNK_ROWS = 1 << CHUNK_BITS;
const MASK = CHUNK_ROWS - 1;

/** Numbers in chunks of typed arrays, so that growing copies nothing. A place that was never set is 0. */
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

  /** Sets `count` places from `first` on. */
  setAll(first: number, count: number, values: Uint32Array): void {
    for (let from = 0; from < count; ) {
      const at = first + from;
      const to = Math.min(count, from + CHUNK_ROWS - (at & MASK));
      const chunk = this.#chunks[at >>> CHUNK_BITS] ?? this.#create();
      this.#chunks[at >>> CHUNK_BITS] = chunk;
      chunk.set(values.subarray(from, to), at & MASK);
      from = to;
    }
  }

  clear(): void {
    this.#chunks.length = 0;
  }
}

const bytes = () => new Column((length) => new Uint8Array(length));
const words = () => new Column((length) => new Uint32Array(length));
const floats = () => new Column((length) => new Float64Array(length));

/** The state of a key in `after`, where it differs from the row of `before`. */
export interface AfterState {
  readonly type: number;
  readonly expireAtMs: number;
  readonly sizeBytes: number;
  readonly offset: number;
  readonly length: number;
}

/** What a comparison knows about the rows of an index: 9 bytes a key, and 37 for one that differs. */
export class CompareColumns {
  readonly kinds = bytes();
  readonly #low = words();
  readonly #high = words();
  /** The number of the state in `after`, from 1. */
  readonly #states = words();
  readonly #types = bytes();
  readonly #expiries = floats();
  readonly #sizes = floats();
  readonly #offsets = floats();
  readonly #lengths = floats();
  #count = 0;

  setHash(row: number, low: number, high: number): void {
    this.#low.set(row, low);
    this.#high.set(row, high);
  }

  /** Sets the hashes of `count` rows from `first` on. */
  setHashes(first: number, count: number, lows: Uint32Array, highs: Uint32Array): void {
    this.#low.setAll(first, count, lows);
    this.#high.setAll(first, count, highs);
  }

  hasHash(row: number, low: number, high: number): boolean {
    return this.#low.get(row) === low && this.#high.get(row) === high;
  }

  /** Frees the hashes, which only the reading of `after` needs. */
  dropHashes(): void {
    this.#low.clear();
    this.#high.clear();
  }

  setAfter(row: number, state: AfterState): void {
    const at = this.#states.get(row) || ++this.#count;
    this.#states.set(row, at);
    this.#types.set(at, state.type);
    this.#expiries.set(at, state.expireAtMs);
    this.#sizes.set(at, state.sizeBytes);
    this.#offsets.set(at, state.offset);
    this.#lengths.set(at, state.length);
  }

  /** Null where `after` has the key as `before` has it. */
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
}
