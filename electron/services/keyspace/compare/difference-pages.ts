import type { ComparedFolder, ComparedKey, DifferenceCounts } from '../../../../shared/contract/compare.ts';
import { isoExpiry, typeOf } from '../index/key-items.ts';
import { createQuery } from '../index/key-query.ts';
import { type Children, listChildren } from '../index/list-children.ts';
import { RowList } from '../index/row-list.ts';
import { BLOCK_ROWS, runSliced, type Sliced } from '../index/slices.ts';
import type { SortedView } from '../index/sorted-view.ts';
import { fromBytes, toBytes } from '../values/bytes.ts';
import {
  type CompareFolderPage,
  type CompareFolderRequest,
  type CompareListPage,
  type CompareListRequest,
  noCounts,
} from './compare-host.ts';
import { DifferenceViews, rangeOf } from './difference-views.ts';
import { differences, type KeyComparer, kindOf } from './key-comparer.ts';

const MAX_REMEMBERED = 8;

interface Matches extends Omit<CompareListPage, 'items'> {
  readonly rows: Uint32Array;
}

/** Pages of the tree and of the list of a finished comparison. */
export class DifferencePages {
  readonly #comparer: KeyComparer;
  readonly #signal: AbortSignal;
  readonly views: DifferenceViews;
  readonly #matches = new Remembered<Promise<Matches>>();
  readonly #children = new Remembered<Promise<Children>>();

  constructor(comparer: KeyComparer, afterMs: number, signal: AbortSignal) {
    this.#comparer = comparer;
    this.#signal = signal;
    this.views = new DifferenceViews(comparer, afterMs, signal);
  }

  async folder(request: CompareFolderRequest): Promise<CompareFolderPage> {
    const { database, offset, limit, onlyDifferent, hideExpired } = request;
    const { index } = this.#comparer;
    const slot = index.slotOf(database);
    if (slot < 0) return { folders: [], keys: [], totalFolders: 0, totalKeys: 0 };
    const prefix = request.prefix ? fromBytes(request.prefix) : Buffer.alloc(0);
    const views = await this.views.of(slot);
    const every = onlyDifferent ? null : await this.views.all.view(slot);
    const shown = hideExpired ? views.shown : views.different;
    const list = (view: SortedView) =>
      this.#list(slot, view, prefix, request.separator, view === every ? 'all' : hideExpired ? 'shown' : 'different');
    const different = await list(shown);
    const { totalFolders, folder } = every === null ? different : await list(every);
    const { totalKeys } = different;
    const folders: ComparedFolder[] = [];
    const keys: ComparedKey[] = [];
    const end = Math.min(offset + limit, totalFolders + totalKeys);
    for (let at = offset; at < end; at++) {
      if (at >= totalFolders) keys.push(this.itemOf(shown.rows[different.key(at - totalFolders)] as number));
      else {
        const range = folder(at);
        const first = ((every ?? shown).rows[range.start] as number) >>> 0;
        const name = index.columns.key(first).subarray(0, range.prefixBytes);
        const total = every === null ? null : range.end - range.start;
        const counts = this.views.counts(views, name, total);
        folders.push({ database, prefix: toBytes(name), counts, bytesBefore: this.views.bytesBefore(views, name) });
      }
    }
    return { folders, keys, totalFolders, totalKeys };
  }

  async list(request: CompareListRequest): Promise<CompareListPage> {
    const { offset, limit, filter } = request;
    const { rows, ...rest } = await this.#matches.get(JSON.stringify(filter), () => this.#find(filter));
    const items = [...rows.subarray(offset, offset + limit)].map((row) => this.itemOf(row));
    return { ...rest, items };
  }

