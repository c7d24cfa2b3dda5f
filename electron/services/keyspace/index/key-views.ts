import { setTimeout as sleep } from 'node:timers/promises';
import { firstRows } from './first-rows.ts';
import { compareBytes } from './key-arena.ts';
import { REMOVED } from './key-columns.ts';
import type { KeyIndex } from './key-index.ts';
import { RowList } from './row-list.ts';
import { BLOCK_ROWS, runSliced, type Sliced } from './slices.ts';
import { sortRows } from './sort-rows.ts';
import { SortedView } from './sorted-view.ts';

/** The other threads show the first page meanwhile. */
const REST_MS = 50;
/** How old a view of a live index may be, as a multiple of the time that its update took. */
const MAX_AGE = 2;
const MIN_AGE_MS = 30;

interface Built {
  readonly view: SortedView;
  readonly at: number;
  readonly tookMs: number;
  /** The state of the index when the view was started. */
  readonly rows: number;
  readonly revision: number;
}

/** The sorted rows of each database. Built once for a file; updated on demand if the index is live. */
export class KeyViews {
  readonly #index: KeyIndex;
  readonly #signal: AbortSignal;
  readonly #built = new Map<number, Built>();
  readonly #building = new Map<number, Promise<Built>>();
  /** Requests in progress. Sorting in advance waits for them, unless one of them waits for the sort. */
  #questions = 0;
  #waiting = 0;
  readonly #answered: Promise<void>;
  #onAnswer: () => void = () => undefined;

