import type { DifferenceCounts, KeyDifference } from '../../../../shared/contract/compare.ts';
import { KeyViews } from '../index/key-views.ts';
import { runSliced, type Sliced } from '../index/slices.ts';
import { sortRows } from '../index/sort-rows.ts';
import { SortedView, type ViewRange } from '../index/sorted-view.ts';
import { noCounts } from './compare-host.ts';
import { type KeyComparer, kindOf } from './key-comparer.ts';

const NO_BYTES = new Uint8Array(0);

/** The differences of one database, sorted: all of them, and those of each kind. */
export interface SlotViews {
  readonly different: SortedView;
  /** Without removed keys whose expiry had passed. */
  readonly shown: SortedView;
  readonly byKind: Readonly<Record<Exclude<KeyDifference, 'same'>, SortedView>>;
  readonly expired: SortedView;
}

/** The sorted rows of a comparison. Sorts differences first, because they are few; all keys when requested. */
export class DifferenceViews {
  readonly #comparer: KeyComparer;
  readonly #afterMs: number;
  readonly #signal: AbortSignal;
  readonly #slots = new Map<number, Promise<SlotViews>>();
  /** Every key of a database. */
  readonly all: KeyViews;

  /** @param afterMs the time of `after`: removed keys whose expiry is earlier have expired */
  constructor(comparer: KeyComparer, afterMs: number, signal: AbortSignal) {
    this.#comparer = comparer;
    this.#afterMs = afterMs;
    this.#signal = signal;
    this.all = new KeyViews(comparer.index, signal);
  }

  isExpired(row: number): boolean {
    const { index, columns } = this.#comparer;
    if (columns.kinds.get(row) !== kindOf.removed) return false;
    const at = index.columns.expireAtMs(row);
    return at >= 0 && at <= this.#afterMs;
  }

  of(slot: number): Promise<SlotViews> {
    const found = this.#slots.get(slot) ?? runSliced(this.#create(slot), this.#signal);
    this.#slots.set(slot, found);
    found.catch(() => this.#slots.delete(slot));
    return found;
  }

  /** The counts of all keys with a prefix. @param keys the number of all of them; null if equal keys are not counted */
  counts(views: SlotViews, prefix: Uint8Array | null, keys: number | null): DifferenceCounts {
    const count = (view: SortedView) => {
      const { start, end } = rangeOf(view, prefix);
      return end - start;
    };
    const { added, removed, changed, expiry } = views.byKind;
    const counts = {
      added: count(added),
      removed: count(removed),
      changed: count(changed),
      expiryOnly: count(expiry),
    };
    const different = counts.added + counts.removed + counts.changed + counts.expiryOnly;
    return { ...noCounts, ...counts, same: keys === null ? 0 : keys - different, expired: count(views.expired) };
  }

  /** Bytes in `before` of the keys that differ there. */
  bytesBefore({ byKind: { removed, changed, expiry } }: SlotViews, prefix: Uint8Array | null): number {
    return [removed, changed, expiry].reduce((sum, view) => sum + view.sizeBytes(rangeOf(view, prefix)), 0);
  }

  *#create(slot: number): Sliced<SlotViews> {
    const { index, columns, different } = this.#comparer;
    const rows = different.filter((row) => index.columns.slot(row) === slot);
    yield* sortRows(index.columns, rows);
    const view = (wanted: (row: number) => boolean) => SortedView.create(index.columns, rows.filter(wanted));
    const ofKind = (kind: number) => view((row) => columns.kinds.get(row) === kind);
    return {
      different: yield* SortedView.create(index.columns, rows),
      shown: yield* view((row) => !this.isExpired(row)),
      byKind: {
        added: yield* ofKind(kindOf.added),
        removed: yield* ofKind(kindOf.removed),
        changed: yield* ofKind(kindOf.changed),
        expiry: yield* ofKind(kindOf.expiry),
      },
      expired: yield* view((row) => this.isExpired(row)),
    };
  }
}

export function rangeOf(view: SortedView, prefix: Uint8Array | null): ViewRange {
  return prefix === null ? { start: 0, end: view.rows.length } : view.range(prefix ?? NO_BYTES);
}