  /** The row of a key; -1 if neither side has it. */
  find(database: number, key: Uint8Array): Promise<number> {
    return this.views.all.find(this.#comparer.index.slotOf(database), key);
  }

  itemOf(row: number): ComparedKey {
    const { index, columns: compared } = this.#comparer;
    const { columns } = index;
    const kind = compared.kinds.get(row);
    const own = stateOf(columns.type(row), columns.expireAtMs(row), columns.sizeBytes(row));
    const after = compared.after(row);
    const later = after && kind !== kindOf.same ? stateOf(after.type, after.expireAtMs, after.sizeBytes) : own;
    return {
      database: index.slots[columns.slot(row)]?.database ?? 0,
      key: toBytes(columns.key(row)),
      change: differences[kind] ?? 'same',
      expired: this.views.isExpired(row),
      before: kind === kindOf.added ? null : own,
      after: kind === kindOf.removed ? null : kind === kindOf.added ? own : later,
    };
  }

  #list(slot: number, view: SortedView, prefix: Buffer, separator: string, of: string): Promise<Children> {
    const name = JSON.stringify([slot, of, separator, prefix.toString('latin1')]);
    return this.#children.get(name, () => {
      const range = view.range(prefix);
      const bytes = Buffer.from(separator, 'utf8');
      return runSliced(listChildren(this.#comparer.index.columns, view, range, prefix.length, bytes), this.#signal);
    });
  }

  async #find(filter: CompareListRequest['filter']): Promise<Matches> {
    const { kinds, hideExpired, ...rest } = filter;
    const { index, columns } = this.#comparer;
    const query = createQuery(index, rest, Date.now());
    const wanted = new Set(kinds.map((kind) => kindOf[kind]));
    const found = new RowList();
    for (const slot of query.slots) {
      const views = await this.views.of(slot);
      const view = wanted.has(kindOf.same)
        ? await this.views.all.view(slot)
        : hideExpired
          ? views.shown
          : views.different;
      const { start, end } = rangeOf(view, query.prefix);
      const isWanted = (row: number) =>
        wanted.has(columns.kinds.get(row) as (typeof kindOf)['same']) && !(hideExpired && this.views.isExpired(row));
      const keep = { push: (row: number) => (isWanted(row) ? found.push(row) : undefined) };
      const collect = function* (): Sliced<void> {
        for (let at = start; at < end; at += BLOCK_ROWS) {
          query.collect(view.rows, at, Math.min(end, at + BLOCK_ROWS), keep);
          yield;
        }
      };
      await runSliced(collect(), this.#signal);
    }
    return runSliced(this.#sum(found.rows.slice()), this.#signal);
  }

  *#sum(rows: Uint32Array): Sliced<Matches> {
    const { index, columns } = this.#comparer;
    const sums = new Array<number>(Object.keys(kindOf).length).fill(0);
    let bytesBefore = 0;
    let expired = 0;
    for (const [at, row] of rows.entries()) {
      const kind = columns.kinds.get(row);
      sums[kind] = (sums[kind] ?? 0) + 1;
      if (kind !== kindOf.added && kind !== kindOf.same) bytesBefore += index.columns.sizeBytes(row);
      if (this.views.isExpired(row)) expired++;
      if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    }
    return { rows, total: rows.length, counts: countsOf(sums, expired), bytesBefore };
  }
}

/** @param sums keys by the numbers of `kindOf` */
export function countsOf(sums: readonly number[], expired: number): DifferenceCounts {
  const of = (kind: keyof typeof kindOf) => sums[kindOf[kind]] ?? 0;
  return {
    ...noCounts,
    ...{
      added: of('added'),
      removed: of('removed'),
      changed: of('changed'),
      expiryOnly: of('expiry'),
      same: of('same'),
    },
    expired,
  };
}

function stateOf(byte: number, expireAtMs: number, sizeBytes: number): NonNullable<ComparedKey['before']> {
  const { type, encoding } = typeOf(byte);
  return { type, encoding, expiresAt: isoExpiry(expireAtMs), sizeBytes };
}

/** The last results, so that the next page costs nothing. */
class Remembered<T> {
  readonly #values = new Map<string, T>();

  get(name: string, create: () => T): T {
    const value = this.#values.get(name) ?? create();
    this.#values.delete(name);
    this.#values.set(name, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > MAX_REMEMBERED && oldest !== undefined) this.#values.delete(oldest);
    if (value instanceof Promise) value.catch(() => this.#values.delete(name));
    return value;
  }
}
