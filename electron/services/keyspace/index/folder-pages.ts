import type { KeyFolder, KeyItem } from '../../../../shared/contract/keyspace.ts';
import { fromBytes, toBytes } from '../values/bytes.ts';
import { DEFAULT_SEPARATOR } from './folder-counts.ts';
import type { KeyIndex } from './key-index.ts';
import { itemOf } from './key-items.ts';
import type { KeyViews } from './key-views.ts';
import { type Children, listChildren } from './list-children.ts';
import { runSliced, type Sliced } from './slices.ts';
import type { SortedView } from './sorted-view.ts';

/** A larger folder waits for the sort of the whole database. */
const MAX_SUBSET_ROWS = 100_000;
const MAX_REMEMBERED = 16;
/** The minimum and maximum number of top-level keys that are selected before everything is sorted. */
const MIN_SELECTED = 200;
const MAX_SELECTED = 20_000;
/** How many folders of one view are listed in advance or remembered: the large ones. */
const MAX_LISTED = 64;
const MIN_LISTED_ROWS = 1000;

export interface FolderQuery {
  readonly database: number;
  readonly prefix: Buffer;
  readonly separator: string;
  readonly offset: number;
  readonly limit: number;
  /** The prefix of the folder to locate. */
  readonly locate?: Buffer;
}

type Place = Omit<FolderQuery, 'offset' | 'limit' | 'locate'>;

export interface FolderPage {
  readonly folders: KeyFolder[];
  readonly keys: KeyItem[];
  readonly totalFolders: number;
  readonly totalKeys: number;
  readonly locatedAt?: number | null;
}

/** A folder of which only the prefix is known yet, or a range of a view. */
interface Listing {
  readonly totalFolders: number;
  readonly totalKeys: number;
  /** The number of keys, from the first one on, whose rows are known. */
  readonly knownKeys: number;
  readonly large: readonly Buffer[];
  folder(at: number): KeyFolder;
  keyRow(at: number): number | undefined;
}

/** Pages of the tree: the folders and keys directly below a prefix. */
export class FolderPages {
  readonly #index: KeyIndex;
  readonly #views: KeyViews;
  readonly #signal: AbortSignal;
  readonly #remembered = new Map<string, { readonly revision: number; readonly rows: number; listing: Listing }>();
  /** Views are replaced when keys change, and their listings with them. */
  readonly #ofViews = new WeakMap<SortedView, Map<string, Listing>>();

  constructor(index: KeyIndex, views: KeyViews, signal: AbortSignal) {
    this.#index = index;
    this.#views = views;
    this.#signal = signal;
  }

