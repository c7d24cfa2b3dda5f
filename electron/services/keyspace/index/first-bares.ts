import { type KeyColumns, REMOVED } from './key-columns.ts';

/** The minimum number of kept rows: more than a page shows. */
const KEPT = 200;
const MAX_ROWS = 800;
/** In any order but the worst, ten million keys need eight. */
const MAX_REDUCTIONS = 64;

/**
 * The first keys of a slot without a separator, kept while keys are read: the first page of the tree needs no pass over
 * all rows. Each key is compared once with a limit, the last kept key, while it is in the processor's cache.
 */
export class FirstBares {
  #rows: number[] = [];
  #limit: Uint8Array | null = null;
  #reductions = 0;
  /** The keys came in the worst order, from the last to the first: keeping the first ones takes too long. */
  #isLost = false;

  /** Offers a new row, whose key is `bytes` from `start` up to `end`. */
  offer(columns: KeyColumns, row: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.#isLost) return;
    if (this.#limit !== null && isAfter(this.#limit, bytes, start, end)) return;
    this.#rows.push(row);
    if (this.#rows.length === MAX_ROWS) this.#reduce(columns);
  }

  /**
   * @param total the keys of the slot without a separator
   * @returns the first `count` rows in the order of their keys; null if too few are known
   */
  take(columns: KeyColumns, slot: number, count: number, total: number): Uint32Array | null {
    if (this.#isLost) return null;
    const rows = this.#rows.filter((row) => columns.type(row) !== REMOVED && columns.slot(row) === slot);
    if (rows.length < Math.min(count, total)) return null;
    return Uint32Array.from(rows.sort((a, b) => columns.compare(a, b)).slice(0, count));
  }

  #reduce(columns: KeyColumns): void {
    putFirst(columns, this.#rows, KEPT);
    this.#rows.length = KEPT;
    const last = this.#rows.reduce((a, b) => (columns.compare(a, b) < 0 ? b : a));
    this.#limit = new Uint8Array(columns.key(last));
    this.#isLost = ++this.#reductions > MAX_REDUCTIONS;
    if (this.#isLost) this.#rows = [];
  }
}

/** Moves the first `count` rows by their keys to the front, in any order: a quarter of the work of a sort. */
function putFirst(columns: KeyColumns, rows: number[], count: number): void {
  let from = 0;
  let to = rows.length - 1;
  while (from < to) {
    const middle = rows[(from + to) >>> 1] as number;
    let low = from;
    let high = to;
    while (low <= high) {
      while (columns.compare(rows[low] as number, middle) < 0) low++;
      while (columns.compare(rows[high] as number, middle) > 0) high--;
      if (low > high) break;
      [rows[low], rows[high]] = [rows[high] as number, rows[low] as number];
      low++;
      high--;
    }
    if (count <= high) to = high;
    else if (count >= low) from = low;
    else return;
  }
}

/** Whether the key from `start` up to `end` comes after a limit. Most keys differ within their first bytes. */
function isAfter(limit: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const { length } = limit;
  for (let at = 0; at < length; at++) {
    if (start + at === end) return false;
    const difference = (bytes[start + at] as number) - (limit[at] as number);
    if (difference !== 0) return difference > 0;
  }
  return end - start > length;
}
