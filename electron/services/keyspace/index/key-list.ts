import type { KeyFilter } from '../../../../shared/contract/keyspace.ts';
import type { KeyIndex } from './key-index.ts';
import { createQuery, type KeyQuery } from './key-query.ts';
import type { KeyViews } from './key-views.ts';
import { RowList } from './row-list.ts';
import { BLOCK_ROWS, runSliced, type Sliced } from './slices.ts';
import { sortByNumber } from './sort-by-number.ts';
import { sortRows } from './sort-rows.ts';
import type { SortedView, ViewRange } from './sorted-view.ts';

export type KeySort = 'key' | 'size' | 'expires';

/** All matches of a filter in their order. */
export interface Matches {
  readonly total: number;
  readonly sizeBytes: number;
  row(at: number): number;
}

/** Fewer matches are sorted separately; more wait for the sorted view. */
const FEW = 50_000;
/** If the view is ready, it is faster unless there are fewer matches than one in this many keys. */
const RARE = 64;
const MAX_REMEMBERED = 4;
/** Keys without an expiry come after all others. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Finds keys by filters. Keeps the last results, so that the next page costs nothing. */
export class KeyList {
  readonly #index: KeyIndex;
  readonly #views: KeyViews;
  readonly #signal: AbortSignal;
  readonly #remembered = new Map<string, { readonly rows: number; readonly revision: number; matches: Matches }>();

  constructor(index: KeyIndex, views: KeyViews, signal: AbortSignal) {
    this.#index = index;
    this.#views = views;
    this.#signal = signal;
  }

  /** @param complete whether all keys were read @throws AppError BAD_VALUE for a regular expression */
  async find(filter: KeyFilter, sort: KeySort, complete: boolean, nowMs = Date.now()): Promise<Matches> {
    // "Soon" and "past" change with the time.
    const minute = filter.expires === undefined || filter.expires === 'none' ? 0 : Math.floor(nowMs / 10_000);
    const name = JSON.stringify([filter, sort, minute]);
    const { rows, revision } = this.#index;
    const remembered = this.#remembered.get(name);
    if (remembered?.rows === rows && remembered.revision === revision) return remembered.matches;
    const matches = await this.#find(filter, sort, complete, nowMs);
    this.#remembered.delete(name);
    this.#remembered.set(name, { rows, revision, matches });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return matches;
  }

  async #find(filter: KeyFilter, sort: KeySort, complete: boolean, nowMs: number): Promise<Matches> {
    const query = createQuery(this.#index, filter, nowMs);
    if (query.all && sort === 'key' && (complete || query.slots.every((slot) => this.#views.ready(slot)))) {
      return this.#ranges(query);
    }
    const found = await runSliced(this.#collect(query), this.#signal);
    const { rows } = found;
    const sizeBytes = found.sizeBytes;
    const sorted = sort === 'key' ? await this.#byKey(query, rows, complete) : await this.#byNumber(rows, sort);
    return { total: sorted.length, sizeBytes, row: (at) => sorted[at] as number };
  }

  /** Every key with a prefix: ranges of the views, without a list of rows. */
  async #ranges({ slots, prefix }: KeyQuery): Promise<Matches> {
    const parts: { readonly view: SortedView; readonly range: ViewRange }[] = [];
    for (const slot of slots) {
      const view = await this.#views.view(slot);
      parts.push({ view, range: view.range(prefix ?? new Uint8Array(0)) });
    }
    return {
      total: parts.reduce((sum, { range }) => sum + range.end - range.start, 0),
      sizeBytes: parts.reduce((sum, { view, range }) => sum + view.sizeBytes(range), 0),
      row(at) {
        let left = at;
        for (const { view, range } of parts) {
          const length = range.end - range.start;
          if (left < length) return view.rows[range.start + left] as number;
          left -= length;
        }
        return -1;
      },
    };
  }

  /** The matches in the order of the file, which is much faster than the order of the keys. */
  *#collect(query: KeyQuery): Sliced<{ readonly rows: Uint32Array; readonly sizeBytes: number }> {
    const { columns } = this.#index;
    const found = new RowList();
    const views = query.prefix === null ? [] : query.slots.map((slot) => this.#views.ready(slot));
    if (query.prefix !== null && views.every((view) => view !== null)) {
      for (const view of views) {
        const { start, end } = view.range(query.prefix);
        for (let at = start; at < end; at += BLOCK_ROWS) {
          query.collect(view.rows, at, Math.min(end, at + BLOCK_ROWS), found);
          yield;
        }
      }
    } else {
      for (let at = 0; at < columns.rows; at += BLOCK_ROWS) {
        query.collect(null, at, Math.min(columns.rows, at + BLOCK_ROWS), found);
        yield;
      }
    }
    const { rows } = found;
    let sizeBytes = 0;
    for (const row of rows) sizeBytes += columns.sizeBytes(row);
    return { rows, sizeBytes };
  }

  async #byKey({ slots }: KeyQuery, rows: Uint32Array, complete: boolean): Promise<Uint32Array> {
    if (slots.length === 0) return rows;
    const isReady = slots.every((slot) => this.#views.ready(slot) !== null);
    const isFew = isReady ? rows.length * RARE < this.#index.rows : rows.length <= FEW || !complete;
    if (isFew) return runSliced(this.#sortFew(slots, rows), this.#signal);
    const views: SortedView[] = [];
    for (const slot of slots) views.push(await this.#views.view(slot));
    return runSliced(
      inOrderOf(
        views.map((view) => view.rows),
        rows,
        this.#index.rows,
      ),
      this.#signal,
    );
  }

  *#sortFew(slots: readonly number[], rows: Uint32Array): Sliced<Uint32Array> {
    const { columns } = this.#index;
    const sorted = new Uint32Array(rows.length);
    let length = 0;
    for (const slot of slots) {
      const own = slots.length === 1 ? rows.slice() : rows.filter((row) => columns.slot(row) === slot);
      yield* sortRows(columns, own);
      sorted.set(own, length);
      length += own.length;
    }
    return sorted.subarray(0, length);
  }

  #byNumber(rows: Uint32Array, sort: 'size' | 'expires'): Promise<Uint32Array> {
    const { columns } = this.#index;
    if (sort === 'expires') {
      const expiry = (row: number) => {
        const at = columns.expireAtMs(row);
        return at < 0 ? NEVER : at;
      };
      return runSliced(sortByNumber(rows, expiry), this.#signal);
    }
    // The largest first.
    const largest = rows.reduce((max, row) => Math.max(max, columns.sizeBytes(row)), 0);
    return runSliced(
      sortByNumber(rows, (row) => largest - columns.sizeBytes(row)),
      this.#signal,
    );
  }
}

/** The rows of a set in the order of sorted views, by a bit for each row. */
function* inOrderOf(views: readonly Uint32Array[], rows: Uint32Array, total: number): Sliced<Uint32Array> {
  const isMatch = new Uint8Array(Math.ceil(total / 8));
  for (const row of rows) isMatch[row >>> 3] = (isMatch[row >>> 3] as number) | (1 << (row & 7));
  const sorted = new Uint32Array(rows.length);
  let length = 0;
  for (const view of views) {
    for (let at = 0; at < view.length; at++) {
      const row = view[at] as number;
      if (((isMatch[row >>> 3] as number) >>> (row & 7)) & 1) sorted[length++] = row;
      if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    }
  }
  return sorted.subarray(0, length);
}