  constructor(index: KeyIndex, signal: AbortSignal) {
    this.#index = index;
    this.#signal = signal;
    this.#answered = new Promise((resolve) => {
      this.#onAnswer = resolve;
    });
  }

  /** The view of a slot if it is complete and current; null otherwise. */
  ready(slot: number): SortedView | null {
    const built = this.#built.get(slot);
    return built && this.#isCurrent(built) ? built.view : null;
  }

  /**
   * The view of a slot for a page of the tree: if an index changes constantly, it may miss the last changes.
   * @returns null if no view was built yet
   */
  recent(slot: number): SortedView | Promise<SortedView> | null {
    const built = this.#built.get(slot);
    if (!built) return null;
    const isRecent = performance.now() - built.at <= Math.max(MIN_AGE_MS, MAX_AGE * built.tookMs);
    return isRecent || this.#isCurrent(built) ? built.view : this.view(slot);
  }

  /** Builds the view of a slot, or updates it. */
  async view(slot: number): Promise<SortedView> {
    this.#waiting++;
    try {
      return await this.#current(slot);
    } finally {
      this.#waiting--;
    }
  }

  async #current(slot: number): Promise<SortedView> {
    const building = this.#building.get(slot);
    if (building) await building;
    const built = this.#built.get(slot);
    if (built && this.#isCurrent(built)) return built.view;
    return (await (this.#building.get(slot) ?? this.#build(slot, built))).view;
  }

  /** The row of a key; -1 without one. Reads all rows while the view is not ready: 20 ms for a million. */
  async find(slot: number, key: Uint8Array): Promise<number> {
    if (slot < 0) return -1;
    const ready = this.ready(slot);
    return ready ? ready.find(key) : runSliced(this.#search(slot, key), this.#signal);
  }

  /** Builds all views in advance, one after the other. */
  async buildAll(): Promise<void> {
    for (const slot of this.#index.livingSlots()) await this.#current(slot);
  }

  /** Handles a request, which sorting in advance must not delay. */
  async answer<T>(question: () => Promise<T>): Promise<T> {
    this.#questions++;
    try {
      return await question();
    } finally {
      this.#questions--;
      this.#onAnswer();
    }
  }

  /** Waits for the first response, at most `ms`, and for its page to be shown. @throws the signal's reason */
  async firstAnswer(ms: number): Promise<void> {
    const over = new AbortController();
    const end = sleep(ms, undefined, { signal: AbortSignal.any([over.signal, this.#signal]) });
    await Promise.race([this.#answered, end]).finally(() => {
      over.abort();
      end.catch(() => undefined);
    });
    await sleep(REST_MS, undefined, { signal: this.#signal }).catch(() => undefined);
    this.#signal.throwIfAborted();
  }

  /** Runs background work while there is no request. */
  ahead<T>(work: Sliced<T>): Promise<T> {
    return runSliced(work, this.#signal, () => this.#questions === 0);
  }

  /** The first rows of a slot without a separator, without a view of it. */
  async first(slot: number, count: number): Promise<Uint32Array> {
    return this.#index.firstRows(slot, count) ?? runSliced(firstRows(this.#index, slot, count), this.#signal);
  }

  /**
   * Sorted rows of a slot that begin with a prefix, without a view of the whole slot.
   * @param max more rows are left out, if `isPartial`
   * @returns null if there are more rows and only all are useful
   */
  async subset(
    slot: number,
    prefix: Uint8Array,
    options: { readonly max: number; readonly isPartial: boolean },
  ): Promise<SortedView | null> {
    return runSliced(this.#subset(slot, prefix, options), this.#signal);
  }

  *#subset(
    slot: number,
    prefix: Uint8Array,
    { max, isPartial }: { readonly max: number; readonly isPartial: boolean },
  ): Sliced<SortedView | null> {
    const { columns } = this.#index;
    const { arena } = columns;
    const rows = columns.rows;
    const found = new RowList();
    let at = 0;
    for (; at < rows && found.length < max; at++) {
      if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
      if (columns.slot(at) !== slot || columns.type(at) === REMOVED) continue;
      columns.seek(at);
      if (startsWith(arena.bytes, arena.start, arena.end, prefix)) found.push(at);
    }
    if (at < rows && !isPartial) return null;
    const sorted = found.rows.slice();
    yield* sortRows(columns, sorted);
    return yield* SortedView.create(columns, sorted);
  }

  *#search(slot: number, key: Uint8Array): Sliced<number> {
    const { columns } = this.#index;
    const { arena } = columns;
    for (let row = 0; row < columns.rows; row++) {
      if (row % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
      if (columns.slot(row) !== slot || columns.type(row) === REMOVED) continue;
      columns.seek(row);
      if (arena.end - arena.start !== key.length) continue;
      if (compareBytes(arena.bytes, arena.start, arena.end, key, 0, key.length) === 0) return row;
    }
    return -1;
  }

  #isCurrent({ rows, revision }: Built): boolean {
    return rows === this.#index.rows && revision === this.#index.revision;
  }

  #build(slot: number, former: Built | undefined): Promise<Built> {
    const { rows, revision } = this.#index;
    const begun = performance.now();
    const work = former ? this.#update(slot, former, rows) : this.#create(slot, rows);
    const isUrgent = () => this.#questions === 0 || this.#waiting > 0;
    const building = runSliced(work, this.#signal, isUrgent).then((view) => {
      const at = performance.now();
      const built = { view, rows, revision, at, tookMs: at - begun };
      this.#built.set(slot, built);
      return built;
    });
    this.#building.set(slot, building);
    const forget = () => void this.#building.delete(slot);
    building.then(forget, forget);
    return building;
  }

  *#create(slot: number, rows: number): Sliced<SortedView> {
    const sorted = yield* this.#rowsOf(slot, 0, rows, this.#index.slots[slot]?.keys);
    yield* sortRows(this.#index.columns, sorted);
    return yield* SortedView.create(this.#index.columns, sorted);
  }

  /** Merges the new rows into the former ones, and drops the removed ones. */
  *#update(slot: number, former: Built, rows: number): Sliced<SortedView> {
    const { columns } = this.#index;
    const added = yield* this.#rowsOf(slot, former.rows, rows);
    yield* sortRows(columns, added);
    const old = former.view.rows;
    const merged = new Uint32Array(old.length + added.length);
    let length = 0;
    let next = 0;
    for (let at = 0; at < old.length; at++) {
      const row = old[at] as number;
      if (columns.type(row) === REMOVED) continue;
      while (next < added.length && columns.compare(added[next] as number, row) < 0) {
        merged[length++] = added[next++] as number;
      }
      merged[length++] = row;
      if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    }
    while (next < added.length) merged[length++] = added[next++] as number;
    return yield* SortedView.create(columns, merged.slice(0, length));
  }

  *#rowsOf(slot: number, start: number, end: number, expected?: number): Sliced<Uint32Array> {
    const { columns } = this.#index;
    const found = new RowList(expected);
    for (let row = start; row < end; row++) {
      if (columns.slot(row) === slot && columns.type(row) !== REMOVED) found.push(row);
      if (row % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    }
    return found.length === expected ? found.rows : found.rows.slice();
  }
}

function startsWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start < prefix.length) return false;
  for (let at = 0; at < prefix.length; at++) if (bytes[start + at] !== prefix[at]) return false;
  return true;
}