  /** @param complete whether all keys were read; otherwise a page shows what is known so far */
  async page(query: FolderQuery, complete: boolean): Promise<FolderPage> {
    const slot = this.#index.slotOf(query.database);
    if (slot < 0) return { folders: [], keys: [], totalFolders: 0, totalKeys: 0 };
    const listing = await this.#listing(slot, query, complete, query.offset + query.limit);
    const { totalFolders, totalKeys } = listing;
    const folders: KeyFolder[] = [];
    const rows: number[] = [];
    const end = Math.min(query.offset + query.limit, totalFolders + totalKeys);
    for (let at = query.offset; at < end; at++) {
      if (at < totalFolders) folders.push(listing.folder(at));
      else {
        const row = listing.keyRow(at - totalFolders);
        if (row !== undefined) rows.push(row);
      }
    }
    // A row of a recent view may have been removed since.
    const keys = rows.filter((row) => this.#index.isAlive(row)).map((row) => itemOf(this.#index, row));
    const page = { folders, keys, totalFolders, totalKeys };
    return query.locate ? { ...page, locatedAt: numberOf(listing, query.locate) } : page;
  }

  /** Every folder directly below a prefix. */
  async folders(query: Place, complete: boolean): Promise<KeyFolder[]> {
    const slot = this.#index.slotOf(query.database);
    if (slot < 0) return [];
    const { totalFolders, folder } = await this.#listing(slot, query, complete, 0);
    return Array.from({ length: totalFolders }, (_, at) => folder(at));
  }

  /** Lists the large folders of sorted databases in advance, so that opening one of them costs only its page. */
  async listAhead(): Promise<void> {
    for (const slot of this.#index.livingSlots()) {
      const view = this.#views.ready(slot);
      if (view === null) continue;
      const database = this.#index.slots[slot]?.database ?? 0;
      const prefixes: Buffer[] = [Buffer.alloc(0)];
      for (let at = 0; at < prefixes.length && at < MAX_LISTED; at++) {
        const place = { database, prefix: prefixes[at] as Buffer, separator: DEFAULT_SEPARATOR };
        const run = <T>(work: Sliced<T>) => this.#views.ahead(work);
        for (const large of (await this.#ofView(view, place, run)).large) prefixes.push(large);
      }
    }
  }

  /** @param end the number of children, from the first one on, that are needed */
  async #listing(slot: number, query: Place, complete: boolean, end: number): Promise<Listing> {
    const { rows, revision } = this.#index;
    const name = `${slot}/${placeName(query)}`;
    const remembered = this.#remembered.get(name);
    const isCurrent = remembered?.rows === rows && remembered.revision === revision;
    if (isCurrent && isKnown(remembered.listing, end)) return remembered.listing;
    const listing = await this.#list(slot, query, complete, end);
    this.#remembered.delete(name);
    this.#remembered.set(name, { rows, revision, listing });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return listing;
  }

  async #list(slot: number, query: Place, complete: boolean, end: number): Promise<Listing> {
    const { prefix, separator, database } = query;
    const { folders } = this.#index;
    const isTop = prefix.length === 0 && separator === DEFAULT_SEPARATOR && !folders.overflowed;
    const bare = folders.bareKeys(slot);
    if (isTop && bare === 0) return this.#counted(slot, database, 0, MAX_SELECTED);
    const recent = this.#views.recent(slot);
    if (recent) return this.#ofView(await recent, query);
    if (isTop) {
      const counted = await this.#counted(slot, database, end, complete ? MAX_SELECTED : MAX_SUBSET_ROWS);
      if (!complete || isKnown(counted, end)) return counted;
    } else {
      const options = { max: MAX_SUBSET_ROWS, isPartial: !complete };
      const subset = await this.#views.subset(slot, prefix, options);
      if (subset) return this.#ofView(subset, query);
    }
    return this.#ofView(await this.#views.view(slot), query);
  }

  async #ofView(
    view: SortedView,
    place: Place,
    run = <T>(work: Sliced<T>) => runSliced(work, this.#signal),
  ): Promise<Listing> {
    const listed = this.#ofViews.get(view) ?? new Map<string, Listing>();
    this.#ofViews.set(view, listed);
    const name = placeName(place);
    const found = listed.get(name);
    if (found) return found;
    const range = view.range(place.prefix);
    const separator = Buffer.from(place.separator, 'utf8');
    const children = await run(listChildren(this.#index.columns, view, range, place.prefix.length, separator));
    const listing = listingOf(this.#index, view, children, place.database);
    if (range.end - range.start >= MIN_LISTED_ROWS && listed.size < 2 * MAX_LISTED) listed.set(name, listing);
    return listing;
  }

  /** The top level, from the counts of the reading. Its keys are selected up to the last needed one. */
  async #counted(slot: number, database: number, end: number, max: number): Promise<Listing> {
    const folders = [...this.#index.folders.folders(slot)].sort((a, b) => Buffer.compare(a.prefix, b.prefix));
    const bare = this.#index.folders.bareKeys(slot);
    // The next pages are selected with this one.
    const count = end <= folders.length ? 0 : Math.max(MIN_SELECTED, 2 * (end - folders.length));
    const rows = await this.#views.first(slot, Math.min(bare, count, max));
    return {
      totalFolders: folders.length,
      totalKeys: bare,
      knownKeys: rows.length,
      large: [],
      folder: (at) => {
        const { prefix, keys, sizeBytes } = folders[at] as (typeof folders)[number];
        return { database, prefix: toBytes(prefix), keys, sizeBytes };
      },
      keyRow: (at) => rows[at],
    };
  }
}

/** The index of a folder by its prefix, because folders are in byte order; null if it does not exist. */
function numberOf({ totalFolders, folder }: Listing, prefix: Buffer): number | null {
  let low = 0;
  let high = totalFolders;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = Buffer.compare(fromBytes(folder(middle).prefix), prefix);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return null;
}

function listingOf(index: KeyIndex, view: SortedView, children: Children, database: number): Listing {
  const { columns } = index;
  return {
    totalFolders: children.totalFolders,
    totalKeys: children.totalKeys,
    knownKeys: children.totalKeys,
    large: children.large,
    folder(at) {
      const { start, end, prefixBytes } = children.folder(at);
      columns.seek(view.rows[start] as number);
      const { bytes, start: from } = columns.arena;
      return {
        database,
        prefix: toBytes(bytes.subarray(from, from + prefixBytes)),
        keys: end - start,
        sizeBytes: view.sizeBytes({ start, end }),
      };
    },
    keyRow: (at) => view.rows[children.key(at)],
  };
}

function placeName({ separator, prefix }: Place): string {
  return `${separator.length}/${separator}${prefix.toString('latin1')}`;
}

function isKnown({ totalFolders, totalKeys, knownKeys }: Listing, end: number): boolean {
  return knownKeys >= Math.min(totalKeys, end - totalFolders);
}
